using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>How much of a type of data there is.</summary>
/// <param name="DataType">The type.</param>
/// <param name="Files">Number of regular files.</param>
/// <param name="Bytes">Bytes that they have.</param>
public sealed record DataTypeTotal(DataType DataType, long Files, long Bytes)
{
    /// <summary>Counts regular files by their types.</summary>
    internal static IReadOnlyList<DataTypeTotal> Of(IEnumerable<BackupFile> files)
    {
        Dictionary<DataType, (long Files, long Bytes)> totals = [];
        foreach (BackupFile file in files)
        {
            DataType type = DataTypes.Of(file);
            totals.TryGetValue(type, out (long Files, long Bytes) total);
            totals[type] = (total.Files + 1, total.Bytes + Math.Max(0, file.Size));
        }

        return [.. totals
            .Select(static total => new DataTypeTotal(total.Key, total.Value.Files, total.Value.Bytes))
            .OrderBy(static total => total.DataType)];
    }
}
