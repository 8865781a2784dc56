using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>The values of lockdown's domains.</summary>
internal static class DomainValues
{
    public static PlistDictionary Describe(VirtualPhone phone, string domain) => domain switch
    {
        "com.apple.mobile.backup" => DescribeBackup(phone),
        "com.apple.mobile.battery" => DescribeBattery(),
        "com.apple.disk_usage" or "com.apple.disk_usage.factory" => DescribeDisk(phone.Options),
        "com.apple.fmip" => new PlistDictionary { ["IsAssociated"] = phone.FindMyEnabled },
        "com.apple.PurpleBuddy" => new PlistDictionary { ["SetupDone"] = phone.SetupFinished },
        "com.apple.mobile.iTunes" => new PlistDictionary
        {
            ["MinITunesVersion"] = "12.13.0",
            ["SyncDataClasses"] = new PlistArray(["Contacts", "Calendars", "Bookmarks"]),
        },
        "com.apple.iTunes" => new PlistDictionary { ["LibraryApplications"] = new PlistArray() },
        "com.apple.mobile.wireless_lockdown" => new PlistDictionary
        {
            ["EnableWifiConnections"] = true,
            ["SupportsWifi"] = true,
            ["SupportsWifiSyncing"] = true,
            ["BonjourFullServiceName"] = phone.Options.WiFiAddress + "@fe80::1._apple-mobdev2._tcp.local.",
        },
        "com.apple.international" => new PlistDictionary
        {
            ["Language"] = "en",
            ["Locale"] = "en_DE",
            ["Keyboard"] = "en_US",
        },
        "com.apple.mobile.chaperone" => new PlistDictionary
        {
            ["DeviceIsChaperoned"] = phone.Options.SupervisorCertificate is not null,
        },
        "com.apple.security.mac.amfi" => new PlistDictionary { ["DeveloperModeStatus"] = false },
        _ => new PlistDictionary(),
    };

    private static PlistDictionary DescribeBackup(VirtualPhone phone)
    {
        PlistDictionary values = new()
        {
            ["CloudBackupEnabled"] = phone.CloudBackupEnabled,
            ["WillEncrypt"] = phone.BackupPassword is not null,
        };
        values["RequiresEncryption"] = phone.RequiresEncryption ? true : null;
        return values;
    }

    private static PlistDictionary DescribeBattery() => new()
    {
        ["BatteryCurrentCapacity"] = 87,
        ["BatteryIsCharging"] = true,
        ["ExternalChargeCapable"] = true,
        ["ExternalConnected"] = true,
        ["FullyCharged"] = false,
        ["GasGaugeCapability"] = true,
        ["HasBattery"] = true,
    };

    private static PlistDictionary DescribeDisk(VirtualPhoneOptions options)
    {
        const long SystemCapacity = 12_000_000_000;
        long dataCapacity = options.DiskCapacity - SystemCapacity;
        return new PlistDictionary
        {
            ["AmountDataAvailable"] = options.FreeSpace,
            ["AmountDataReserved"] = 200_000_000L,
            ["AmountRestoreAvailable"] = options.FreeSpace,
            ["MobileApplicationUsage"] = 0L,
            ["TotalDataAvailable"] = options.FreeSpace,
            ["TotalDataCapacity"] = dataCapacity,
            ["TotalDiskCapacity"] = options.DiskCapacity,
            ["TotalSystemAvailable"] = 0L,
            ["TotalSystemCapacity"] = SystemCapacity,
        };
    }
}
