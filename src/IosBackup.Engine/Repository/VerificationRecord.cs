using System;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>A test that a generation went through.</summary>
internal sealed record VerificationRecord
{
    /// <summary>When it ended, in UTC.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>How deep it went.</summary>
    public required string Level { get; init; }

    /// <summary>The part that was tested, as "3/30"; null when it was everything.</summary>
    public string? Slice { get; init; }

    /// <summary>Whether it found nothing that would hurt.</summary>
    public required bool Passed { get; init; }

    public static VerificationRecord FromPlist(PlistDictionary values) => new()
    {
        Date = values.GetDate(nameof(Date)) ?? DateTimeOffset.MinValue,
        Level = values.GetString(nameof(Level)) ?? string.Empty,
        Slice = values.GetString(nameof(Slice)),
        Passed = values.GetBoolean(nameof(Passed)) ?? false,
    };

    public PlistDictionary ToPlist()
    {
        PlistDictionary values = new()
        {
            [nameof(Date)] = Date,
            [nameof(Level)] = Level,
            [nameof(Passed)] = Passed,
        };
        if (Slice is not null)
        {
            values[nameof(Slice)] = Slice;
        }

        return values;
    }
}
