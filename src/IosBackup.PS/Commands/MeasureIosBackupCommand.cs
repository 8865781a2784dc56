using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsDiagnostic.Measure, "IosBackup")]
[OutputType(typeof(IosBackupMeasurement))]
public sealed class MeasureIosBackupCommand : BackupCmdlet
{
    private const string NoApp = "System";

    [Parameter]
    public IosBackupGrouping GroupBy { get; set; }

    private protected override Task ProcessBackupAsync(EngineBackup backup, CancellationToken stop)
    {
        Dictionary<string, (long Count, long Size)> groups = new(StringComparer.Ordinal);
        Func<BackupFile, string> nameOf = NameOf(backup, stop);
        BackupFileQuery filesOnly = new() { Kinds = FileKind.File };
        long all = 0;
        foreach (BackupFile file in backup.Files(filesOnly, stop))
        {
            string name = nameOf(file);
            groups.TryGetValue(name, out (long Count, long Size) group);
            long size = Math.Max(0, file.Size);
            groups[name] = (group.Count + 1, Add(group.Size, size));
            all = Add(all, size);
        }

        foreach (KeyValuePair<string, (long Count, long Size)> group in groups
            .OrderByDescending(static group => group.Value.Size)
            .ThenBy(static group => group.Key, StringComparer.Ordinal))
        {
            Emit(new IosBackupMeasurement
            {
                Name = group.Key,
                GroupedBy = GroupBy,
                FileCount = group.Value.Count,
                Size = group.Value.Size,
                Share = all == 0 ? 0 : (double)group.Value.Size / all,
                BackupPath = backup.FolderPath,
            });
        }

        return Task.CompletedTask;
    }

    /// <summary>Adds without end: a damaged record may state any size.</summary>
    private static long Add(long sum, long size) => sum > long.MaxValue - size ? long.MaxValue : sum + size;

    private Func<BackupFile, string> NameOf(EngineBackup backup, CancellationToken stop)
    {
        switch (GroupBy)
        {
            case IosBackupGrouping.App:
                AppOwners owners = new(backup.Domains(stop));
                return file => owners.Of(file.Domain) ?? NoApp;
            case IosBackupGrouping.Domain:
                return static file => file.Domain;
            default:
                string[] names = Enum.GetNames(typeof(DataType));
                return file => names[(int)DataTypes.Of(file)];
        }
    }
}
