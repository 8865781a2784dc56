using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>How devices are reached.</summary>
public sealed class DeviceOptions
{
    /// <summary>The only kind of connection to use; null for the cable where there is one, else the network.</summary>
    public DeviceConnectionType? ConnectionType { get; init; }

    /// <summary>
    /// The folder for pair records that the usbmux service does not keep; <c>.iosbackup/pairing</c> in the user's home
    /// when null.
    /// </summary>
    public string? PairRecordFolder { get; init; }

    /// <summary>How long to wait for what.</summary>
    public DeviceTimeouts Timeouts { get; init; } = DeviceTimeouts.Default;
}
