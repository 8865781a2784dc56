namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>A class of a typed stream. Classes are told apart by name.</summary>
internal sealed record TypedClass(string Name, int Version, TypedClass? Super);
