using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>
/// A usbmux service whose devices are virtual phones. Any program that understands <c>USBMUXD_SOCKET_ADDRESS</c> reaches
/// them through <see cref="Endpoint"/>.
/// </summary>
public sealed class VirtualMux : IDisposable, IAsyncDisposable
{
    private readonly object _lock = new();
    private readonly VirtualMuxOptions _options;
    private readonly List<MuxAttachment> _attachments = [];
    private readonly HashSet<MuxConversation> _conversations = [];
    private readonly HashSet<Task> _tasks = [];
    private CancellationTokenSource _stop = new();
    private List<Socket> _listeners = [];
    private int _tcpPort;
    private int _lastDeviceId;

    /// <summary>Makes a service; <see cref="Start"/> opens it.</summary>
    public VirtualMux(VirtualMuxOptions? options = null)
    {
        _options = options ?? new VirtualMuxOptions();
        _tcpPort = _options.TcpPort ?? 0;
    }

    /// <summary>Where clients reach the service, in the form of <c>USBMUXD_SOCKET_ADDRESS</c>.</summary>
    public string Endpoint => TcpEndpoint ?? UnixEndpoint
        ?? throw new InvalidOperationException("The service listens nowhere.");

    /// <summary>The TCP endpoint, <c>127.0.0.1:27015</c> for example; null when there is none.</summary>
    public string? TcpEndpoint => _options.TcpPort is null ? null : $"{IPAddress.Loopback}:{_tcpPort}";

    /// <summary>The Unix endpoint, <c>UNIX:/tmp/mux</c> for example; null when there is none.</summary>
    public string? UnixEndpoint => _options.UnixPath is null ? null : "UNIX:" + _options.UnixPath;

    /// <summary>The pair records of this computer.</summary>
    public PairRecordStore PairRecords { get; } = new();

    /// <summary>What the service calls this computer.</summary>
    public string SystemBuid => _options.SystemBuid;

    /// <summary>The attached phones.</summary>
    public IReadOnlyList<MuxAttachment> Attachments
    {
        get
        {
            lock (_lock)
            {
                return [.. _attachments];
            }
        }
    }

    /// <summary>Opens a service that listens on a free TCP port.</summary>
    public static VirtualMux StartNew(VirtualMuxOptions? options = null)
    {
        VirtualMux mux = new(options);
        mux.Start();
        return mux;
    }

    /// <summary>Opens the service, at the same port as before when it was stopped.</summary>
    /// <exception cref="SocketException">The port is taken, or the Unix socket cannot be made.</exception>
    public void Start()
    {
        lock (_lock)
        {
            if (_listeners.Count > 0)
            {
                return;
            }

            _stop = new CancellationTokenSource();
            if (_options.TcpPort is not null)
            {
                Socket tcp = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                _listeners.Add(tcp);
                tcp.Bind(new IPEndPoint(IPAddress.Loopback, _tcpPort));
                _tcpPort = ((IPEndPoint)tcp.LocalEndPoint!).Port;
            }

            if (_options.UnixPath is not null)
            {
                _listeners.Add(UnixSocket.Bind(_options.UnixPath));
            }

            foreach (Socket listener in _listeners)
            {
                const int Backlog = 128;
                listener.Listen(Backlog);
                Run(AcceptAsync(listener, _stop.Token));
            }
        }
    }

    /// <summary>Closes the service and every connection, as if it had crashed. Phones stay attached.</summary>
    public async Task StopAsync()
    {
        Task[] tasks;
        lock (_lock)
        {
            _stop.Cancel();
            foreach (Socket listener in _listeners)
            {
                listener.Dispose();
            }

            if (_listeners.Count > 0 && _options.UnixPath is not null)
            {
                UnixSocket.Remove(_options.UnixPath);
            }

            _listeners = [];
            tasks = [.. _tasks];
        }

        foreach (MuxConversation conversation in Conversations())
        {
            conversation.Dispose();
        }

        await Task.WhenAll(tasks);
    }

    /// <summary>Plugs a phone in, or makes it visible on the network. A phone may be attached both ways at once.</summary>
    public MuxAttachment Attach(VirtualPhone phone, LinkKind link = LinkKind.Usb)
    {
        MuxAttachment attachment;
        lock (_lock)
        {
            attachment = new MuxAttachment(++_lastDeviceId, phone, link);
            _attachments.Add(attachment);
            Announce(attachment.DescribeArrival());
        }

        return attachment;
    }

    /// <summary>Takes a phone away. Its connections end at once.</summary>
    public void Detach(MuxAttachment attachment)
    {
        lock (_lock)
        {
            if (!_attachments.Remove(attachment))
            {
                return;
            }

            Announce(attachment.DescribeEvent("Detached"));
        }

        attachment.CloseConnections();
    }

    /// <summary>Takes a phone away, however often it is attached.</summary>
    public void Detach(VirtualPhone phone)
    {
        foreach (MuxAttachment attachment in Attachments.Where(entry => entry.Phone == phone))
        {
            Detach(attachment);
        }
    }

    /// <summary>Ends the service. The phones live on.</summary>
    public void Dispose() => Task.Run(StopAsync).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    internal MuxAttachment? Find(long deviceId) => Attachments.FirstOrDefault(entry => entry.DeviceId == deviceId);

    /// <summary>Subscribes a client to events; the phones that are attached now come first.</summary>
    internal void StartListening(MuxConversation conversation)
    {
        lock (_lock)
        {
            foreach (MuxAttachment attachment in _attachments)
            {
                conversation.Post(attachment.DescribeArrival());
            }

            conversation.IsListening = true;
        }
    }

    /// <summary>Programs that listen for events, for <c>ListListeners</c>.</summary>
    internal IReadOnlyList<MuxConversation> Listeners() =>
        [.. Conversations().Where(static conversation => conversation.IsListening)];

    /// <summary>Tells listeners that a pair record was saved for a device.</summary>
    internal void AnnouncePairing(long deviceId)
    {
        lock (_lock)
        {
            if (Find(deviceId) is MuxAttachment attachment)
            {
                Announce(attachment.DescribeEvent("Paired"));
            }
        }
    }

    private void Announce(PlistDictionary message)
    {
        foreach (MuxConversation listener in Listeners())
        {
            listener.Post(message);
        }
    }

    private List<MuxConversation> Conversations()
    {
        lock (_lock)
        {
            return [.. _conversations];
        }
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            Socket client;
            try
            {
                client = await Task.Factory.FromAsync(listener.BeginAccept, listener.EndAccept, null);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            Run(ConverseAsync(client, stop));
        }
    }

    private async Task ConverseAsync(Socket client, CancellationToken stop)
    {
        using MuxConversation conversation = new(this, client);
        lock (_lock)
        {
            _conversations.Add(conversation);
        }

        try
        {
            if (!stop.IsCancellationRequested)
            {
                await conversation.RunAsync(stop);
            }
        }
        finally
        {
            lock (_lock)
            {
                _conversations.Remove(conversation);
            }
        }
    }

    /// <summary>Keeps a task until it ends, so that stopping can wait for it.</summary>
    private void Run(Task task)
    {
        lock (_lock)
        {
            _tasks.Add(task);
        }

        task.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private void Forget(Task task)
    {
        lock (_lock)
        {
            _tasks.Remove(task);
        }
    }
}
