using System;
using System.Collections.Generic;
using System.Globalization;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Runs;

/// <summary>
/// How much of a data type may be gone since the generation before until somebody should look: a wiped phone, a
/// signed-out account and a setting that keeps photos in iCloud all look like a perfect backup.
/// </summary>
public sealed record LossLimits
{
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

    /// <summary>The losses beyond the limits, each as "Photos: 5000 to 12 files, 9000000 to 40000 bytes".</summary>
    internal IEnumerable<string> Find(PlistDictionary before, PlistDictionary now)
    {
        if (before.Count == 0 || now.Count == 0)
        {
            // One of the manifests could not be read: nothing is known.
            yield break;
        }

        foreach (KeyValuePair<string, PlistNode> entry in before)
        {
            if (!Enum.TryParse(entry.Key, out DataType type))
            {
                continue;
            }

            double limit = Limits.TryGetValue(type, out double own) ? own : Limit;
            (long filesBefore, long bytesBefore) = Counts(entry.Value);
            (long files, long bytes) = Counts(now[entry.Key]);
            bool lost = (filesBefore >= FewFiles && Loss(filesBefore, files) >= limit)
                || (bytesBefore >= FewBytes && Loss(bytesBefore, bytes) >= limit);
            if (lost && limit < 1)
            {
                yield return string.Format(
                    CultureInfo.InvariantCulture,
                    "{0}: {1} to {2} files, {3} to {4} bytes",
                    type, filesBefore, files, bytesBefore, bytes);
            }
        }
    }

    private static double Loss(long before, long now) => 1 - ((double)now / before);

    private static (long Files, long Bytes) Counts(PlistNode? node) => node is PlistDictionary counts
        ? (counts.GetInteger("Files") ?? 0, counts.GetInteger("Bytes") ?? 0)
        : (0, 0);
}
