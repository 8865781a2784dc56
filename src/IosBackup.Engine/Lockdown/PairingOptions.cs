using System;

namespace IosBackup.Engine.Lockdown;

/// <summary>How a pairing goes about it.</summary>
public sealed class PairingOptions
{
    /// <summary>How long somebody has to unlock the device and answer its question.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often the device is asked meanwhile.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The organization's identity, for supervised devices: they pair without a question then.</summary>
    public SupervisionIdentity? SupervisionIdentity { get; init; }

    /// <summary>The name that the device gets to know this computer by.</summary>
    public string HostName { get; init; } = Environment.MachineName;

    /// <summary>What makes the certificates from the device's public key; making keys takes a while.</summary>
    internal Func<ReadOnlyMemory<byte>, PairingCertificates> CreateCertificates { get; init; } =
        PairingCertificates.Create;
}
