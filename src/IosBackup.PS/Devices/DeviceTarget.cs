using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;
using IosBackup.Output;

namespace IosBackup.Devices;

/// <summary>A device to work on, and the usbmux service that knows it.</summary>
/// <param name="Udid">Its identifier.</param>
/// <param name="Endpoint">The service.</param>
/// <param name="Name">The name that its user gave it, where it is known.</param>
internal sealed record DeviceTarget(string Udid, UsbmuxEndpoint Endpoint, string? Name)
{
    /// <summary>What people are shown: the name where it is known, and the identifier.</summary>
    public string Display => Name is null ? Udid : $"{_Format.Name(Name)} ({Udid})";

    /// <summary>Begins a trusted session, which the caller disposes.</summary>
    public Task<DeviceSession> OpenAsync(DeviceOptions options, CancellationToken stop) =>
        DeviceSession.OpenAsync(Endpoint, Udid, options, stop);
}
