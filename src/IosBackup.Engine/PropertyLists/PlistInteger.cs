using System;
using System.Globalization;
using System.Numerics;

namespace IosBackup.Engine.PropertyLists;

/// <summary>
/// An integer of up to 128 bits in two's complement. Binary property lists hold unsigned values of 1, 2 and 4 bytes,
/// signed ones of 8 and anything wider in 16.
/// </summary>
public sealed class PlistInteger : PlistNode, IEquatable<PlistInteger>
{
    /// <summary>Wraps a signed value.</summary>
    public PlistInteger(long value)
        : this(value < 0 ? -1 : 0, unchecked((ulong)value))
    {
    }

    /// <summary>Wraps an unsigned value.</summary>
    public PlistInteger(ulong value)
        : this(0, value)
    {
    }

    /// <summary>Wraps the two halves of a 128-bit two's complement value.</summary>
    public PlistInteger(long high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>The upper 64 bits.</summary>
    public long High { get; }

    /// <summary>The lower 64 bits. Status codes live here whatever width their sender chose.</summary>
    public ulong Low { get; }

    /// <summary>The value, when it fits into a signed 64-bit integer.</summary>
    public long? Int64 => (High == 0 && Low <= long.MaxValue) || (High == -1 && Low > long.MaxValue)
        ? unchecked((long)Low)
        : null;

    /// <summary>The value, when it fits into an unsigned 64-bit integer.</summary>
    public ulong? UInt64 => High == 0 ? Low : null;

    /// <inheritdoc/>
    public bool Equals(PlistInteger? other) => other is not null && High == other.High && Low == other.Low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistInteger);

    /// <inheritdoc/>
    public override int GetHashCode() => High.GetHashCode() ^ Low.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() =>
        ((new BigInteger(High) << 64) + Low).ToString(CultureInfo.InvariantCulture);
}
