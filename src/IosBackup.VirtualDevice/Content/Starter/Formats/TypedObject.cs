using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>
/// An object of a typed stream. Identity counts: an object that is met again is written as a reference, another one
/// with the same content is not.
/// </summary>
internal sealed class TypedObject(TypedClass type)
{
    private readonly List<TypedGroup> _groups = [];

    public TypedClass Class { get; } = type;

    public IReadOnlyList<TypedGroup> Groups => _groups;

    public TypedObject Add(string encoding, params object?[] values)
    {
        _groups.Add(new TypedGroup(encoding, values));
        return this;
    }
}
