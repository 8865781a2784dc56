using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// What a device says about itself. Everything may be null: without trust a device tells little, and what it has not
/// (a SIM, say) it does not mention.
/// </summary>
public sealed class DeviceInfo
{
    private static readonly string?[] s_domains =
    [
        null,
        LockdownDomains.Battery,
        LockdownDomains.DiskUsage,
        LockdownDomains.Backup,
        LockdownDomains.FindMy,
        LockdownDomains.WirelessLockdown,
        LockdownDomains.Chaperone,
        LockdownDomains.International,
    ];

    private readonly Dictionary<string, PlistDictionary> _domains;

    internal DeviceInfo(Dictionary<string, PlistDictionary> domains)
    {
        _domains = domains;
    }

    /// <summary>Nothing known.</summary>
    public static DeviceInfo Empty { get; } = new([]);

    /// <summary>All values as the device gave them, by domain; the global ones under an empty name.</summary>
    public IReadOnlyDictionary<string, PlistDictionary> Domains => _domains;

    /// <summary>The identifier, spelt as the device spells it.</summary>
    public string? Udid => Global.GetString("UniqueDeviceID");

    /// <summary>The name that its user gave it.</summary>
    public string? Name => Global.GetString("DeviceName");

    /// <summary>"iPhone", "iPad", "iPod" …</summary>
    public string? DeviceClass => Global.GetString("DeviceClass");

    /// <summary>The model as Apple numbers it: "iPhone15,2".</summary>
    public string? ProductType => Global.GetString("ProductType");

    /// <summary>The model as Apple sells it: "iPhone 14 Pro"; the product type when it is not known here.</summary>
    public string? ModelName => ProductType is string type ? DeviceModels.NameOf(type) : null;

    /// <summary>The name of the system: "iPhone OS".</summary>
    public string? ProductName => Global.GetString("ProductName");

    /// <summary>The version of the system: "18.5".</summary>
    public string? ProductVersion => Global.GetString("ProductVersion");

    /// <summary>The build of the system: "22F76".</summary>
    public string? BuildVersion => Global.GetString("BuildVersion");

    /// <summary>The serial number.</summary>
    public string? SerialNumber => Global.GetString("SerialNumber");

    /// <summary>The order number without its region: "MQ0G3".</summary>
    public string? ModelNumber => Global.GetString("ModelNumber");

    /// <summary>The region that belongs to the order number: "LL/A".</summary>
    public string? RegionInfo => Global.GetString("RegionInfo");

    /// <summary>The board: "D73AP".</summary>
    public string? HardwareModel => Global.GetString("HardwareModel");

    /// <summary>The IMEI of the first SIM slot.</summary>
    public string? Imei => Global.GetString("InternationalMobileEquipmentIdentity");

    /// <summary>The IMEI of the second SIM slot.</summary>
    public string? Imei2 => Global.GetString("InternationalMobileEquipmentIdentity2");

    /// <summary>The MEID.</summary>
    public string? Meid => Global.GetString("MobileEquipmentIdentifier");

    /// <summary>The number of the SIM card.</summary>
    public string? Iccid => Global.GetString("IntegratedCircuitCardIdentity");

    /// <summary>The phone number, as the device writes it.</summary>
    public string? PhoneNumber => Global.GetString("PhoneNumber");

    /// <summary>The Wi-Fi address.</summary>
    public string? WifiAddress => Global.GetString("WiFiAddress");

    /// <summary>The Bluetooth address.</summary>
    public string? BluetoothAddress => Global.GetString("BluetoothAddress");

    /// <summary>"Activated", "Unactivated" …</summary>
    public string? ActivationState => Global.GetString("ActivationState");

    /// <summary>The time zone's name: "Europe/Berlin".</summary>
    public string? TimeZone => Global.GetString("TimeZone");

    /// <summary>
    /// Whether a passcode is needed right now. False says nothing about whether there is one.
    /// </summary>
    public bool? IsLocked => Global.GetBoolean("PasswordProtected");

    /// <summary>The charge, 0 to 100.</summary>
    public int? BatteryLevel =>
        Domain(LockdownDomains.Battery).GetInteger("BatteryCurrentCapacity") is long level and >= 0 and <= 100
            ? (int)level
            : null;

    /// <summary>Whether the battery is being charged.</summary>
    public bool? IsCharging => Domain(LockdownDomains.Battery).GetBoolean("BatteryIsCharging");

    /// <summary>The storage as it is sold, in bytes.</summary>
    public long? DiskCapacity => Domain(LockdownDomains.DiskUsage).GetInteger("TotalDiskCapacity");

    /// <summary>The part of the storage that is for data, in bytes.</summary>
    public long? DataCapacity => Domain(LockdownDomains.DiskUsage).GetInteger("TotalDataCapacity");

    /// <summary>What is free of the data's part, in bytes.</summary>
    public long? DataAvailable => Domain(LockdownDomains.DiskUsage).GetInteger("TotalDataAvailable")
        ?? Domain(LockdownDomains.DiskUsage).GetInteger("AmountDataAvailable");

    /// <summary>
    /// Whether backups come out encrypted. Devices without a backup password do not mention it: then false, but null when
    /// the device did not let itself be asked.
    /// </summary>
    public bool? WillEncrypt => _domains.TryGetValue(LockdownDomains.Backup, out PlistDictionary? backup)
        ? backup.GetBoolean("WillEncrypt") ?? false
        : null;

    /// <summary>Whether device management insists on encrypted backups.</summary>
    public bool? RequiresEncryption => _domains.TryGetValue(LockdownDomains.Backup, out PlistDictionary? backup)
        ? backup.GetBoolean("RequiresEncryption") ?? false
        : null;

    /// <summary>Whether Find My is on, which forbids restores.</summary>
    public bool? IsFindMyEnabled => Domain(LockdownDomains.FindMy).GetBoolean("IsAssociated");

    /// <summary>Whether trusted computers reach the device over Wi-Fi.</summary>
    public bool? IsWifiEnabled => Domain(LockdownDomains.WirelessLockdown).GetBoolean("EnableWifiConnections");

    /// <summary>Whether Apple Configurator supervises the device.</summary>
    public bool? IsChaperoned => Domain(LockdownDomains.Chaperone).GetBoolean("DeviceIsChaperoned");

    private PlistDictionary Global => Domain(string.Empty);

    /// <summary>Asks a device; domains that it does not give are left out.</summary>
    internal static async Task<DeviceInfo> ReadAsync(LockdownClient lockdown, CancellationToken cancellation)
    {
        Dictionary<string, PlistDictionary> domains = new(StringComparer.Ordinal);
        foreach (string? domain in s_domains)
        {
            try
            {
                PlistNode? value = await lockdown.GetValueAsync(domain, null, cancellation);
                domains[domain ?? string.Empty] = value as PlistDictionary ?? [];
            }
            catch (EngineException e) when (e.DeviceError is not null && e.Kind != ErrorKind.DeviceDisconnected)
            {
                // The device keeps this domain to itself, which is no reason not to ask for the next.
            }
        }

        return new DeviceInfo(domains);
    }

    private PlistDictionary Domain(string name) =>
        _domains.TryGetValue(name, out PlistDictionary? domain) ? domain : [];
}
