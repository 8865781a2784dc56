using System;
using System.Globalization;

namespace IosBackup.Engine.PropertyLists;

/// <summary>A real number.</summary>
public sealed class PlistReal(double value) : PlistNode, IEquatable<PlistReal>
{
    /// <summary>The number; NaN and infinities are legal.</summary>
    public double Value { get; } = value;

    /// <inheritdoc/>
    public bool Equals(PlistReal? other) => other is not null && Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistReal);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("R", CultureInfo.InvariantCulture);
}
