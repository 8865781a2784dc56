using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A simulated iPhone of this session.</summary>
public sealed class IosVirtualDevice
{
    /// <summary>The identifier by which every cmdlet finds it.</summary>
    public required string Udid { get; init; }

    public required string Name { get; init; }

    /// <summary>The model, <c>iPhone16,1</c> for example.</summary>
    public required string ProductType { get; init; }

    /// <summary>The version of iOS.</summary>
    public required string ProductVersion { get; init; }

    /// <summary>What other programs need in <c>USBMUXD_SOCKET_ADDRESS</c> to find it.</summary>
    public required string Endpoint { get; init; }

    /// <summary>Files and folders that a backup takes.</summary>
    public required long FileCount { get; init; }

    /// <summary>Whether its backups are encrypted.</summary>
    public required bool IsEncrypted { get; init; }

    /// <summary>What goes wrong with it.</summary>
    public required IReadOnlyList<IosVirtualDeviceFault> Fault { get; init; }

    /// <summary>When it was started, in UTC.</summary>
    public required DateTimeOffset Started { get; init; }

    public override string ToString() => Udid;
}
