using System;
using System.Collections.Concurrent;
using System.Linq;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Observations;

namespace IosBackup.VirtualDevice.Services;

/// <summary>
/// <c>com.apple.mobile.notification_proxy</c>: clients post notifications and are told those they observe. Nothing is
/// acknowledged.
/// </summary>
internal sealed class NotificationProxy(ServiceContext context, string[]? allowedNames)
{
    private readonly PlistChannel _channel = new(context.Stream);
    private readonly ConcurrentDictionary<string, bool> _observed = new(StringComparer.Ordinal);
    private readonly Channel<PlistDictionary> _outgoing = Channel.CreateUnbounded<PlistDictionary>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using IDisposable subscription = context.Phone.Notifications.Observe(Relay);
        Task sending = SendAsync(cancellationToken);
        try
        {
            while (await _channel.ReadAsync(cancellationToken) is PlistDictionary request && Handle(request))
            {
            }
        }
        finally
        {
            _outgoing.Writer.TryComplete();
        }

        await sending;
    }

    /// <summary>Carries out a command; false ends the connection.</summary>
    private bool Handle(PlistDictionary request)
    {
        string name = request.GetString("Name") ?? "";
        bool allowed = allowedNames is null || allowedNames.Contains(name);
        switch (request.GetString("Command"))
        {
            case "PostNotification" when allowed:
                context.Phone.Observations.Note(ObservationKind.NotificationPosted, name);
                context.Phone.PostNotification(name);
                return true;
            case "ObserveNotification" when allowed:
                _observed[name] = true;
                return true;
            case "Shutdown":
                _outgoing.Writer.TryWrite(new PlistDictionary { ["Command"] = "ProxyDeath" });
                return false;
            default:
                return true;
        }
    }

    private void Relay(string name)
    {
        if (_observed.ContainsKey(name))
        {
            _outgoing.Writer.TryWrite(new PlistDictionary { ["Command"] = "RelayNotification", ["Name"] = name });
        }
    }

    private async Task SendAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
            {
                while (_outgoing.Reader.TryRead(out PlistDictionary? message))
                {
                    await _channel.WriteAsync(message, cancellationToken);
                }
            }
        }
        catch (Exception e) when (ConnectionErrors.IsExpected(e))
        {
            // Nobody listens any more; the reading side notices as well.
        }
    }
}
