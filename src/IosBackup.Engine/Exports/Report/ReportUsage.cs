using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Exports.Report;

/// <summary>How much room the types of data take.</summary>
internal sealed class ReportUsage
{
    private ReportUsage()
    {
    }

    public long Files { get; private set; }

    public long Size { get; private set; }

    /// <summary>Types of data with their bytes, the largest first.</summary>
    public IReadOnlyList<(string Name, long Size)> Types { get; private set; } = [];

    public static ReportUsage Measure(Backup backup, CancellationToken stop)
    {
        ReportUsage usage = new();
        Dictionary<DataType, long> types = [];
        foreach (BackupFile file in backup.Files(new BackupFileQuery { Kinds = FileKind.File }, stop))
        {
            long size = Math.Max(0, file.Size);
            DataType type = DataTypes.Of(file);
            types[type] = (types.TryGetValue(type, out long sum) ? sum : 0) + size;
            usage.Files++;
            usage.Size += size;
        }

        usage.Types =
        [
            .. types.Where(static entry => entry.Value > 0)
                .OrderByDescending(static entry => entry.Value)
                .Select(static entry => (NameOf(entry.Key), entry.Value)),
        ];
        return usage;
    }

    private static string NameOf(DataType type) => type switch
    {
        DataType.CallHistory => "Call history",
        DataType.VoiceMemos => "Voice memos",
        DataType.AppData => "App data",
        DataType.HomeScreen => "Home screen",
        _ => type.ToString(),
    };
}
