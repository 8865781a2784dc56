using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.DeviceLink;
using IosBackup.VirtualDevice.Faults;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>What the parts of an operation share.</summary>
internal sealed class RunContext(VirtualPhone phone, DeviceLinkPeer peer, CancellationToken cancellationToken)
{
    /// <summary>Percent of the whole when everything is sent.</summary>
    public const double ProgressAfterUpload = 90;

    /// <summary>Percent of the whole when everything is in its place.</summary>
    public const double ProgressAfterCommit = 100;

    public VirtualPhone Phone => phone;

    public PhoneFaults Faults => phone.Faults;

    public HostDrive Drive { get; } = new(peer, cancellationToken);

    public HostLayout Layout { get; } = new(phone.Udid);

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The keys of the operation: a change of the password meanwhile does not touch it.</summary>
    public BackupKeys Keys { get; } = phone.Backups.Keys;

    /// <summary>Begins a step, unless a fault wants it otherwise.</summary>
    public async Task BeginAsync(BackupStep step)
    {
        phone.Observations.Note(ObservationKind.BackupStep, step.ToString());
        if (Faults.DisconnectBefore == step)
        {
            throw new IOException($"The phone breaks off before {step}.");
        }

        if (Faults.Failure is BackupFailure failure && failure.Step == step)
        {
            throw new BackupException(failure.Code, failure.Description, failure.UnderlyingCode is int underlying
                ? new BackupException(underlying, failure.UnderlyingDescription)
                : null);
        }

        if (step == BackupStep.Scan)
        {
            await Task.Delay(Faults.ScanDelay, cancellationToken);
        }
    }

    /// <summary>Begins a step of a restore, unless a fault wants it otherwise.</summary>
    public void Begin(RestoreStep step)
    {
        phone.Observations.Note(ObservationKind.RestoreStep, step.ToString());
        if (Faults.RestoreFailure is RestoreFailure failure && failure.Step == step)
        {
            throw new BackupException(failure.Code, failure.Description);
        }
    }

    /// <summary>Waits for the passcode where one is set.</summary>
    /// <exception cref="BackupException"><see cref="BackupErrorCode.Locked"/>: it was not entered.</exception>
    public async Task AskForPasscodeAsync()
    {
        await BeginAsync(BackupStep.Passcode);
        if (phone.Passcode is null)
        {
            return;
        }

        phone.PostNotification(NotificationNames.PasscodeSheetPresented);
        await Task.Delay(Faults.PasscodeDelay, cancellationToken);
        phone.PostNotification(NotificationNames.PasscodeSheetDismissed);
        switch (Faults.PasscodeEntry)
        {
            case PasscodeEntry.Cancelled:
                throw new BackupException(BackupErrorCode.Locked, "Device locked");
            case PasscodeEntry.Missing:
                throw new BackupException(
                    BackupErrorCode.Locked, "Device locked - timeout waiting for passcode entry");
            default:
                phone.LockState = LockState.Unlocked;
                break;
        }
    }
}
