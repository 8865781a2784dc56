using System;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>Two ends of one connection: ours, and the one that plays the device.</summary>
internal sealed class LoopbackPair : IDisposable
{
    private LoopbackPair(DeviceStream ours, Socket theirs)
    {
        Ours = ours;
        TheirSocket = theirs;
        Theirs = new NetworkStream(theirs, ownsSocket: true);
    }

    public DeviceStream Ours { get; }

    public Stream Theirs { get; }

    public Socket TheirSocket { get; }

    public static async Task<LoopbackPair> CreateAsync()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        Socket client = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        Task connecting = client.ConnectAsync(listener.LocalEndpoint);
        Socket server = await listener.AcceptSocketAsync();
        await connecting;
        return new LoopbackPair(new DeviceStream(new NetworkStream(client, ownsSocket: true)), server);
    }

    public void Dispose()
    {
        Ours.Dispose();
        Theirs.Dispose();
    }
}
