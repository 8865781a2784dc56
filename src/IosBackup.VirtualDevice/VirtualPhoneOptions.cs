using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice;

/// <summary>What a virtual phone is. What can change while it lives is a property of <see cref="VirtualPhone"/>.</summary>
public sealed record VirtualPhoneOptions
{
    /// <summary>The UDID, of either shape.</summary>
    public string Udid { get; init; } = Udids.Generate();

    /// <summary>The model, <c>iPhone16,1</c> for example.</summary>
    public string ProductType { get; init; } = "iPhone16,1";

    /// <summary>The version of iOS.</summary>
    public string ProductVersion { get; init; } = "26.1";

    /// <summary>The build of iOS.</summary>
    public string BuildVersion { get; init; } = "23B85";

    /// <summary>The serial number.</summary>
    public string SerialNumber { get; init; } = "C0VIRTUAL1";

    /// <summary>The phone number; null without a SIM.</summary>
    public string? PhoneNumber { get; init; } = "+1 (555) 010-0199";

    /// <summary>The IMEI; null on devices without radio.</summary>
    public string? Imei { get; init; } = "350000000000006";

    /// <summary>The ICCID of the SIM; null without one.</summary>
    public string? Iccid { get; init; } = "8901000000000000001";

    /// <summary>The Wi-Fi MAC address in colon form.</summary>
    public string WiFiAddress { get; init; } = "02:00:5e:00:53:01";

    /// <summary>Bytes of storage.</summary>
    public long DiskCapacity { get; init; } = 128_000_000_000;

    /// <summary>Bytes of storage that are free.</summary>
    public long FreeSpace { get; init; } = 64_000_000_000;

    /// <summary>The installed apps.</summary>
    public IReadOnlyList<InstalledApp> Apps { get; init; } = InstalledApp.Samples;

    /// <summary>
    /// The certificate (DER) of the organization that supervises the phone; null when it is not supervised.
    /// </summary>
    public byte[]? SupervisorCertificate { get; init; }

    /// <summary>
    /// The DeviceLink version that the phone states; null takes that of its iOS: 300 before iOS 26, 400 from then on.
    /// </summary>
    public int? DeviceLinkVersion { get; init; }

    /// <summary>Bytes of a file that go into one block of an upload.</summary>
    public int UploadBlockSize { get; init; } = 256 * 1024;

    /// <summary>Rounds of the first key derivation of keybags (PBKDF2-SHA256). Real phones use 10,000,000.</summary>
    public int KeybagFirstRounds { get; init; } = 100;

    /// <summary>Rounds of the second key derivation of keybags (PBKDF2-SHA1). Real phones use 10,000.</summary>
    public int KeybagSecondRounds { get; init; } = 10;

    /// <summary>Seconds between two heartbeats on a network link.</summary>
    public TimeSpan HeartbeatInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Global lockdown values that a computer may read without being trusted. Versions of iOS differ in this.
    /// </summary>
    public IReadOnlyCollection<string> PublicValues { get; init; } =
    [
        "BuildVersion", "CPUArchitecture", "DeviceClass", "DeviceColor", "DeviceName", "DevicePublicKey",
        "HardwareModel", "HostAttached", "PasswordProtected", "ProductName", "ProductType", "ProductVersion",
        "ProtocolVersion", "UniqueChipID", "UniqueDeviceID", "WiFiAddress",
    ];
}
