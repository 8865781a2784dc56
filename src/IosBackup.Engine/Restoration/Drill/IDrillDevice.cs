using System;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Restoration.Drill;

/// <summary>A simulated device that takes a restore like any other and keeps nothing of it.</summary>
public interface IDrillDevice : IAsyncDisposable
{
    /// <summary>Where the device can be reached.</summary>
    UsbmuxEndpoint Endpoint { get; }

    /// <summary>Its UDID.</summary>
    string Udid { get; }

    /// <summary>What it has got so far.</summary>
    DrillReport Report { get; }
}
