using System;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>Manifest.plist: what a device says about a backup as a whole. Unknown keys are kept.</summary>
public sealed class BackupProperties
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "Manifest.plist";

    /// <summary>Makes properties of their values.</summary>
    public BackupProperties(PlistDictionary values)
    {
        Values = values;
    }

    /// <summary>All keys, also those that have no property here.</summary>
    public PlistDictionary Values { get; }

    /// <summary>Version of the backup's format: <c>10.0</c> with Manifest.db, <c>9.1</c> and lower before.</summary>
    public string? Version
    {
        get => Values.GetString("Version");
        set => Values.Set("Version", value);
    }

    /// <summary>Version of the device's list of domains: <c>24.0</c> since iOS 16.4.</summary>
    public string? SystemDomainsVersion
    {
        get => Values.GetString("SystemDomainsVersion");
        set => Values.Set("SystemDomainsVersion", value);
    }

    /// <summary>When the backup was made.</summary>
    public DateTimeOffset? Date
    {
        get => Values.GetDate("Date");
        set => Values.Set("Date", value);
    }

    /// <summary>Whether the backup is encrypted. Nothing else says so: other backups have a keybag too.</summary>
    public bool IsEncrypted
    {
        get => Values.GetBoolean("IsEncrypted") ?? false;
        set => Values.Set("IsEncrypted", value);
    }

    /// <summary>Whether the phone had a passcode.</summary>
    public bool? WasPasscodeSet
    {
        get => Values.GetBoolean("WasPasscodeSet");
        set => Values.Set("WasPasscodeSet", value);
    }

    /// <summary>The keybag; empty when there is none.</summary>
    public ReadOnlyMemory<byte> BackupKeyBag
    {
        get => Values.GetData("BackupKeyBag") ?? default;
        set => Values.Set("BackupKeyBag", value);
    }

    /// <summary>The wrapped key of Manifest.db; empty when it is not encrypted.</summary>
    public ReadOnlyMemory<byte> ManifestKey
    {
        get => Values.GetData("ManifestKey") ?? default;
        set => Values.Set("ManifestKey", value);
    }

    /// <summary>What the device was at the time; null when there is nothing.</summary>
    public PlistDictionary? Lockdown
    {
        get => Values.GetDictionary("Lockdown");
        set => Values["Lockdown"] = value;
    }

    /// <summary>Apps, plug-ins and groups by id; null when there is nothing.</summary>
    public PlistDictionary? Applications
    {
        get => Values.GetDictionary("Applications");
        set => Values["Applications"] = value;
    }

    /// <summary>The lowest iOS version that takes the backup; null in older backups.</summary>
    public string? RequiredProductVersion => Values.GetString("RequiredProductVersion");

    /// <summary>The device's UDID.</summary>
    public string? UniqueDeviceId => Lockdown?.GetString("UniqueDeviceID");

    /// <summary>The name that the user gave the device.</summary>
    public string? DeviceName => Lockdown?.GetString("DeviceName");

    /// <summary>The model, <c>iPhone12,1</c> for example.</summary>
    public string? ProductType => Lockdown?.GetString("ProductType");

    /// <summary>The iOS version.</summary>
    public string? ProductVersion => Lockdown?.GetString("ProductVersion");

    /// <summary>The iOS build.</summary>
    public string? BuildVersion => Lockdown?.GetString("BuildVersion");

    /// <summary>The serial number.</summary>
    public string? SerialNumber => Lockdown?.GetString("SerialNumber");

    /// <summary>Reads the file.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    public static BackupProperties Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new BackupProperties(PropertyList.ParseDictionary(bytes));
        }
        catch (EngineException e)
        {
            throw new EngineException(ErrorKind.ManifestDamaged, $"Manifest.plist is malformed: {e.Message}", e);
        }
    }

    /// <summary>The file's content.</summary>
    public byte[] ToBytes() => PropertyList.ToBinary(Values);
}
