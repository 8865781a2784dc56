using System;
using System.Buffers.Binary;
using System.IO;
using System.Net;
using System.Net.Sockets;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Tests.VirtualDevice;

/// <summary>A client of usbmux that does no more than tests need: one packet out, one packet in.</summary>
internal sealed class MuxSocket : IDisposable
{
    private const int HeaderLength = 16;

    private MuxSocket(Stream stream)
    {
        Stream = stream;
    }

    public Stream Stream { get; }

    public static async Task<MuxSocket> OpenAsync(string endpoint)
    {
        bool unix = endpoint.StartsWith("UNIX:", StringComparison.Ordinal);
        Socket socket = unix
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(unix ? new UnixDomainSocketEndPoint(endpoint[5..]) : IPEndPoint.Parse(endpoint));
        return new MuxSocket(new NetworkStream(socket, ownsSocket: true));
    }

    /// <summary>Opens a port of a device.</summary>
    public static async Task<Stream> ConnectAsync(string endpoint, int deviceId, int port)
    {
        MuxSocket socket = await OpenAsync(endpoint);
        PlistDictionary reply = await socket.AskAsync(MakeConnect(deviceId, port));
        return reply.GetInteger("Number") == 0
            ? socket.Stream
            : throw new IOException($"Connect was answered with {reply.GetInteger("Number")}.");
    }

    public static PlistDictionary MakeConnect(int deviceId, int port) => new()
    {
        ["MessageType"] = "Connect",
        ["DeviceID"] = deviceId,
        ["PortNumber"] = (int)BinaryPrimitives.ReverseEndianness((ushort)port),
    };

    public static PlistDictionary MakeRequest(string messageType) => new() { ["MessageType"] = messageType };

    public async Task<PlistDictionary> AskAsync(PlistDictionary request, uint tag = 1)
    {
        await SendAsync(request, tag);
        (uint replyTag, PlistDictionary reply) = await ReceiveAsync();
        return replyTag == tag ? reply : throw new IOException($"Tag {tag} was answered with {replyTag}.");
    }

    public async Task SendAsync(PlistDictionary request, uint tag, uint version = 1)
    {
        const uint PlistType = 8;
        byte[] payload = PropertyList.ToXml(request);
        byte[] packet = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32LittleEndian(packet, packet.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(4), version);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(8), PlistType);
        BinaryPrimitives.WriteUInt32LittleEndian(packet.AsSpan(12), tag);
        payload.CopyTo(packet.AsSpan(HeaderLength));
        await Stream.WriteAsync(packet);
    }

    public async Task<(uint Tag, PlistDictionary Message)> ReceiveAsync()
    {
        byte[] header = await ReceiveHeaderAsync();
        byte[] payload = new byte[BinaryPrimitives.ReadInt32LittleEndian(header) - HeaderLength];
        await Stream.ReadExactlyAsync(payload);
        return (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(12)), PropertyList.ParseDictionary(payload));
    }

    public async Task<byte[]> ReceiveHeaderAsync()
    {
        byte[] header = new byte[HeaderLength];
        await Stream.ReadExactlyAsync(header);
        return header;
    }

    public void Dispose() => Stream.Dispose();
}
