using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Restoration;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Restoration;

namespace IosBackup.Commands;

[Cmdlet(VerbsData.Restore, "IosBackup", DefaultParameterSetName = FolderSet, SupportsShouldProcess = true)]
[OutputType(typeof(IosRestoreResult))]
[OutputType(typeof(IosRestorePlan))]
public sealed class RestoreIosBackupCommand : EngineCmdlet, IRestoreHost
{
    private const string FolderSet = "Folder";
    private const string FolderPathSet = "FolderPath";
    private const string FolderItemSet = "FolderItem";

    private RestoreWork? _work;
    private BackupOpener? _opener;
    private RestoreInput? _input;
    private FolderSettings? _folder;
    private RestoreConsent _consent;
    private Exception? _end;

    [Parameter(ParameterSetName = FolderSet, Mandatory = true, ValueFromPipeline = true)]
    [BackupTransformation]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosBackup[]? Backup { get; set; }

    [Parameter(ParameterSetName = FolderPathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = FolderItemSet, Mandatory = true, ValueFromPipeline = true)]
    [ItemTransformation]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosBackupItem[]? Item { get; set; }

    [Parameter(ParameterSetName = FolderSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = FolderPathSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = FolderItemSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = string.Empty;

    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = FolderPathSet)]
    [Parameter(ParameterSetName = FolderItemSet)]
    public ExtractionLayout Layout { get; set; }

    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = FolderPathSet)]
    [Parameter(ParameterSetName = FolderItemSet)]
    public SwitchParameter NativeName { get; set; }

    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = FolderPathSet)]
    [Parameter(ParameterSetName = FolderItemSet)]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    private BackupOpener Opener => _opener ??= new BackupOpener(Password);

    void IRestoreHost.Emit(object output) => Emit(output);

    void IRestoreHost.Fail(Exception error, object? target) => Fail(error, target);

    void IRestoreHost.End(Exception error) => End(error);

    ProgressLine IRestoreHost.AddProgress(string activity) => AddProgress(activity);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _work?.Dispose();
            _opener?.Dispose();
        }
    }

    private protected override void PrepareRecord()
    {
        _work ??= CreateWork();
        FileSystemPaths paths = new(SessionState);
        string destination = paths.ResolveLiteral(Destination);
        if (_folder?.Destination != destination)
        {
            _folder = new FolderSettings(destination, new ExtractionOptions
            {
                Layout = Layout,
                Overwrites = Force,
                KeepsNativeNames = NativeName,
            });
            _consent = Ask(destination);
        }

        IEnumerable<BackupPlace> places = Backup?.Select(BackupPlace.Of)
            ?? Path?.SelectMany(paths.Resolve).Select(static path => new BackupPlace(path, null))
            ?? [];
        _input = new RestoreInput([.. places], Item ?? [], _consent);
    }

    private protected override Task ProcessRecordAsync(CancellationToken stop) => _work!.ProcessAsync(_input!, stop);

    private protected override Task EndProcessingAsync(CancellationToken stop) =>
        _work?.CompleteAsync(stop) ?? Task.CompletedTask;

    private protected override bool EndsTheCall(Exception error) =>
        base.EndsTheCall(error) || ReferenceEquals(error, _end);

    private RestoreWork CreateWork() => ParameterSetName == FolderItemSet
        ? new FolderItemRestore(this, Opener, () => _folder!)
        : new FolderRestore(this, Opener, () => _folder!);

    private RestoreConsent Ask(string target)
    {
        bool yes = ShouldProcess(
            $"Restore to {target}", $"Restore to {target}?", "Restore", out ShouldProcessReason reason);
        return yes ? RestoreConsent.Given
            : reason == ShouldProcessReason.WhatIf ? RestoreConsent.PlanOnly
            : RestoreConsent.Refused;
    }

    private void End(Exception error)
    {
        _end = error;
        Fail(error, Destination);
    }
}
