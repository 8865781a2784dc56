using System;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>A test that a generation went through.</summary>
internal sealed record VerificationRecord
{
    /// <summary>Each level does all of the levels before it.</summary>
    private static readonly string[] s_levels = ["Quick", "Hash", "Full", "Drill"];

    /// <summary>When it ended, in UTC.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>How deep it went.</summary>
    public required string Level { get; init; }

    /// <summary>The part that was tested, as "3/30"; null when it was everything.</summary>
    public string? Slice { get; init; }

    /// <summary>Whether it found nothing that would hurt.</summary>
    public required bool Passed { get; init; }

    /// <summary>Whether it found what a restore stumbles over; damage inside of apps' files is none of that.</summary>
    public required bool BlocksRestore { get; init; }

    public static VerificationRecord FromPlist(PlistDictionary values) => new()
    {
        Date = values.GetDate(nameof(Date)) ?? DateTimeOffset.MinValue,
        Level = values.GetString(nameof(Level)) ?? string.Empty,
        Slice = values.GetString(nameof(Slice)),
        Passed = values.GetBoolean(nameof(Passed)) ?? false,
        BlocksRestore = values.GetBoolean(nameof(BlocksRestore)) ?? values.GetBoolean(nameof(Passed)) != true,
    };

    /// <summary>Whether it says that what an earlier test found is there no more: it looked there as closely.</summary>
    public bool Refutes(VerificationRecord earlier) =>
        !BlocksRestore
        && (Slice is null || Slice == earlier.Slice)
        && Array.IndexOf(s_levels, Level) >= Array.IndexOf(s_levels, earlier.Level);

    public override string ToString() =>
        FormattableString.Invariant($"{Level}, {Date.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    public PlistDictionary ToPlist()
    {
        PlistDictionary values = new()
        {
            [nameof(Date)] = Date,
            [nameof(Level)] = Level,
            [nameof(Passed)] = Passed,
            [nameof(BlocksRestore)] = BlocksRestore,
        };
        if (Slice is not null)
        {
            values[nameof(Slice)] = Slice;
        }

        return values;
    }
}
