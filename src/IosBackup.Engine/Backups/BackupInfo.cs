using System;
using System.Collections.Generic;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Info.plist: what the host wrote about the device. It is for people and lists, and may lack anything. Unknown keys
/// are kept.
/// </summary>
public sealed class BackupInfo
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "Info.plist";

    /// <summary>Makes an info of its values.</summary>
    public BackupInfo(PlistDictionary values)
    {
        Values = values;
    }

    /// <summary>All keys, also those that have no property here.</summary>
    public PlistDictionary Values { get; }

    /// <summary>The name that the user gave the device.</summary>
    public string? DeviceName
    {
        get => Values.GetString("Device Name");
        set => Values.Set("Device Name", value);
    }

    /// <summary>The name that hosts list the backup under.</summary>
    public string? DisplayName
    {
        get => Values.GetString("Display Name");
        set => Values.Set("Display Name", value);
    }

    /// <summary>The model, <c>iPhone12,1</c> for example.</summary>
    public string? ProductType
    {
        get => Values.GetString("Product Type");
        set => Values.Set("Product Type", value);
    }

    /// <summary>The iOS version. A restoring device compares it with its own.</summary>
    public string? ProductVersion
    {
        get => Values.GetString("Product Version");
        set => Values.Set("Product Version", value);
    }

    /// <summary>The model's name for people.</summary>
    public string? ProductName
    {
        get => Values.GetString("Product Name");
        set => Values.Set("Product Name", value);
    }

    /// <summary>The iOS build.</summary>
    public string? BuildVersion
    {
        get => Values.GetString("Build Version");
        set => Values.Set("Build Version", value);
    }

    /// <summary>The serial number.</summary>
    public string? SerialNumber
    {
        get => Values.GetString("Serial Number");
        set => Values.Set("Serial Number", value);
    }

    /// <summary>The UDID as the device writes it.</summary>
    public string? TargetIdentifier
    {
        get => Values.GetString("Target Identifier");
        set => Values.Set("Target Identifier", value);
    }

    /// <summary>The UDID in upper case.</summary>
    public string? UniqueIdentifier
    {
        get => Values.GetString("Unique Identifier");
        set => Values.Set("Unique Identifier", value);
    }

    /// <summary>The phone number; null without radio.</summary>
    public string? PhoneNumber
    {
        get => Values.GetString("Phone Number");
        set => Values.Set("Phone Number", value);
    }

    /// <summary>The radio's IMEI; null without radio.</summary>
    public string? Imei
    {
        get => Values.GetString("IMEI");
        set => Values.Set("IMEI", value);
    }

    /// <summary>The IMEI of a second SIM; hosts spell its key in two ways.</summary>
    public string? Imei2 => Values.GetString("IMEI 2") ?? Values.GetString("IMEI2");

    /// <summary>The SIM's number; null without radio.</summary>
    public string? Iccid
    {
        get => Values.GetString("ICCID");
        set => Values.Set("ICCID", value);
    }

    /// <summary>The radio's MEID; null without radio.</summary>
    public string? Meid
    {
        get => Values.GetString("MEID");
        set => Values.Set("MEID", value);
    }

    /// <summary>A random identifier, 32 hexadecimal digits; some hosts write it as bytes.</summary>
    public string? Guid
    {
        get => Values.GetData("GUID") is ReadOnlyMemory<byte> bytes
            ? Hex.Lower(bytes.Span).ToUpperInvariant()
            : Values.GetString("GUID");
        set => Values.Set("GUID", value);
    }

    /// <summary>When the host made the backup; some hosts leave it out.</summary>
    public DateTimeOffset? LastBackupDate
    {
        get => Values.GetDate("Last Backup Date");
        set => Values.Set("Last Backup Date", value);
    }

    /// <summary>Ids of the apps that the user installed.</summary>
    public IEnumerable<string> InstalledApplications => Values.GetArray("Installed Applications")?.Strings() ?? [];

    /// <summary>What the host knows of the user's apps, by id: receipts, store metadata, icons.</summary>
    public PlistDictionary? Applications => Values.GetDictionary("Applications");

    /// <summary>Reads the file.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PropertyListInvalid"/>.</exception>
    public static BackupInfo Parse(ReadOnlySpan<byte> bytes) => new(PropertyList.ParseDictionary(bytes));

    /// <summary>The file's content.</summary>
    public byte[] ToBytes() => PropertyList.ToXml(Values);
}
