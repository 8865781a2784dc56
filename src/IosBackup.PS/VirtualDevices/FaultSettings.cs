using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Faults;
using IosBackup.VirtualDevice.Lockdown;

namespace IosBackup.VirtualDevices;

/// <summary>Makes a virtual phone go wrong in the ways that users choose from.</summary>
internal static class FaultSettings
{
    private const string AnyPasscode = "123456";
    private const long BreakAfterBytes = 64 * 1024;
    private const int CancelAfterFiles = 3;
    private const long TooLarge = 1L << 60;
    private const byte ReadError = 11;

    private static readonly TimeSpan s_passcodeWait = TimeSpan.FromSeconds(2);

    /// <summary>Switches a fault on.</summary>
    /// <returns>What has to be kept as long as the fault lasts, if anything.</returns>
    public static IDisposable? Apply(VirtualPhone phone, IosVirtualDeviceFault fault)
    {
        PhoneFaults faults = phone.Faults;
        switch (fault)
        {
            case IosVirtualDeviceFault.Locked:
                phone.Passcode ??= AnyPasscode;
                phone.LockState = LockState.LockedSinceStart;
                break;
            case IosVirtualDeviceFault.TrustDenied:
                phone.Trust.Answer = TrustAnswer.DoNotTrust;
                break;
            case IosVirtualDeviceFault.TrustIgnored:
                phone.Trust.Answer = TrustAnswer.None;
                break;
            case IosVirtualDeviceFault.PasscodeIgnored:
                AskForPasscode(phone, PasscodeEntry.Missing);
                break;
            case IosVirtualDeviceFault.PasscodeCancelled:
                AskForPasscode(phone, PasscodeEntry.Cancelled);
                break;
            case IosVirtualDeviceFault.Disconnect:
                faults.DisconnectAfterUploadedBytes = BreakAfterBytes;
                break;
            case IosVirtualDeviceFault.UnreadableFile:
                faults.UploadFaults = FirstFile(phone);
                break;
            case IosVirtualDeviceFault.TooLarge:
                faults.ClaimedUploadSize = TooLarge;
                break;
            case IosVirtualDeviceFault.Cancel:
                faults.CancelAfterFiles = CancelAfterFiles;
                break;
            case IosVirtualDeviceFault.FileMissing:
                faults.MissFileAtEnd = true;
                break;
            case IosVirtualDeviceFault.UnsafePath:
                faults.HostileRequest = new HostileRequest(HostileVerb.CreateDirectory, "../../outside");
                break;
            case IosVirtualDeviceFault.Busy:
                return phone.HoldSyncLock();
            case IosVirtualDeviceFault.FindMy:
                phone.FindMyEnabled = true;
                break;
            case IosVirtualDeviceFault.SetupNotFinished:
                phone.SetupFinished = false;
                break;
            case IosVirtualDeviceFault.BackupsForbidden:
                phone.BackupsForbidden = true;
                break;
            case IosVirtualDeviceFault.EncryptionRequired:
                phone.RequiresEncryption = true;
                break;
        }

        return null;
    }

    private static void AskForPasscode(VirtualPhone phone, PasscodeEntry entry)
    {
        phone.Passcode ??= AnyPasscode;
        phone.Faults.PasscodeEntry = entry;
        phone.Faults.PasscodeDelay = s_passcodeWait;
    }

    private static List<UploadFault> FirstFile(VirtualPhone phone)
    {
        foreach (PhoneFile file in phone.Content.TakeSnapshot())
        {
            if (file.Kind == PhoneFileKind.File && file.Content is { Length: > 0 })
            {
                return [new UploadFault(file.Domain, file.RelativePath, ReadError, BlocksBefore: 0)];
            }
        }

        return [];
    }
}
