using System;

namespace IosBackup.Engine.PropertyLists;

/// <summary>A reference to another object of a keyed archive.</summary>
public sealed class PlistUid(ulong value) : PlistNode, IEquatable<PlistUid>
{
    /// <summary>Index into <c>$objects</c>.</summary>
    public ulong Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(PlistUid? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistUid);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => $"UID {Value}";
}
