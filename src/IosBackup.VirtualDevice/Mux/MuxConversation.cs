using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Channels;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Mux;

/// <summary>
/// One client's connection to the usbmux service: commands, then either events for ever or the byte pipe to a phone.
/// </summary>
internal sealed class MuxConversation : IDisposable
{
    private const int SocketBufferLength = 1024 * 1024;

    private readonly VirtualMux _mux;
    private readonly NetworkStream _stream;
    private readonly Channel<byte[]> _outgoing = Channel.CreateUnbounded<byte[]>();

    public MuxConversation(VirtualMux mux, Socket client)
    {
        _mux = mux;
        client.SendBufferSize = SocketBufferLength;
        client.ReceiveBufferSize = SocketBufferLength;
        if (client.AddressFamily == AddressFamily.InterNetwork)
        {
            client.NoDelay = true;
        }

        _stream = new NetworkStream(client, ownsSocket: true);
    }

    /// <summary>Whether the client has asked for events.</summary>
    public bool IsListening { get; set; }

    /// <summary>What the client calls itself.</summary>
    public string ProgramName { get; private set; } = "";

    /// <summary>What the client calls its bundle.</summary>
    public string BundleId { get; private set; } = "";

    /// <summary>Sends an unsolicited message.</summary>
    public void Post(PlistDictionary message) => _outgoing.Writer.TryWrite(MuxPacket.Encode(message, tag: 0));

    public void Dispose()
    {
        _outgoing.Writer.TryComplete();
        _stream.Dispose();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await MuxPacket.ReadAsync(_stream, cancellationToken) is MuxPacket packet
                && await AnswerAsync(packet, cancellationToken))
            {
            }
        }
        catch (Exception e) when (ConnectionErrors.IsExpected(e))
        {
            // The client is gone or speaks another protocol: either way the connection ends here.
        }
    }

    /// <summary>Answers a command; false ends the conversation.</summary>
    private async Task<bool> AnswerAsync(MuxPacket packet, CancellationToken cancellationToken)
    {
        if (packet.Version != MuxPacket.PlistVersion || packet.Type != MuxPacket.PlistType)
        {
            byte[] refusal = MuxPacket.EncodeBinaryResult(MuxResult.BadVersion, packet.Tag);
            await _stream.WriteAsync(refusal, cancellationToken);
            return false;
        }

        PlistDictionary request = PropertyList.ParseDictionary(packet.Payload);
        ProgramName = request.GetString("ProgName") ?? ProgramName;
        BundleId = request.GetString("BundleID") ?? BundleId;
        switch (request.GetString("MessageType"))
        {
            case "Listen":
                await ReplyAsync(packet.Tag, MakeResult(MuxResult.Ok), cancellationToken);
                await SendEventsAsync(cancellationToken);
                return false;
            case "Connect":
                return await ConnectAsync(request, packet.Tag, cancellationToken);
            default:
                await ReplyAsync(packet.Tag, new MuxCommands(_mux).Answer(request), cancellationToken);
                return true;
        }
    }

    private async Task SendEventsAsync(CancellationToken cancellationToken)
    {
        _mux.StartListening(this);
        Task refuseCommands = RefuseCommandsAsync(cancellationToken);
        while (await _outgoing.Reader.WaitToReadAsync(cancellationToken))
        {
            while (_outgoing.Reader.TryRead(out byte[]? packet))
            {
                await _stream.WriteAsync(packet, cancellationToken);
            }
        }

        await refuseCommands;
    }

    /// <summary>A listening client may not send anything more; one that does is dropped.</summary>
    private async Task RefuseCommandsAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await MuxPacket.ReadAsync(_stream, cancellationToken) is MuxPacket packet)
            {
                _outgoing.Writer.TryWrite(MuxPacket.Encode(MakeResult(MuxResult.BadCommand), packet.Tag));
            }
        }
        finally
        {
            IsListening = false;
            _outgoing.Writer.TryComplete();
        }
    }

    private async Task<bool> ConnectAsync(PlistDictionary request, uint tag, CancellationToken cancellationToken)
    {
        MuxAttachment? attachment = _mux.Find(request.GetInteger("DeviceID") ?? 0);
        if (attachment is null)
        {
            await ReplyAsync(tag, MakeResult(MuxResult.BadDevice), cancellationToken);
            return true;
        }

        await Task.Delay(attachment.Cable.ConnectDelay, cancellationToken);
        int port = SwapBytes((ushort)(request.GetInteger("PortNumber") ?? 0));
        Func<PhoneConnection, CancellationToken, Task>? serve =
            attachment.Cable.IsCut ? null : attachment.Phone.OpenPort(port, attachment.Link);
        if (serve is null)
        {
            await ReplyAsync(tag, MakeResult(MuxResult.ConnectionRefused), cancellationToken);
            return true;
        }

        await ReplyAsync(tag, MakeResult(MuxResult.Ok), cancellationToken);
        using CableStream stream = new(_stream, attachment.Cable);
        attachment.Track(stream);
        try
        {
            await serve(new PhoneConnection(stream, attachment.Link), cancellationToken);
        }
        finally
        {
            attachment.Untrack(stream);
        }

        return false;
    }

    private ValueTask ReplyAsync(uint tag, PlistDictionary message, CancellationToken cancellationToken) =>
        _stream.WriteAsync(MuxPacket.Encode(message, tag), cancellationToken);

    private static PlistDictionary MakeResult(int number) => MuxCommands.MakeResult(number);

    /// <summary>Clients send the port in network order inside an integer of the host's order.</summary>
    private static int SwapBytes(ushort port) => ((port & 0xFF) << 8) | (port >> 8);
}
