using System;

namespace IosBackup;

/// <summary>Something that was measured or noted about the owner's health.</summary>
public sealed record IosHealthSample : IosRecord
{
    /// <summary>What was measured: <c>HeartRate</c>; <c>Type 123</c> when that number has no name here.</summary>
    public required string Type { get; init; }

    /// <summary>The store's number for that.</summary>
    public required long TypeCode { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The value in <see cref="Unit"/>; null for what is no quantity.</summary>
    public double? Value { get; init; }

    /// <summary>The unit of the value; the same for all samples of a type that has a name.</summary>
    public string? Unit { get; init; }

    /// <summary>For what is no quantity: the phase of sleep, the activity of a workout.</summary>
    public string? Category { get; init; }

    /// <summary>The device or app that it comes from.</summary>
    public string? Source { get; init; }

    /// <summary>The identifier of that device or app.</summary>
    public string? SourceId { get; init; }

    /// <summary>The time zone it was measured in, by its IANA name.</summary>
    public string? TimeZone { get; init; }
}
