using System;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>Where a virtual usbmux service listens.</summary>
public sealed record VirtualMuxOptions
{
    /// <summary>TCP port on the loopback address; 0 takes a free one, null listens on none.</summary>
    public int? TcpPort { get; init; } = 0;

    /// <summary>Path of a Unix socket, made when the service starts and removed when it ends; null for none.</summary>
    public string? UnixPath { get; init; }

    /// <summary>What the service calls this computer.</summary>
    public string SystemBuid { get; init; } = Guid.NewGuid().ToString().ToUpperInvariant();
}
