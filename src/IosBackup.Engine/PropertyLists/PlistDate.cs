using System;
using System.Globalization;

namespace IosBackup.Engine.PropertyLists;

/// <summary>A point in time: seconds since 2001-01-01T00:00:00Z. NaN and values beyond the calendar are kept.</summary>
public sealed class PlistDate : PlistNode, IEquatable<PlistDate>
{
    private static readonly DateTimeOffset s_epoch = new(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Wraps a number of seconds since 2001-01-01T00:00:00Z.</summary>
    public PlistDate(double secondsSince2001)
    {
        SecondsSince2001 = secondsSince2001;
    }

    /// <summary>Wraps a point in time.</summary>
    public PlistDate(DateTimeOffset value)
        : this((value - s_epoch).Ticks / (double)TimeSpan.TicksPerSecond)
    {
    }

    /// <summary>Seconds since 2001-01-01T00:00:00Z; may be NaN.</summary>
    public double SecondsSince2001 { get; }

    /// <summary>
    /// The point in time in UTC, or null when it lies outside the years 1 to 9999 or is not a number.
    /// </summary>
    public DateTimeOffset? Value
    {
        get
        {
            double ticks = SecondsSince2001 * TimeSpan.TicksPerSecond;
            bool representable = ticks >= (DateTimeOffset.MinValue - s_epoch).Ticks
                && ticks < (DateTimeOffset.MaxValue - s_epoch).Ticks;
            return representable ? s_epoch.AddTicks((long)Math.Round(ticks)) : null;
        }
    }

    /// <inheritdoc/>
    public bool Equals(PlistDate? other) => other is not null && SecondsSince2001.Equals(other.SecondsSince2001);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as PlistDate);

    /// <inheritdoc/>
    public override int GetHashCode() => SecondsSince2001.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => Value is DateTimeOffset value
        ? value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : SecondsSince2001.ToString("R", CultureInfo.InvariantCulture);
}
