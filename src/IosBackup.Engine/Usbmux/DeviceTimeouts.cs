using System;
using System.Threading;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// How long to wait for what. <see cref="Timeout.InfiniteTimeSpan"/> waits forever.
/// </summary>
public sealed class DeviceTimeouts
{
    /// <summary>Waits that suit devices in good health.</summary>
    public static DeviceTimeouts Default { get; } = new();

    /// <summary>For the usbmux service: to accept a connection and to answer, be it by reaching a device.</summary>
    public TimeSpan Mux { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>For the TLS handshake with a device.</summary>
    public TimeSpan Handshake { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For one answer of lockdown or of a service that answers at once.</summary>
    public TimeSpan Reply { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// For one answer of a service that may have to think: application lists with their data take minutes on full
    /// devices.
    /// </summary>
    public TimeSpan SlowReply { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>For everything that is asked of one device while devices are listed.</summary>
    public TimeSpan Description { get; init; } = TimeSpan.FromSeconds(20);
}
