using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Usbmux;
using IosBackup.Errors;
using IosBackup.Output;

namespace IosBackup.Devices;

/// <summary>Looks for what would stand against a backup of a device, without beginning one.</summary>
internal sealed class DevicePreflight(string repository)
{
    private const string BackupService = "com.apple.mobilebackup2";
    private const int PairingDays = 30;

    private readonly List<IosDeviceFinding> _findings = [];

    public async Task<IosDeviceTestResult> RunAsync(DeviceTarget target, DeviceOptions options, CancellationToken stop)
    {
        string? name = target.Name;
        try
        {
            using DeviceSession device = await target.OpenAsync(options, stop);
            DeviceInfo info = await device.GetInfoAsync(stop);
            name = info.Name ?? name;
            CheckEncryption(info);
            CheckRepository(info, device.Udid);
            CheckPeople(info);
            await CheckPairingAsync(target, device, options, stop);
            using DeviceStream service = await device.StartServiceAsync(BackupService, true, stop);
        }
        catch (EngineException error)
        {
            Add(error.Kind.ToString(), IosDeviceFindingSeverity.Error, Text(error, target.Udid));
        }

        return new IosDeviceTestResult
        {
            Udid = target.Udid,
            DeviceName = name,
            Passed = _findings.All(static finding => finding.Severity != IosDeviceFindingSeverity.Error),
            Findings = [.. _findings.OrderByDescending(static finding => finding.Severity)],
        };
    }

    private static string Text(EngineException error, string about)
    {
        string message = ErrorCatalog.ToRecord(error, about).ErrorDetails.Message;
        string action = ErrorCatalog.Find(error.Kind).Action;
        return message.EndsWith(action, StringComparison.Ordinal) ? message : $"{message} {action}";
    }

    private void CheckEncryption(DeviceInfo info)
    {
        if (info.WillEncrypt == true)
        {
            Add("EncryptionOn", IosDeviceFindingSeverity.Information, "Backups are encrypted.");
        }
        else if (info.RequiresEncryption == true)
        {
            Add(
                nameof(ErrorKind.EncryptionEnforced),
                IosDeviceFindingSeverity.Error,
                "Its management demands encrypted backups and no password is set: run Enable-IosBackupEncryption.");
        }
        else
        {
            Add(
                nameof(ErrorKind.EncryptionOff),
                IosDeviceFindingSeverity.Warning,
                "Backups are not encrypted, so they lack Health, call history, Safari history and passwords. "
                + "Enable-IosBackupEncryption turns encryption on.");
        }
    }

    private void CheckRepository(DeviceInfo info, string udid)
    {
        try
        {
            BackupRepository place = BackupRepository.Open(FileLayer.Real, repository);
            place.ProbeWriting();
            CheckSpace(info, place.FindNewest(udid));
        }
        catch (EngineException error)
        {
            Add(error.Kind.ToString(), IosDeviceFindingSeverity.Error, Text(error, repository));
        }
    }

    private void CheckSpace(DeviceInfo info, Generation? newest)
    {
        long? free = BackupPlan.FreeSpace(repository);
        long? used = info.DataCapacity - info.DataAvailable;
        long? needed = newest?.Record?.Size ?? used;
        if (free is not { } available || needed is not { } expected)
        {
            return;
        }

        string basis = newest?.Record is null
            ? $"all that is on the device is {_Format.Size(expected)}"
            : $"the last backup has {_Format.Size(expected)}, of which only what changed is sent";
        bool isShort = newest?.Record is null && available < expected;
        Add(
            isShort ? "SpaceMayBeShort" : "Space",
            isShort ? IosDeviceFindingSeverity.Warning : IosDeviceFindingSeverity.Information,
            isShort
                ? $"{_Format.Size(available)} are free at {repository}, up to {_Format.Size(expected - available)} "
                    + $"short: {basis}; a backup is smaller than that."
                : $"{_Format.Size(available)} are free at {repository}; {basis}.");
    }

    private void CheckPeople(DeviceInfo info)
    {
        if (BackupPlan.AsksForPasscode(info))
        {
            Add(
                "PasscodeAsked",
                IosDeviceFindingSeverity.Information,
                "With a passcode set, this version of iOS asks for it on the device at every backup: have somebody "
                + "at hand.");
        }

        if (info.IsLocked == true)
        {
            Add("ScreenLocked", IosDeviceFindingSeverity.Information, "The screen is locked right now.");
        }
    }

    private async Task CheckPairingAsync(
        DeviceTarget target, DeviceSession device, DeviceOptions options, CancellationToken stop)
    {
        if (!device.HasEscrowBag)
        {
            Add(
                "NoEscrowBag",
                IosDeviceFindingSeverity.Warning,
                "The pairing lacks the key for locked phones: keep the device unlocked, or pair again.");
        }

        PairRecord? record = await new DevicePairing(target.Endpoint, options).FindRecordAsync(target.Udid, stop);
        if (record?.CreatedAt is { } created && DateTimeOffset.UtcNow - created > TimeSpan.FromDays(PairingDays))
        {
            string date = created.ToLocalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            Add(
                "PairingAge",
                IosDeviceFindingSeverity.Information,
                $"Paired on {date}. A device forgets computers that it has not met for {PairingDays} days.");
        }
    }

    private void Add(string id, IosDeviceFindingSeverity severity, string message) =>
        _findings.Add(new IosDeviceFinding(id, severity, message));
}
