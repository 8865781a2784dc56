using System;
using System.Management.Automation;
using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Devices;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Runs;
using IosBackup.Parameters;

namespace IosBackup.Pipeline;

/// <summary>The base of cmdlets that set, change or remove the backup password of devices.</summary>
public abstract class BackupPasswordCmdlet : DeviceCmdlet
{
    private string _repository = string.Empty;

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    [SecondsTransformation]
    public TimeSpan PasscodeTimeout { get; set; } = MobileBackupTimeouts.Default.Passcode;

    /// <summary>The password in force; null when there is none.</summary>
    private protected abstract SecureString? Old { get; }

    /// <summary>The password to come; null to end encryption.</summary>
    private protected abstract SecureString? New { get; }

    /// <summary>Throws when the device's state does not allow the change.</summary>
    private protected abstract void Check(DeviceInfo info, string udid);

    private protected override void PrepareRecord()
    {
        if (New is { Length: 0 })
        {
            // To a device it would mean to end encryption.
            throw new EngineException(
                ErrorKind.InvalidArgument,
                "The new password is empty. Disable-IosBackupEncryption is for backups without a password.");
        }

        _repository = Path is null
            ? RepositoryPath.Default
            : new FileSystemPaths(SessionState).ResolveLiteral(Path);
    }

    private protected sealed override async Task ProcessDeviceAsync(
        DeviceTarget target, ItemProgress progress, CancellationToken stop)
    {
        using DeviceSession device = await target.OpenAsync(Options, stop);
        DeviceInfo info = await device.GetInfoAsync(stop);
        Check(info, device.Udid);
        DeviceTarget named = target with { Name = info.Name ?? target.Name };
        if (!await AskAsync(() => ShouldProcess(named.Display)))
        {
            return;
        }

        using BackupPassword? old = Old is null ? null : BackupPassword.FromSecureString(Old);
        using BackupPassword? next = New is null ? null : BackupPassword.FromSecureString(New);
        MobileBackupTimeouts timeouts = new() { Passcode = PasscodeTimeout };
        BackupProgressDisplay display =
            new(progress, () => Warn($"Enter the passcode on the device to go on: {named.Display}"));
        await PasswordRun.RunAsync(device, old, next, _repository, timeouts, display, stop);
        foreach (DiscoveredDevice found in await DeviceLocator.FindAsync(
            target.Udid, target.Endpoint.ToString(), Options, stop))
        {
            await DeviceDirectory.DescribeAsync(found, Options, stop);
            Emit(DeviceDescription.Of(found));
        }
    }

    private protected static void CheckIsOn(DeviceInfo info, string udid)
    {
        if (info.WillEncrypt == false)
        {
            throw new EngineException(ErrorKind.EncryptionOff, "The device does not encrypt its backups.")
            {
                Target = udid,
            };
        }
    }
}
