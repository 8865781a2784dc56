using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Devices;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsDiagnostic.Test, "IosDevice")]
[OutputType(typeof(IosDeviceTestResult), typeof(bool))]
public sealed class TestIosDeviceCommand : DeviceCmdlet
{
    private string _repository = string.Empty;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override bool MeansAll => true;

    private protected override void PrepareRecord() => _repository = Path is null
        ? RepositoryPath.Default
        : new FileSystemPaths(SessionState).ResolveLiteral(Path);

    private protected override async Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop)
    {
        IosDeviceTestResult result = await new DevicePreflight(_repository).RunAsync(target, Options, stop);
        Emit(Quiet ? result.Passed : result);
    }
}
