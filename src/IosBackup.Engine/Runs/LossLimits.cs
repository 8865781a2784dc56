using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Runs;

/// <summary>
/// How much of a data type may be gone since the generation before until somebody should look: a wiped phone, a
/// signed-out account and a setting that keeps photos in iCloud all look like a perfect backup.
/// </summary>
public sealed record LossLimits
{
    private const string Whole = "All";
    private const long FewFiles = 10;
    private const long FewBytes = 100_000;

    /// <summary>Sixty per cent of photos and videos, ninety of anything else.</summary>
    public static LossLimits Default { get; } = new()
    {
        Limits = new Dictionary<DataType, double> { [DataType.Photos] = 0.6, [DataType.Videos] = 0.6 },
    };

    /// <summary>The share, from 0 to 1, that a type may lose; 1 or more switches the warning off.</summary>
    public IReadOnlyDictionary<DataType, double> Limits { get; init; } = new Dictionary<DataType, double>();

    /// <summary>The share for types that have none of their own.</summary>
    public double Limit { get; init; } = 0.9;

    /// <summary>
    /// The share that a backup as a whole may lose where no types are known, as in an encrypted one without its
    /// password: the smallest of all, since any type may be what is gone.
    /// </summary>
    private double WholeLimit => Limits.Values.Append(Limit).Min();

    /// <summary>The losses beyond the limits, each as "Photos: 5000 to 12 files, 9000000 to 40000 bytes".</summary>
    internal IEnumerable<string> Find(GenerationRecord before, GenerationRecord now)
    {
        if (before.DataTypes.Count == 0 || now.DataTypes.Count == 0)
        {
            return Compare(Whole, WholeLimit, (before.FileCount, before.Size), (now.FileCount, now.Size)) is string all
                ? [all]
                : [];
        }

        return before.DataTypes
            .Where(static entry => Enum.TryParse(entry.Key, out DataType _))
            .Select(entry => Compare(
                entry.Key, LimitOf(entry.Key), Counts(entry.Value), Counts(now.DataTypes[entry.Key])))
            .OfType<string>();
    }

    private double LimitOf(string name) =>
        Enum.TryParse(name, out DataType type) && Limits.TryGetValue(type, out double own) ? own : Limit;

    private static string? Compare(
        string what, double limit, (long Files, long Bytes) before, (long Files, long Bytes) now)
    {
        bool lost = (before.Files >= FewFiles && Loss(before.Files, now.Files) >= limit)
            || (before.Bytes >= FewBytes && Loss(before.Bytes, now.Bytes) >= limit);
        return lost && limit < 1
            ? string.Format(
                CultureInfo.InvariantCulture,
                "{0}: {1} to {2} files, {3} to {4} bytes",
                what, before.Files, now.Files, before.Bytes, now.Bytes)
            : null;
    }

    private static double Loss(long before, long now) => 1 - ((double)now / before);

    private static (long Files, long Bytes) Counts(PlistNode? node) => node is PlistDictionary counts
        ? (counts.GetInteger("Files") ?? 0, counts.GetInteger("Bytes") ?? 0)
        : (0, 0);
}
