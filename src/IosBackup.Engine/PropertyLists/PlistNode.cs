using System;

namespace IosBackup.Engine.PropertyLists;

/// <summary>
/// A value of a property list. Leaves are immutable; <see cref="PlistDictionary"/> and <see cref="PlistArray"/> can be
/// built up. Equality is by value.
/// </summary>
public abstract class PlistNode
{
    private protected PlistNode()
    {
    }

    /// <summary>Wraps a string.</summary>
    public static implicit operator PlistNode(string value) => new PlistString(value);

    /// <summary>Wraps a truth value.</summary>
    public static implicit operator PlistNode(bool value) => value ? PlistBoolean.True : PlistBoolean.False;

    /// <summary>Wraps an integer.</summary>
    public static implicit operator PlistNode(int value) => new PlistInteger(value);

    /// <summary>Wraps an integer.</summary>
    public static implicit operator PlistNode(long value) => new PlistInteger(value);

    /// <summary>Wraps an unsigned integer.</summary>
    public static implicit operator PlistNode(ulong value) => new PlistInteger(value);

    /// <summary>Wraps a real number.</summary>
    public static implicit operator PlistNode(double value) => new PlistReal(value);

    /// <summary>Wraps bytes.</summary>
    public static implicit operator PlistNode(byte[] value) => new PlistData(value);

    /// <summary>Wraps a point in time.</summary>
    public static implicit operator PlistNode(DateTimeOffset value) => new PlistDate(value);
}
