using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A Wi-Fi network that the phone knows.</summary>
public sealed record IosWifiNetwork : IosRecord
{
    /// <summary>The network's name.</summary>
    public required string Ssid { get; init; }

    /// <summary>How it is secured, in the phone's words: "WPA2 Personal"; null when it does not say.</summary>
    public string? Security { get; init; }

    /// <summary>Whether it does not show its name.</summary>
    public bool IsHidden { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset? Added { get; init; }

    /// <summary>When the phone joined it last.</summary>
    public DateTimeOffset? LastJoined { get; init; }

    /// <summary>When the phone last saw it.</summary>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>The addresses of its access points.</summary>
    public IReadOnlyList<string> AccessPoints { get; init; } = [];

    /// <summary>Degrees north of the equator, where it was; null when the phone does not say.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east of Greenwich.</summary>
    public double? Longitude { get; init; }
}
