using System;
using System.IO;
using System.Management.Automation;
using System.Security;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsCommon.New, "IosDevicePairing", SupportsShouldProcess = true)]
[OutputType(typeof(IosDevicePairing))]
public sealed class NewIosDevicePairingCommand : PairingCmdlet
{
    private const long LargestIdentity = 1024 * 1024;

    private SupervisionIdentity? _identity;

    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 120;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SupervisionIdentity { get; set; }

    [Parameter]
    [PasswordTransformation]
    public SecureString? SupervisionPassword { get; set; }

    private protected override void PrepareRecord()
    {
        if (SupervisionIdentity is not null && _identity is null)
        {
            _identity = ReadIdentity(new FileSystemPaths(SessionState).ResolveLiteral(SupervisionIdentity));
        }
    }

    private protected override async Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop)
    {
        if (!await AskAsync(() => ShouldProcess(target.Display)))
        {
            return;
        }

        PairingOptions options = new()
        {
            Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
            SupervisionIdentity = _identity,
        };
        PairRecord record = await Pairing(target).PairAsync(
            target.Udid, options, new StepDisplay(this, target, progress), stop);
        Emit(Describe(target with { Name = target.Name ?? await AskNameAsync(target, stop) }, record) with
        {
            IsValid = true,
        });
    }

    /// <summary>The name, which a device tells only to those it trusts; the pairing is made without it.</summary>
    private async Task<string?> AskNameAsync(DeviceTarget target, CancellationToken stop)
    {
        try
        {
            return (await LookAsync(target, stop)).Info.Name;
        }
        catch (EngineException)
        {
            return null;
        }
    }

    private SupervisionIdentity ReadIdentity(string path)
    {
        using SecretBytes? password = SecretBytes.From(SupervisionPassword);
        char[] characters = password is null ? [] : Encoding.UTF8.GetChars(password.Value);
        try
        {
            return new FileInfo(path).Length > LargestIdentity
                ? throw new EngineException(ErrorKind.InvalidArgument, "The file is too large.") { Target = path }
                : Engine.Lockdown.SupervisionIdentity.FromPkcs12(File.ReadAllBytes(path), characters);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw new EngineException(ErrorKind.InvalidArgument, e.Message, e) { Target = path };
        }
        finally
        {
            Array.Clear(characters, 0, characters.Length);
        }
    }

    /// <summary>Says what a person has to do on the device.</summary>
    private sealed class StepDisplay(NewIosDevicePairingCommand cmdlet, DeviceTarget target, ItemProgress progress)
        : IProgress<PairingStep>
    {
        public void Report(PairingStep value)
        {
            string? toDo = value switch
            {
                PairingStep.DeviceLocked => "Unlock the device",
                PairingStep.TrustPending => "Tap Trust on the device and enter its passcode",
                _ => null,
            };
            progress.Report(new ProgressState(toDo ?? "Asking the device"));
            if (toDo is not null)
            {
                cmdlet.Warn($"{toDo}: {target.Display}");
            }
        }
    }
}
