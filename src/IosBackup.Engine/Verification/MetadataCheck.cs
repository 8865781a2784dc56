using System;
using System.Collections.Generic;
using System.Globalization;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Verification;

/// <summary>
/// Checks the property lists that describe a backup: that they are there, can be read, and say what a restoring device
/// asks for.
/// </summary>
internal sealed class MetadataCheck
{
    private const int LongestProperties = 64 * 1024 * 1024;
    private const int LongestStatus = 1024 * 1024;
    private const int WrappedKeyLength = 44;

    private readonly BackupFolder _folder;
    private readonly FindingList _findings;

    public MetadataCheck(BackupFolder folder, FindingList findings)
    {
        _folder = folder;
        _findings = findings;
    }

    /// <summary>Status.plist; null when it cannot be read.</summary>
    public BackupStatus? Status { get; private set; }

    /// <summary>Manifest.plist; null when it cannot be read.</summary>
    public BackupProperties? Properties { get; private set; }

    /// <summary>Reads and checks all three.</summary>
    public void Run()
    {
        if (Read(BackupStatus.FileName, LongestStatus, FindingKind.StatusMissing, FindingKind.StatusDamaged)
            is PlistDictionary status)
        {
            Status = new BackupStatus(status);
            CheckStatus(Status);
        }

        if (Read(
            BackupProperties.FileName,
            LongestProperties,
            FindingKind.PropertiesMissing,
            FindingKind.PropertiesDamaged) is PlistDictionary properties)
        {
            Properties = new BackupProperties(properties);
            CheckProperties(Properties);
            CheckFolderName(Properties);
        }

        if (Read(BackupInfo.FileName, LongestProperties, FindingKind.InfoMissing, FindingKind.InfoDamaged)
            is PlistDictionary info)
        {
            CheckInfo(new BackupInfo(info));
        }
    }

    private PlistDictionary? Read(string name, int longest, FindingKind missing, FindingKind damaged)
    {
        try
        {
            byte[]? bytes = _folder.TryReadAll(name, longest);
            if (bytes is not (null or []))
            {
                return PropertyList.ParseDictionary(bytes);
            }

            _findings.Add(missing, name, bytes is null ? string.Empty : "it is empty");
        }
        catch (EngineException e) when (
            e.Kind is ErrorKind.PropertyListInvalid or ErrorKind.BackupUnavailable)
        {
            _findings.Add(damaged, name, e.Message);
        }

        return null;
    }

    private void CheckStatus(BackupStatus status)
    {
        if (status.SnapshotState is string state && !status.IsFinished)
        {
            _findings.Add(FindingKind.NotFinished, BackupStatus.FileName, state);
        }

        bool[] rules =
        [
            status.SnapshotState is not null,
            status.BackupState == "new",
            status.Date is not null,
            status.IsFullBackup is not null,
            status.Uuid is not null,
            IsVersion(status.Version, 2.4m, 4m),
        ];
        string[] keys = ["SnapshotState", "BackupState", "Date", "IsFullBackup", "UUID", "Version"];
        Require(FindingKind.StatusInvalid, BackupStatus.FileName, keys, rules);
    }

    private void CheckProperties(BackupProperties properties)
    {
        PlistDictionary values = properties.Values;
        bool[] rules =
        [
            IsVersion(properties.Version, 7.4m, 11m),
            IsVersion(properties.SystemDomainsVersion, 3m, decimal.MaxValue),
            values["IsEncrypted"] is null or PlistBoolean,
            values["Date"] is null or PlistDate,
            values["Lockdown"] is null or PlistDictionary,
            values["Applications"] is null or PlistDictionary,
            properties.ManifestKey.Length is 0 or WrappedKeyLength,
        ];
        string[] keys =
            ["Version", "SystemDomainsVersion", "IsEncrypted", "Date", "Lockdown", "Applications", "ManifestKey"];
        Require(FindingKind.PropertiesInvalid, BackupProperties.FileName, keys, rules);
    }

    private void Require(FindingKind kind, string name, string[] keys, bool[] rules)
    {
        for (int i = 0; i < keys.Length; i++)
        {
            if (!rules[i])
            {
                _findings.Add(kind, name, keys[i]);
            }
        }
    }

    private void CheckFolderName(BackupProperties properties)
    {
        string name = System.IO.Path.GetFileName(_folder.Path);
        if (properties.UniqueDeviceId is string udid && !name.StartsWith(udid, StringComparison.OrdinalIgnoreCase))
        {
            _findings.Add(FindingKind.UdidDiffers, name, udid);
        }
    }

    private void CheckInfo(BackupInfo info)
    {
        if (Properties is not BackupProperties properties)
        {
            return;
        }

        List<(string Key, string? Host, string? Device)> pairs =
        [
            ("Unique Identifier", info.UniqueIdentifier, properties.UniqueDeviceId),
            ("Product Type", info.ProductType, properties.ProductType),
            ("Product Version", info.ProductVersion, properties.ProductVersion),
            ("Build Version", info.BuildVersion, properties.BuildVersion),
            ("Serial Number", info.SerialNumber, properties.SerialNumber),
        ];
        foreach ((string key, string? host, string? device) in pairs)
        {
            if (host is not null && device is not null && !host.Equals(device, StringComparison.OrdinalIgnoreCase))
            {
                _findings.Add(FindingKind.InfoDiffers, BackupInfo.FileName, $"{key}: {host}, {device}");
            }
        }
    }

    private static bool IsVersion(string? text, decimal lowest, decimal tooHigh) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal version)
        && version >= lowest && version < tooHigh;
}
