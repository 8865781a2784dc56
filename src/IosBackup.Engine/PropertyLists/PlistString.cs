using System;

namespace IosBackup.Engine.PropertyLists;

/// <summary>A string.</summary>
public sealed class PlistString(string value) : PlistNode, IEquatable<PlistString>
{
    /// <summary>The text; may hold unpaired surrogates that came from a binary property list.</summary>
    public string Value { get; } = value ?? throw new ArgumentNullException(nameof(value));

    /// <inheritdoc/>
    public bool Equals(PlistString? other) =>
        other is not null && string.Equals(Value, other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistString);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
