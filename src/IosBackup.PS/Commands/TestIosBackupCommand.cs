using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Verification;
using IosBackup.Parameters;
using IosBackup.Pipeline;
using IosBackup.Verification;
using IosBackup.VirtualDevice.Drill;

namespace IosBackup.Commands;

[Cmdlet(VerbsDiagnostic.Test, "IosBackup")]
[OutputType(typeof(IosBackupTestResult), typeof(bool))]
public sealed class TestIosBackupCommand : BackupPathCmdlet
{
    private BackupOpener? _opener;
    private VerificationSlice? _slice;

    [Parameter]
    public IosBackupTestLevel Level { get; set; } = IosBackupTestLevel.Quick;

    [Parameter]
    [ValidatePattern(@"^\d{1,5}/\d{1,5}$")]
    public string? Slice { get; set; }

    [Parameter]
    [PasswordTransformation]
    public SecureString? Password { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    private protected override void PrepareRecord()
    {
        if (Slice is not null)
        {
            _slice = VerificationSlice.TryParse(Slice)
                ?? throw new EngineException(ErrorKind.InvalidArgument, "There is no such slice.") { Target = Slice };
        }

        base.PrepareRecord();
    }

    private protected override async Task ProcessBackupAsync(BackupPlace place, CancellationToken stop)
    {
        _opener ??= new BackupOpener(Password);
        using BackupPassword? password = Level == IosBackupTestLevel.Drill && Password is not null
            ? BackupPassword.FromSecureString(Password)
            : null;
        VerificationOptions options = new()
        {
            Level = VerificationOutput.ToEngine(Level),
            Slice = _slice,
            FindKeys = _opener.FindKeys,
            Password = password,
            DrillDevices = Level == IosBackupTestLevel.Drill ? new DrillPhones() : null,
            RunId = place.RunId,
        };
        using ProgressLine line = AddProgress($"Testing {System.IO.Path.GetFileName(place.Path)}");
        VerificationResult result =
            await BackupVerifier.RunAsync(place.Path, options, new VerificationDisplay(line), stop);
        if (!result.IsRemembered)
        {
            Tell($"No repository keeps this outcome: {place.Path}");
        }

        Emit(Quiet ? result.Passed : VerificationOutput.ToOutput(result));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _opener?.Dispose();
        }
    }
}
