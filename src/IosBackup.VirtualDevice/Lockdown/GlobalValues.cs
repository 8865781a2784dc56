using System;
using System.Linq;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>The values of lockdown that are in no domain.</summary>
internal static class GlobalValues
{
    public static PlistDictionary Describe(VirtualPhone phone)
    {
        VirtualPhoneOptions options = phone.Options;
        PlistDictionary values = new()
        {
            ["ActivationState"] = "Activated",
            ["ActivationStateAcknowledged"] = true,
            ["BasebandVersion"] = "1.00.00",
            ["BluetoothAddress"] = WithLastByte(options.WiFiAddress, "02"),
            ["BoardId"] = 4,
            ["BrickState"] = false,
            ["BuildVersion"] = options.BuildVersion,
            ["CPUArchitecture"] = "arm64e",
            ["ChipID"] = 0x8130,
            ["DeviceClass"] = DeviceClass(options.ProductType),
            ["DeviceColor"] = "1",
            ["DeviceEnclosureColor"] = "1",
            ["DeviceName"] = phone.Name,
            ["DevicePublicKey"] = DeviceKey.PublicPem,
            ["DieID"] = 1_234_567_890_123L,
            ["EthernetAddress"] = WithLastByte(options.WiFiAddress, "03"),
            ["FirmwareVersion"] = "iBoot-10151.1.1",
            ["HardwareModel"] = "D83AP",
            ["HardwarePlatform"] = "t8130",
            ["HasSiDP"] = true,
            ["HostAttached"] = true,
            ["HumanReadableProductVersionString"] = options.ProductVersion,
            ["IntegratedCircuitCardIdentity"] = Optional(options.Iccid),
            ["InternationalMobileEquipmentIdentity"] = Optional(options.Imei),
            ["MobileEquipmentIdentifier"] = Optional(options.Imei?.Substring(0, options.Imei.Length - 1)),
            ["ModelNumber"] = "MTQT3",
            ["PartitionType"] = "GUID_partition_scheme",
            ["PasswordProtected"] = phone.IsProtected,
            ["PhoneNumber"] = Optional(options.PhoneNumber),
            ["ProductName"] = "iPhone OS",
            ["ProductType"] = options.ProductType,
            ["ProductVersion"] = options.ProductVersion,
            ["ProductionSOC"] = true,
            ["ProtocolVersion"] = "2",
            ["RegionInfo"] = "ZD/A",
            ["SIMStatus"] = options.Iccid is null ? "kCTSIMSupportSIMStatusNotInserted" : "kCTSIMSupportSIMStatusReady",
            ["SerialNumber"] = options.SerialNumber,
            ["SupportedDeviceFamilies"] = new PlistArray([1]),
            ["TelephonyCapability"] = options.Imei is not null,
            ["TimeIntervalSince1970"] = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1000.0,
            ["TimeZone"] = "Europe/Berlin",
            ["TimeZoneOffsetFromUTC"] = 3600.0,
            ["TrustedHostAttached"] = phone.Trust.TrustsAnyone,
            ["UniqueChipID"] = 1_234_567_890_123_456L,
            ["UniqueDeviceID"] = options.Udid,
            ["Uses24HourClock"] = true,
            ["WiFiAddress"] = options.WiFiAddress,
        };
        return values;
    }

    private static PlistString? Optional(string? value) => value is null ? null : new PlistString(value);

    /// <summary>The letters in front of a model's number: <c>iPhone</c> of <c>iPhone16,1</c>.</summary>
    private static string DeviceClass(string productType) =>
        new([.. productType.TakeWhile(static letter => letter is < '0' or > '9')]);

    private static string WithLastByte(string address, string last) =>
        address.Remove(address.LastIndexOf(':') + 1) + last;
}
