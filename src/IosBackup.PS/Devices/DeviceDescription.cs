using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.IO;
using System.Management.Automation;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Repository;
using IosBackup.Errors;
using IosBackup.Output;

namespace IosBackup.Devices;

/// <summary>Makes of what the engine learnt about a device what users see.</summary>
internal static class DeviceDescription
{
    private const string GlobalDomain = "Global";

    /// <summary>Describes a device.</summary>
    /// <param name="device">The device, asked already.</param>
    /// <param name="detailed">Whether to add all values.</param>
    public static IosDevice Of(DiscoveredDevice device, bool detailed = false)
    {
        DeviceInfo info = device.Info;
        ErrorRecord? problem = Problem(device);
        return new IosDevice
        {
            Udid = device.Udid,
            Name = info.Name,
            ProductType = info.ProductType,
            ModelName = info.ModelName,
            DeviceClass = info.DeviceClass,
            ProductVersion = info.ProductVersion,
            BuildVersion = info.BuildVersion,
            SerialNumber = info.SerialNumber,
            ConnectionType = device.Connection.ConnectionType,
            PairingState = device.PairingState,
            IsLocked = info.IsLocked ?? (device.PairingState == PairingState.Locked ? true : null),
            BackupEncryption = EncryptionOf(info),
            WillEncrypt = info.WillEncrypt,
            BatteryLevel = info.BatteryLevel,
            IsCharging = info.IsCharging,
            Capacity = info.DiskCapacity,
            FreeSpace = info.DataAvailable,
            PhoneNumber = info.PhoneNumber,
            Imei = info.Imei,
            Imei2 = info.Imei2,
            WifiAddress = info.WifiAddress,
            IsSupervised = info.IsChaperoned,
            IsFindMyEnabled = info.IsFindMyEnabled,
            IsWifiEnabled = info.IsWifiEnabled,
            LastBackup = LastBackup(device.Udid),
            Endpoint = device.Endpoint.ToString(),
            ProblemId = (problem?.Exception as EngineException)?.Kind.ToString(),
            Problem = problem?.ErrorDetails.Message,
            Values = detailed ? Values(info) : null,
        };
    }

    /// <summary>How a device makes its backups.</summary>
    public static IosBackupEncryption EncryptionOf(DeviceInfo info) => info switch
    {
        { RequiresEncryption: true } => IosBackupEncryption.Enforced,
        { WillEncrypt: true } => IosBackupEncryption.On,
        { WillEncrypt: false } => IosBackupEncryption.Off,
        _ => IosBackupEncryption.Unknown,
    };

    private static ErrorRecord? Problem(DiscoveredDevice device)
    {
        EngineException? error = device.Error ?? (device.PairingState == PairingState.NotPaired
            ? new EngineException(ErrorKind.PairingRequired, "This computer has no pair record for the device.")
            : null);
        return error is null ? null : ErrorCatalog.ToRecord(error, device.Udid);
    }

    private static DateTimeOffset? LastBackup(string udid)
    {
        if (RepositoryPath.DefaultOrNull is not string repository)
        {
            return null;
        }

        string folder = Path.Combine(repository, udid);
        return Directory.Exists(folder) && Generation.ReadStatus(folder) is { IsFinished: true } status
            ? status.Date
            : null;
    }

    private static OrderedDictionary Values(DeviceInfo info)
    {
        OrderedDictionary values = [];
        foreach (KeyValuePair<string, PlistDictionary> domain in info.Domains)
        {
            values[domain.Key.Length == 0 ? GlobalDomain : domain.Key] = PlistObjects.From(domain.Value);
        }

        return values;
    }
}
