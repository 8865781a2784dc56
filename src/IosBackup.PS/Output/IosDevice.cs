using System;
using System.Collections;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;

namespace IosBackup;

/// <summary>
/// A connected device. What it keeps to itself is null: a device that does not trust this computer, or is locked since
/// its start, tells little. Sizes are in bytes, times in UTC.
/// </summary>
public sealed record IosDevice
{
    /// <summary>The identifier, as the device spells it.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that its user gave it.</summary>
    public string? Name { get; init; }

    /// <summary>The model, <c>iPhone16,1</c> for example.</summary>
    public string? ProductType { get; init; }

    /// <summary>The model's name for people: iPhone 15 Pro.</summary>
    public string? ModelName { get; init; }

    /// <summary>iPhone, iPad or iPod.</summary>
    public string? DeviceClass { get; init; }

    /// <summary>The version of iOS.</summary>
    public string? ProductVersion { get; init; }

    /// <summary>The build of iOS.</summary>
    public string? BuildVersion { get; init; }

    public string? SerialNumber { get; init; }

    /// <summary>The way that is used; the cable where there are both.</summary>
    public DeviceConnectionType? ConnectionType { get; init; }

    /// <summary>How this computer and the device stand to each other.</summary>
    public PairingState PairingState { get; init; }

    /// <summary>Whether a passcode is needed right now. False says nothing about whether there is one.</summary>
    public bool? IsLocked { get; init; }

    public IosBackupEncryption BackupEncryption { get; init; }

    /// <summary>Whether a backup made now would be encrypted.</summary>
    public bool? WillEncrypt { get; init; }

    /// <summary>The charge, 0 to 100.</summary>
    public int? BatteryLevel { get; init; }

    public bool? IsCharging { get; init; }

    /// <summary>The storage as it is sold.</summary>
    public long? Capacity { get; init; }

    /// <summary>What is free of it for data.</summary>
    public long? FreeSpace { get; init; }

    public string? PhoneNumber { get; init; }

    public string? Imei { get; init; }

    public string? Imei2 { get; init; }

    public string? WifiAddress { get; init; }

    /// <summary>Whether the organization supervises it with Apple Configurator.</summary>
    public bool? IsSupervised { get; init; }

    /// <summary>Whether Find My is on, which forbids restores.</summary>
    public bool? IsFindMyEnabled { get; init; }

    /// <summary>Whether trusted computers reach it over Wi-Fi.</summary>
    public bool? IsWifiEnabled { get; init; }

    /// <summary>
    /// When its newest finished backup was made, seen in the repository that is used without -Path; null when there is
    /// none.
    /// </summary>
    public DateTimeOffset? LastBackup { get; init; }

    /// <summary>Where the usbmux service is that it is connected to.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The ErrorId of what keeps the rest from being known, or null.</summary>
    public string? ProblemId { get; init; }

    /// <summary>What keeps the rest from being known, and what to do about it; null when nothing does.</summary>
    public string? Problem { get; init; }

    /// <summary>Everything that it told, by domain, the global values under Global; null without -Detailed.</summary>
    public IDictionary? Values { get; init; }

    public override string ToString() => Udid;
}
