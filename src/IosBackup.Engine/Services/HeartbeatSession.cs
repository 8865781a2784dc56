using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>
/// Answers the heartbeat of a device that is connected over the network, on a task of its own. Without it the device ends
/// all network connections after about two of its intervals.
/// </summary>
internal sealed class HeartbeatSession : IAsyncDisposable
{
    public const string ServiceName = "com.apple.mobile.heartbeat";

    private static readonly TimeSpan s_firstInterval = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_longestInterval = TimeSpan.FromHours(1);

    private readonly PlistConnection _connection;
    private readonly TimeSpan _grace;
    private readonly CancellationTokenSource _ending = new();

    /// <param name="stream">The started service.</param>
    /// <param name="grace">How long the device may be late before its silence counts as loss.</param>
    public HeartbeatSession(DeviceStream stream, TimeSpan grace)
    {
        _connection = new PlistConnection(stream);
        _grace = grace;
        Completion = BeatAsync();
    }

    /// <summary>
    /// Ends when the session does: cleanly after it was disposed, else with what went wrong
    /// (<see cref="ErrorKind.DeviceDisconnected"/>, <see cref="ErrorKind.IdleTimeout"/>).
    /// </summary>
    public Task Completion { get; }

    public static async Task<HeartbeatSession> OpenAsync(DeviceSession session, CancellationToken cancellation) =>
        new(
            await session.StartServiceAsync(ServiceName, cancellation: cancellation),
            session.Timeouts.Reply);

    public async ValueTask DisposeAsync()
    {
        _ending.Cancel();
        try
        {
            await Completion;
        }
        catch (EngineException)
        {
            // It ended before; whoever cares looked at Completion.
        }

        _connection.Dispose();
        _ending.Dispose();
    }

    private static TimeSpan Interval(PlistDictionary message)
    {
        double seconds = message.GetReal("Interval") ?? 0;
        return seconds > 0 && seconds < s_longestInterval.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : s_firstInterval;
    }

    private async Task BeatAsync()
    {
        TimeSpan interval = s_firstInterval;
        try
        {
            while (true)
            {
                PlistDictionary message = await Deadline.RunAsync(
                    interval + _grace, "The device's heartbeat", _connection.ReceiveAsync, _ending.Token);
                if (message.GetString("Command") == "Marco")
                {
                    interval = Interval(message);
                    await _connection.SendAsync(new PlistDictionary { ["Command"] = "Polo" }, _ending.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // Disposed.
        }
    }
}
