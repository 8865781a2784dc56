using System;
using System.Collections.Generic;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Devices;
using IosBackup.Engine.Restoration;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Restoration;

namespace IosBackup.Commands;

[Cmdlet(VerbsData.Restore, "IosBackup", DefaultParameterSetName = FolderSet, SupportsShouldProcess = true)]
[OutputType(typeof(IosRestoreResult))]
[OutputType(typeof(IosRestorePlan))]
[OutputType(typeof(IosDeviceRestoreResult))]
[OutputType(typeof(IosDeviceRestorePlan))]
public sealed class RestoreIosBackupCommand : EngineCmdlet, IRestoreHost
{
    private const string FolderSet = "Folder";
    private const string FolderPathSet = "FolderPath";
    private const string FolderItemSet = "FolderItem";
    private const string DeviceSet = "Device";
    private const string DevicePathSet = "DevicePath";
    private const string DeviceItemSet = "DeviceItem";

    private RestoreWork? _work;
    private BackupOpener? _opener;
    private RestoreInput? _input;
    private FolderSettings? _folder;
    private Exception? _end;

    [Parameter(ParameterSetName = FolderSet, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = DeviceSet, Mandatory = true, ValueFromPipeline = true)]
    [BackupTransformation]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public IosBackup[]? Backup { get; set; }

    [Parameter(ParameterSetName = FolderPathSet, Mandatory = true, Position = 0)]
    [Parameter(ParameterSetName = DevicePathSet, Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = FolderItemSet, Mandatory = true, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = DeviceItemSet, Mandatory = true, ValueFromPipeline = true)]
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
    public SwitchParameter IncludeDamaged { get; set; }

    [Parameter(ParameterSetName = FolderSet)]
    [Parameter(ParameterSetName = FolderPathSet)]
    [Parameter(ParameterSetName = FolderItemSet)]
    [Parameter(ParameterSetName = DeviceSet)]
    [Parameter(ParameterSetName = DevicePathSet)]
    [Parameter(ParameterSetName = DeviceItemSet)]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = DeviceSet, Mandatory = true)]
    [Parameter(ParameterSetName = DevicePathSet, Mandatory = true)]
    [Parameter(ParameterSetName = DeviceItemSet, Mandatory = true)]
    [DeviceTransformation(TakesOne = true)]
    [ArgumentCompleter(typeof(UdidCompleter))]
    public IosDevice? Device { get; set; }

    [Parameter(ParameterSetName = DeviceSet)]
    [Parameter(ParameterSetName = DevicePathSet)]
    [Parameter(ParameterSetName = DeviceItemSet)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    [Parameter(ParameterSetName = DeviceSet)]
    [Parameter(ParameterSetName = DevicePathSet)]
    public SwitchParameter PreserveSettings { get; set; }

    [Parameter(ParameterSetName = DeviceSet)]
    [Parameter(ParameterSetName = DevicePathSet)]
    [Parameter(ParameterSetName = DeviceItemSet)]
    public SwitchParameter NoReboot { get; set; }

    [Parameter(ParameterSetName = DeviceSet)]
    [Parameter(ParameterSetName = DevicePathSet)]
    public SwitchParameter SkipApps { get; set; }

    [Parameter(ParameterSetName = DeviceSet)]
    [Parameter(ParameterSetName = DevicePathSet)]
    public SwitchParameter SkipVerification { get; set; }

    [Parameter(ParameterSetName = DeviceItemSet)]
    [ValidateNotNullOrEmpty]
    public string? Repository { get; set; }

    [Parameter(ParameterSetName = DeviceItemSet)]
    [PasswordTransformation]
    public SecureString? DevicePassword { get; set; }

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    private bool IsForDevice => ParameterSetName is DeviceSet or DevicePathSet or DeviceItemSet;

    private BackupOpener Opener => _opener ??= new BackupOpener(Password, Warn);

    void IRestoreHost.Emit(object output) => Emit(output);

    void IRestoreHost.Fail(Exception error, object? target) => Fail(error, target);

    void IRestoreHost.End(Exception error) => End(error);

    Task<RestoreConsent> IRestoreHost.AskAsync(string device) => AskAsync(() => AskForDevice(device));

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
        if (!IsForDevice)
        {
            PrepareFolder(paths);
        }

        IEnumerable<BackupPlace> places = Backup?.Select(BackupPlace.Of)
            ?? Path?.SelectMany(paths.Resolve).Select(static path => new BackupPlace(path, null))
            ?? [];
        _input = new RestoreInput([.. places], Item ?? []);
    }

    private void PrepareFolder(FileSystemPaths paths)
    {
        string destination = paths.ResolveLiteral(Destination);
        if (_folder?.Destination != destination)
        {
            ExtractionOptions options = new()
            {
                Layout = Layout,
                Overwrites = Force,
                IncludesDamaged = IncludeDamaged,
                KeepsNativeNames = NativeName,
            };
            _folder = new FolderSettings(destination, options, Ask($"Restore to {destination}"));
        }
    }

    private protected override Task ProcessRecordAsync(CancellationToken stop) => _work!.ProcessAsync(_input!, stop);

    private protected override Task EndProcessingAsync(CancellationToken stop) =>
        _work?.CompleteAsync(stop) ?? Task.CompletedTask;

    private protected override bool EndsTheCall(Exception error) =>
        base.EndsTheCall(error) || ReferenceEquals(error, _end);

    private RestoreWork CreateWork() => ParameterSetName switch
    {
        FolderItemSet => new FolderItemRestore(this, Opener, () => _folder!),
        DeviceItemSet => new DeviceItemRestore(this, Opener, DescribeDevice(DevicePassword ?? Password)),
        DeviceSet or DevicePathSet => new DeviceRestore(this, DescribeDevice(Password)),
        _ => new FolderRestore(this, Opener, () => _folder!),
    };

    private DeviceSettings DescribeDevice(SecureString? password) => new()
    {
        Device = Device!,
        Endpoint = Endpoint,
        Password = password,
        Repository = Repository is null
            ? RepositoryPath.Default
            : new FileSystemPaths(SessionState).ResolveLiteral(Repository),
        Options = new PhoneRestoreOptions
        {
            PreserveSettings = PreserveSettings,
            NoReboot = NoReboot,
            SkipApps = SkipApps,
            SkipVerification = SkipVerification,
        },
    };

    /// <summary>
    /// Asks for a device. Data on it is lost, so the question comes unless it was answered beforehand, as it does
    /// for commands of high impact.
    /// </summary>
    private RestoreConsent AskForDevice(string device)
    {
        string what = ParameterSetName == DeviceItemSet
            ? $"Back up {device}, then replace files on it; what is newer in these files is lost"
            : $"Replace all data on {device} with a backup";
        RestoreConsent consent = Ask(what);
        bool answered = Force || MyInvocation.BoundParameters.ContainsKey("Confirm")
            || Equals(GetVariableValue("ConfirmPreference"), ConfirmImpact.None);
        return consent == RestoreConsent.Given && !answered && !ShouldContinue($"{what}?", "Restore-IosBackup")
            ? RestoreConsent.Refused
            : consent;
    }

    private RestoreConsent Ask(string what)
    {
        bool yes = ShouldProcess(what, $"{what}?", "Restore-IosBackup", out ShouldProcessReason reason);
        return yes ? RestoreConsent.Given
            : reason == ShouldProcessReason.WhatIf ? RestoreConsent.PlanOnly
            : RestoreConsent.Refused;
    }

    private void End(Exception error)
    {
        _end = error;
        Fail(error, IsForDevice ? Device!.Udid : Destination);
    }
}
