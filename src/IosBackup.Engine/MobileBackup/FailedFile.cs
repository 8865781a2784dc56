namespace IosBackup.Engine.MobileBackup;

/// <summary>A file that the device could not read while it was being backed up.</summary>
/// <param name="DevicePath">Its path on the device.</param>
/// <param name="Reason">The device's words.</param>
public sealed record FailedFile(string DevicePath, string Reason);
