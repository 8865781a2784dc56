using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>
/// Keeps a device awake while it is worked with over the network, as the Finder does for its Wi-Fi sync. It lasts until
/// this is disposed, and no longer than was asked for.
/// </summary>
internal sealed class PowerAssertionClient(DeviceStream stream, DeviceTimeouts timeouts) : IDisposable
{
    public const string ServiceName = "com.apple.mobile.assertion_agent";

    private readonly PlistConnection _connection = new(stream);

    public static async Task<PowerAssertionClient> OpenAsync(
        DeviceSession session, CancellationToken cancellation) =>
        new(await session.StartServiceAsync(ServiceName, cancellation: cancellation), session.Timeouts);

    /// <summary>Takes the assertion for wireless syncs.</summary>
    /// <param name="limit">When the device lets go of it by itself.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task HoldAsync(TimeSpan limit, CancellationToken cancellation)
    {
        PlistDictionary request = new()
        {
            ["CommandKey"] = "CommandCreateAssertion",
            ["AssertionTypeKey"] = "AMDPowerAssertionTypeWirelessSync",
            ["AssertionNameKey"] = HostProgram.Name,
            ["AssertionTimeoutKey"] = limit.TotalSeconds,
        };
        PlistDictionary reply = await _connection.ExchangeAsync(
            request, timeouts.Reply, "power assertion", cancellation);
        reply.ThrowIfError("The power assertion");
        if (reply["ErrorKey"] is PlistNode error)
        {
            throw ServiceErrors.Failure("The power assertion", error.ToString() ?? string.Empty);
        }
    }

    public void Dispose() => _connection.Dispose();
}
