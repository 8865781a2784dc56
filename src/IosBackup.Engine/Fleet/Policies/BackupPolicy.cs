using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Usbmux;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>What a policy file asks for. All paths are absolute. It holds no secrets.</summary>
public sealed record BackupPolicy
{
    private const int LongUdid = 40;
    private const int UdidDigits = 24;
    private const int UdidDash = 8;

    /// <summary>The folder for the backups; null for the one that is used when nobody says where.</summary>
    public string? Repository { get; init; }

    /// <summary>Whole UDIDs, and names or UDIDs with wildcards; null for all paired devices in reach.</summary>
    public IReadOnlyList<string>? Devices { get; init; }

    /// <summary>The devices that are named by their whole UDID, and therefore expected to be seen.</summary>
    public IReadOnlyList<string> ExpectedDevices => [.. (Devices ?? []).Where(IsUdid).Distinct(Udid.Comparer)];

    /// <summary>Names and UDIDs with or without wildcards, of which nobody knows how many devices have them.</summary>
    public IReadOnlyList<string> DevicePatterns => [.. (Devices ?? []).Where(static device => !IsUdid(device))];

    /// <summary>The only kind of connection to use; null for any.</summary>
    public DeviceConnectionType? ConnectionType { get; init; }

    /// <summary>How long to wait for devices.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many devices are backed up at once.</summary>
    public int ThrottleLimit { get; init; } = 4;

    /// <summary>Whether devices that do not encrypt their backups are refused.</summary>
    public bool RequireEncryption { get; init; }

    /// <summary>The data types to keep; empty for all.</summary>
    public IReadOnlyList<DataType> Include { get; init; } = [];

    /// <summary>The data types to leave out.</summary>
    public IReadOnlyList<DataType> Exclude { get; init; } = [];

    /// <summary>Whether the backups hold chosen data types only.</summary>
    public bool IsPartial => Include.Count + Exclude.Count > 0;

    /// <summary>How deep each new backup is tested; null for not at all.</summary>
    public VerificationLevel? Verify { get; init; } = VerificationLevel.Quick;

    /// <summary>The folders to which each good new backup is copied.</summary>
    public IReadOnlyList<string> CopyTo { get; init; } = [];

    /// <summary>Which generations stay; null for all.</summary>
    public RetentionPolicy? Keep { get; init; }

    /// <summary>The folder for reports; null for none.</summary>
    public string? Reports { get; init; }

    /// <summary>Whether a text has the shape of a whole UDID: 40 hexadecimal digits, or 24 of them.</summary>
    internal static bool IsUdid(string text)
    {
        bool hasDash = text.Length == UdidDigits + 1 && text[UdidDash] == '-';
        string digits = hasDash ? text.Remove(UdidDash, 1) : text;
        return digits.Length is LongUdid or UdidDigits && digits.All(
            static c => c is (>= '0' and <= '9') or (>= 'A' and <= 'F') or (>= 'a' and <= 'f'));
    }
}
