using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>Asks the home screen for the icons of applications.</summary>
internal sealed class SpringboardClient(DeviceStream stream, DeviceTimeouts timeouts) : IDisposable
{
    public const string ServiceName = "com.apple.springboardservices";

    private readonly PlistConnection _connection = new(stream);

    public static async Task<SpringboardClient> OpenAsync(DeviceSession session, CancellationToken cancellation) =>
        new(await session.StartServiceAsync(ServiceName, cancellation: cancellation), session.Timeouts);

    /// <summary>The icon as PNG; null when the application has none.</summary>
    public async Task<ReadOnlyMemory<byte>?> GetIconAsync(string bundleId, CancellationToken cancellation)
    {
        // This service alone wants "command" in lower case.
        PlistDictionary request = new() { ["command"] = "getIconPNGData", ["bundleId"] = bundleId };
        PlistDictionary reply = await _connection.ExchangeAsync(
            request, timeouts.Reply, "springboard icon", cancellation);
        ReadOnlyMemory<byte>? icon = reply.GetData("pngData");
        return icon is { Length: > 0 } ? icon : null;
    }

    public void Dispose() => _connection.Dispose();
}
