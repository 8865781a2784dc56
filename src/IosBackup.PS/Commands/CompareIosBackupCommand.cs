using System;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsData.Compare, "IosBackup")]
[OutputType(typeof(IosBackupDifference))]
[OutputType(typeof(IosBackupDifferenceSummary))]
public sealed class CompareIosBackupCommand : EngineCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    [BackupTransformation(TakesOne = true)]
    [ValidateNotNull]
    public IosBackup? Reference { get; set; }

    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [BackupTransformation(TakesOne = true)]
    [ValidateNotNull]
    public IosBackup? Difference { get; set; }

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    [Parameter]
    public SwitchParameter Summary { get; set; }

    private protected override Task ProcessRecordAsync(CancellationToken stop)
    {
        using BackupOpener opener = new(Password, Warn);
        using EngineBackup before = opener.Open(BackupPlace.Of(Reference!));
        using EngineBackup after = opener.Open(BackupPlace.Of(Difference!));
        if (Summary)
        {
            Summarize(before, after, stop);
            return Task.CompletedTask;
        }

        BackupPlace placeBefore = new(before.FolderPath, before.RunId);
        BackupPlace placeAfter = new(after.FolderPath, after.RunId);
        OutputBuffer<IosBackupDifference> output = new(Post, WriteObject);
        foreach (FileDifference difference in BackupComparison.Compare(before, after, stop: stop))
        {
            output.Add(
                new IosBackupDifference
                {
                    Change = difference.Change,
                    Domain = difference.File.Domain,
                    RelativePath = difference.File.RelativePath,
                    Kind = difference.File.Kind,
                    DataType = DataTypes.Of(difference.File),
                    Aspects = difference.Aspects,
                    ReferenceSize = difference.Before?.Size,
                    DifferenceSize = difference.After?.Size,
                    ReferenceItem = ItemOf(difference.Before, placeBefore),
                    DifferenceItem = ItemOf(difference.After, placeAfter),
                },
                stop);
        }

        return Task.CompletedTask;
    }

    private static IosBackupItem? ItemOf(BackupFile? file, BackupPlace place) =>
        file is null ? null : new IosBackupItem(file, place);

    private void Summarize(EngineBackup before, EngineBackup after, CancellationToken stop)
    {
        DataType[] types = [.. Enum.GetValues(typeof(DataType)).Cast<DataType>()];
        int changes = Enum.GetValues(typeof(FileChange)).Length;
        long[,] counts = new long[types.Length, changes];
        long[,] sizes = new long[types.Length, changes];
        BackupFileQuery filesOnly = new() { Kinds = FileKind.File };
        foreach (FileDifference difference in BackupComparison.Compare(before, after, filesOnly, stop))
        {
            int type = (int)DataTypes.Of(difference.File);
            counts[type, (int)difference.Change]++;
            sizes[type, (int)difference.Change] += difference.File.Size;
        }

        foreach (DataType type in types.OrderBy(static type => type.ToString(), StringComparer.Ordinal))
        {
            int row = (int)type;
            if (counts[row, 0] + counts[row, 1] + counts[row, 2] > 0)
            {
                Emit(new IosBackupDifferenceSummary
                {
                    DataType = type,
                    Added = counts[row, (int)FileChange.Added],
                    Removed = counts[row, (int)FileChange.Removed],
                    Changed = counts[row, (int)FileChange.Changed],
                    AddedSize = sizes[row, (int)FileChange.Added],
                    RemovedSize = sizes[row, (int)FileChange.Removed],
                    ChangedSize = sizes[row, (int)FileChange.Changed],
                    ReferencePath = before.FolderPath,
                    DifferencePath = after.FolderPath,
                });
            }
        }
    }
}
