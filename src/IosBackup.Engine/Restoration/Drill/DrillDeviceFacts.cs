namespace IosBackup.Engine.Restoration.Drill;

/// <summary>What the device of a drill is: the one that the backup is of.</summary>
/// <param name="Udid">Its UDID.</param>
/// <param name="ProductType">Its model, <c>iPhone16,1</c> for example; null when nothing tells.</param>
/// <param name="ProductVersion">Its iOS version; null when nothing tells.</param>
/// <param name="BuildVersion">Its iOS build; null when nothing tells.</param>
public sealed record DrillDeviceFacts(string Udid, string? ProductType, string? ProductVersion, string? BuildVersion);
