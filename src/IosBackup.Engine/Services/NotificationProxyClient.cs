using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>
/// Posts notifications on the device and relays those that are observed. What arrives is kept until somebody listens, so
/// that listening can be given up and taken up again.
/// </summary>
internal sealed class NotificationProxyClient : IDisposable
{
    public const string ServiceName = "com.apple.mobile.notification_proxy";

    /// <summary>Notifications carry no content, so those that nobody hears may be lost at the old end.</summary>
    private const int MaximumKept = 1000;

    private readonly PlistConnection _connection;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly Channel<string> _relayed = Channel.CreateBounded<string>(
        new BoundedChannelOptions(MaximumKept) { FullMode = BoundedChannelFullMode.DropOldest });

    public NotificationProxyClient(DeviceStream stream)
    {
        _connection = new PlistConnection(stream);
        _ = RelayAsync();
    }

    public static async Task<NotificationProxyClient> OpenAsync(
        DeviceSession session, CancellationToken cancellation) =>
        new(await session.StartServiceAsync(ServiceName, cancellation: cancellation));

    /// <summary>Posts a notification on the device; it is not acknowledged.</summary>
    public Task PostAsync(string name, CancellationToken cancellation) =>
        SendAsync("PostNotification", name, cancellation);

    /// <summary>Has notifications of a name relayed from now on; it is not acknowledged.</summary>
    public Task ObserveAsync(string name, CancellationToken cancellation) =>
        SendAsync("ObserveNotification", name, cancellation);

    /// <summary>
    /// The names of relayed notifications, until the proxy ends. Each goes to one listener; cancelling leaves the
    /// connection as it is.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceDisconnected"/>, <see cref="ErrorKind.ProtocolViolation"/>.
    /// </exception>
    public async IAsyncEnumerable<string> ListenAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        while (await _relayed.Reader.WaitToReadAsync(cancellation))
        {
            while (_relayed.Reader.TryRead(out string? name))
            {
                yield return name;
            }
        }
    }

    /// <summary>Asks the proxy to end; listeners then come to their end.</summary>
    public Task ShutdownAsync(CancellationToken cancellation) => SendAsync("Shutdown", null, cancellation);

    public void Dispose()
    {
        _connection.Dispose();
        _turn.Dispose();
    }

    private async Task SendAsync(string command, string? name, CancellationToken cancellation)
    {
        PlistDictionary message = new() { ["Command"] = command };
        message["Name"] = name is null ? null : new PlistString(name);
        await _turn.WaitAsync(cancellation);
        try
        {
            await _connection.SendAsync(message, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads as long as the connection lives; its end is the listeners' end.</summary>
    private async Task RelayAsync()
    {
        try
        {
            while (await _connection.TryReceiveAsync(CancellationToken.None) is PlistDictionary message
                && message.GetString("Command") != "ProxyDeath")
            {
                if (message.GetString("Command") == "RelayNotification" && message.GetString("Name") is string name)
                {
                    await _relayed.Writer.WriteAsync(name);
                }
            }

            _relayed.Writer.Complete();
        }
        catch (EngineException e)
        {
            _relayed.Writer.Complete(e);
        }
    }
}
