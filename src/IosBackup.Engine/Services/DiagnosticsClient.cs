using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>Asks the device about its hardware and settings, and restarts it.</summary>
internal sealed class DiagnosticsClient(DeviceStream stream, DeviceTimeouts timeouts) : IDisposable
{
    public const string ServiceName = "com.apple.mobile.diagnostics_relay";

    private const string PasscodeKey = "PasswordConfigured";

    private readonly PlistConnection _connection = new(stream);

    public static async Task<DiagnosticsClient> OpenAsync(DeviceSession session, CancellationToken cancellation) =>
        new(await session.StartServiceAsync(ServiceName, cancellation: cancellation), session.Timeouts);

    /// <summary>Whether the device has a passcode; null when it does not tell, as since iOS 17.4.</summary>
    public async Task<bool?> IsPasscodeSetAsync(CancellationToken cancellation)
    {
        PlistDictionary request = new() { ["MobileGestaltKeys"] = new PlistArray([PasscodeKey]) };
        PlistDictionary reply = await AskAsync("MobileGestalt", request, cancellation);
        return reply.GetDictionary("Diagnostics")?.GetDictionary("MobileGestalt")?.GetBoolean(PasscodeKey);
    }

    /// <summary>What the hardware says about the battery (cycles, capacity, health), by its own names.</summary>
    public async Task<PlistDictionary> GetBatteryAsync(CancellationToken cancellation)
    {
        PlistDictionary request = new() { ["EntryClass"] = "IOPMPowerSource" };
        PlistDictionary reply = Check(await AskAsync("IORegistry", request, cancellation), "IORegistry");
        return reply.GetDictionary("Diagnostics")?.GetDictionary("IORegistry") ?? [];
    }

    /// <summary>Restarts the device.</summary>
    /// <param name="whenDisconnected">Whether it waits until this connection ends.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task RestartAsync(bool whenDisconnected, CancellationToken cancellation)
    {
        PlistDictionary request = new() { ["WaitForDisconnect"] = whenDisconnected };
        Check(await AskAsync("Restart", request, cancellation), "Restart");
    }

    /// <summary>Takes leave; the device closes the connection then.</summary>
    public Task GoodbyeAsync(CancellationToken cancellation) => AskAsync("Goodbye", [], cancellation);

    public void Dispose() => _connection.Dispose();

    private static PlistDictionary Check(PlistDictionary reply, string what) => reply.GetString("Status") switch
    {
        "Success" => reply,
        null => throw new EngineException(ErrorKind.ProtocolViolation, $"{what} was answered without a status."),
        string status => throw ServiceErrors.Failure(what, status),
    };

    private Task<PlistDictionary> AskAsync(
        string verb, PlistDictionary request, CancellationToken cancellation)
    {
        request["Request"] = verb;
        return _connection.ExchangeAsync(request, timeouts.Reply, $"diagnostics {verb}", cancellation);
    }
}
