using System;

namespace IosBackup.Engine.PropertyLists;

/// <summary>Bytes.</summary>
public sealed class PlistData(ReadOnlyMemory<byte> value) : PlistNode, IEquatable<PlistData>
{
    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(PlistData? other) => other is not null && Value.Span.SequenceEqual(other.Value.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistData);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        int hash = Value.Length;
        ReadOnlySpan<byte> head = Value.Span.Slice(0, Math.Min(16, Value.Length));
        foreach (byte b in head)
        {
            hash = (hash * 31) + b;
        }

        return hash;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Value.Length} bytes";
}
