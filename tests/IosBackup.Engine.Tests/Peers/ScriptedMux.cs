using System;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Tests.Peers;

/// <summary>A usbmux service on a loopback port that does what a test tells it.</summary>
internal sealed class ScriptedMux : IAsyncDisposable
{
    private const int HeaderLength = 16;

    private readonly CancellationTokenSource _ending = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly Socket _listener;
    private readonly Task _accepting;

    public ScriptedMux(string? unixPath = null)
    {
        _listener = unixPath is null
            ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(unixPath is null ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(unixPath));
        _listener.Listen();
        Endpoint = UsbmuxEndpoint.Parse(unixPath is null ? _listener.LocalEndPoint!.ToString()! : "UNIX:" + unixPath);
        _accepting = AcceptAsync();
    }

    public UsbmuxEndpoint Endpoint { get; }

    /// <summary>The Attached messages of ListDevices and Listen.</summary>
    public List<PlistDictionary> Devices { get; } = [];

    /// <summary>What answers on a port of a device.</summary>
    public ConcurrentDictionary<(long Device, int Port), Func<Stream, Task>> Ports { get; } = [];

    public ConcurrentDictionary<string, byte[]> PairRecords { get; } = [];

    public ConcurrentQueue<PlistDictionary> Requests { get; } = [];

    /// <summary>Answers instead of the service when it gives something.</summary>
    public Func<PlistDictionary, PlistDictionary?> Override { get; set; } = static _ => null;

    /// <summary>What is sent after Listen succeeded.</summary>
    public List<PlistDictionary> Events { get; } = [];

    /// <summary>Whether requests are left unanswered.</summary>
    public bool IsSilent { get; set; }

    public static PlistDictionary Attached(long id, string udid, string type = "USB") => new()
    {
        ["MessageType"] = "Attached",
        ["DeviceID"] = id,
        ["Properties"] = new PlistDictionary
        {
            ["ConnectionType"] = type,
            ["DeviceID"] = id,
            ["SerialNumber"] = udid,
            ["LocationID"] = type == "USB" ? 17 : 0,
            ["ProductID"] = 4776,
        },
    };

    public static PlistDictionary Result(long number) => new() { ["MessageType"] = "Result", ["Number"] = number };

    /// <summary>Hangs up on everybody, as when the service is restarted.</summary>
    public void HangUp()
    {
        foreach (Socket socket in _sockets)
        {
            socket.Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        _listener.Dispose();
        HangUp();
        await _accepting;
        _ending.Dispose();
    }

    private static async Task SendAsync(Stream stream, uint tag, PlistDictionary message)
    {
        byte[] body = PropertyList.ToXml(message);
        byte[] packet = new byte[HeaderLength + body.Length];
        BinaryPrimitives.WriteInt32LittleEndian(packet, packet.Length);
        packet[4] = 1;
        packet[8] = 8;
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), tag);
        body.CopyTo(packet, HeaderLength);
        await stream.WriteAsync(packet);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket socket = await _listener.AcceptAsync(_ending.Token);
                if (socket.AddressFamily == AddressFamily.InterNetwork)
                {
                    socket.NoDelay = true;
                }

                _sockets.Add(socket);
                _ = ServeAsync(socket);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        try
        {
            await using NetworkStream stream = new(socket, ownsSocket: true);
            byte[] header = new byte[HeaderLength];
            while (await stream.ReadAtLeastAsync(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength)
            {
                byte[] body = new byte[BinaryPrimitives.ReadInt32LittleEndian(header) - HeaderLength];
                await stream.ReadExactlyAsync(body);
                uint tag = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12));
                PlistDictionary request = PropertyList.ParseDictionary(body);
                Requests.Enqueue(request);
                if (!IsSilent && await AnswerAsync(stream, tag, request))
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or EndOfStreamException)
        {
            // The other side, or the test, had enough.
        }
    }

    /// <summary>Answers one request; true when the connection is used up.</summary>
    private async Task<bool> AnswerAsync(Stream stream, uint tag, PlistDictionary request)
    {
        string id = request.GetString("PairRecordID") ?? string.Empty;
        PlistDictionary? reply = Override(request);
        switch (request.GetString("MessageType"))
        {
            case not null when reply is not null:
                break;
            case "ListDevices":
                reply = new PlistDictionary { ["DeviceList"] = new PlistArray(Devices) };
                break;
            case "Listen":
                await SendAsync(stream, tag, Result(0));
                foreach (PlistDictionary message in Devices.Concat(Events))
                {
                    await SendAsync(stream, 0, message);
                }

                await Task.Delay(Timeout.Infinite, _ending.Token).ContinueWith(static _ => { }, TaskScheduler.Default);
                return true;
            case "ReadBUID":
                reply = new PlistDictionary { ["BUID"] = "30142955-444094379208051516" };
                break;
            case "ReadPairRecord":
                reply = PairRecords.TryGetValue(id, out byte[]? record)
                    ? new PlistDictionary { ["PairRecordData"] = record }
                    : Result(2);
                break;
            case "SavePairRecord":
                PairRecords[id] = request.GetData("PairRecordData")!.Value.ToArray();
                reply = Result(0);
                break;
            case "DeletePairRecord":
                reply = Result(PairRecords.TryRemove(id, out _) ? 0 : 2);
                break;
            case "Connect":
                return await ConnectAsync(stream, tag, request);
        }

        await SendAsync(stream, tag, reply ?? Result(1));
        return false;
    }

    private async Task<bool> ConnectAsync(Stream stream, uint tag, PlistDictionary request)
    {
        long device = request.GetInteger("DeviceID")!.Value;
        int swapped = (int)request.GetInteger("PortNumber")!.Value;
        int port = BinaryPrimitives.ReverseEndianness((ushort)swapped);
        if (!Ports.TryGetValue((device, port), out Func<Stream, Task>? serve))
        {
            bool known = Devices.Any(attached => attached.GetInteger("DeviceID") == device);
            await SendAsync(stream, tag, Result(known ? 3 : 2));
            return false;
        }

        await SendAsync(stream, tag, Result(0));
        await serve(stream);
        return true;
    }
}
