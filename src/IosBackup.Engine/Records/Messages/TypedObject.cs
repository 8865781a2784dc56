using System.Collections.Generic;

namespace IosBackup.Engine.Records.Messages;

/// <summary>
/// An archived object: its class and the values of its content. Values are <see cref="TypedObject"/>, string, long,
/// double, byte[], a list of values, or null.
/// </summary>
internal sealed class TypedObject
{
    public TypedClass? Class { get; set; }

    public List<object?> Values { get; } = [];

    /// <summary>Whether the object's class is, or comes from, one of a name.</summary>
    public bool Is(string className)
    {
        const int LongestChain = 64;
        TypedClass? type = Class;
        for (int i = 0; type is not null && i < LongestChain; i++)
        {
            if (type.Name == className)
            {
                return true;
            }

            type = type.Super;
        }

        return false;
    }

    /// <summary>The text of a string, the address of a URL; null for other objects.</summary>
    public string? Text => Is("NSString") ? Values.Count > 0 ? Values[0] as string : null
        : Is("NSURL") && Values.Count > 1 && Values[1] is TypedObject address && address.Is("NSString") ? address.Text
        : null;

    /// <summary>The value of a number; null for other objects.</summary>
    public long? Number => Is("NSValue") && Values.Count > 1 ? Values[1] as long? : null;
}
