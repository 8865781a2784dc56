using System;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Backups;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using EngineBackup = IosBackup.Engine.Backups.Backup;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.Get, "IosBackupItem")]
[OutputType(typeof(IosBackupItem))]
public sealed class GetIosBackupItemCommand : BackupCmdlet
{
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(DomainCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Domain { get; set; } = [];

    [Parameter]
    [ValidateNotNull]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] RelativePath { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Name { get; set; } = [];

    [Parameter]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public DataType[] DataType { get; set; } = [];

    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AppCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] App { get; set; } = [];

    [Parameter]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public FileKind[] Kind { get; set; } = [];

    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long? MinimumSize { get; set; }

    [Parameter]
    [ValidateRange(0L, long.MaxValue)]
    public long? MaximumSize { get; set; }

    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? NewerThan { get; set; }

    [Parameter]
    [MomentTransformation]
    public DateTimeOffset? OlderThan { get; set; }

    private protected override Task ProcessBackupAsync(EngineBackup backup, CancellationToken stop)
    {
        ItemSelection selection = new()
        {
            Domains = Domain,
            Paths = RelativePath,
            Names = Name,
            DataTypes = DataType,
            Apps = App,
            Kinds = Kind.Aggregate(Kind.Length == 0 ? FileKind.Any : FileKind.None, static (all, kind) => all | kind),
            MinimumSize = MinimumSize,
            MaximumSize = MaximumSize,
            NewerThan = NewerThan,
            OlderThan = OlderThan,
        };
        BackupPlace place = new(backup.FolderPath, backup.RunId);
        OutputBuffer<IosBackupItem> output = new(Post, WriteObject);
        foreach (BackupFile file in selection.Of(backup, stop))
        {
            output.Add(new IosBackupItem(file, place), stop);
        }

        return Task.CompletedTask;
    }
}
