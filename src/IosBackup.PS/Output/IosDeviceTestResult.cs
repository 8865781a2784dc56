using System.Collections.Generic;

namespace IosBackup;

/// <summary>What a test of a device found, before a backup.</summary>
public sealed record IosDeviceTestResult
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that the device had, where it was known.</summary>
    public string? DeviceName { get; init; }

    /// <summary>Whether nothing stands against a backup.</summary>
    public required bool Passed { get; init; }

    /// <summary>What was found, the worst first.</summary>
    public required IReadOnlyList<IosDeviceFinding> Findings { get; init; }

    public override string ToString() => $"{DeviceName ?? Udid}: {(Passed ? "passed" : "failed")}";
}
