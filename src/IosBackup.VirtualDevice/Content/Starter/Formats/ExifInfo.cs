using System;

namespace IosBackup.VirtualDevice.Content.Starter.Formats;

/// <summary>What a camera writes into a picture.</summary>
internal sealed record ExifInfo
{
    public string Make { get; init; } = "Apple";

    public string Model { get; init; } = "iPhone 15 Pro";

    /// <summary>When the picture was taken, with the offset of the place.</summary>
    public required DateTimeOffset Taken { get; init; }

    /// <summary>Degrees north, or null when the place is unknown.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east, or null when the place is unknown.</summary>
    public double? Longitude { get; init; }
}
