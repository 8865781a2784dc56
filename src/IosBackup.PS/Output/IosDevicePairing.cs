using System;

namespace IosBackup;

/// <summary>The trust between this computer and a device. Its keys are nowhere in it.</summary>
public sealed record IosDevicePairing
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that its user gave it, where the device was asked.</summary>
    public string? DeviceName { get; init; }

    /// <summary>When the pairing was made, in UTC.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>
    /// Whether the device gave the key that lets backups reach data while the screen is locked.
    /// </summary>
    public bool HasEscrowBag { get; init; }

    /// <summary>The device's name for this pairing.</summary>
    public string? HostId { get; init; }

    /// <summary>Whether the device accepts the pairing; null when it was not asked.</summary>
    public bool? IsValid { get; init; }

    /// <summary>Where the usbmux service is that keeps the pairing.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The ErrorId of what is wrong with it, or null.</summary>
    public string? ProblemId { get; init; }

    /// <summary>What is wrong with it, and what to do about it.</summary>
    public string? Problem { get; init; }

    public override string ToString() => Udid;
}
