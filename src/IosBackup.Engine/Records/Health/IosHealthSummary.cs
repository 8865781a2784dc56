using System;

namespace IosBackup;

/// <summary>
/// The samples of one type in a few numbers. Phone and watch measure the same things, so totals may count twice.
/// </summary>
public sealed record IosHealthSummary : IosRecord
{
    /// <summary>What was measured.</summary>
    public required string Type { get; init; }

    /// <summary>The store's number for that.</summary>
    public required long TypeCode { get; init; }

    /// <summary>How many samples there are.</summary>
    public required long Count { get; init; }

    /// <summary>When the first one began.</summary>
    public DateTimeOffset? First { get; init; }

    /// <summary>When the last one ended.</summary>
    public DateTimeOffset? Last { get; init; }

    /// <summary>The smallest value; null for what is no quantity.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest value.</summary>
    public double? Maximum { get; init; }

    /// <summary>The mean of the values.</summary>
    public double? Average { get; init; }

    /// <summary>The sum of the values; null where adding them makes no sense.</summary>
    public double? Total { get; init; }

    /// <summary>The unit of the values.</summary>
    public string? Unit { get; init; }
}
