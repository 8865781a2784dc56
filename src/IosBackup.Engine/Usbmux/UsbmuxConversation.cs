using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Usbmux;

/// <summary>One connection to the usbmux service, while it takes commands.</summary>
internal sealed class UsbmuxConversation(DeviceStream stream) : IDisposable
{
    private readonly FrameAssembler _assembler = UsbmuxPacket.CreateAssembler();
    private uint _tag;

    /// <summary>Sends a command and waits for the reply that carries its tag; anything else is passed over.</summary>
    public async Task<PlistDictionary> RequestAsync(PlistDictionary request, CancellationToken cancellation)
    {
        uint tag = await SendAsync(request, cancellation);
        UsbmuxPacket reply;
        do
        {
            reply = await ReceiveAsync(cancellation);
        }
        while (reply.Tag != tag);

        return reply.Payload;
    }

    /// <summary>Sends a command and gives the tag that its reply will carry.</summary>
    public async Task<uint> SendAsync(PlistDictionary request, CancellationToken cancellation)
    {
        request["ClientVersionString"] = HostProgram.Version;
        request["ProgName"] = HostProgram.Name;
        request["kLibUSBMuxVersion"] = 3;
        byte[] packet = UsbmuxPacket.Encode(++_tag, request);
        await GuardAsync(
            async () =>
            {
                await stream.WriteAsync(packet.AsMemory(), cancellation);
                return true;
            });
        return _tag;
    }

    /// <summary>Waits for the next packet, be it a reply or an event.</summary>
    public async Task<UsbmuxPacket> ReceiveAsync(CancellationToken cancellation)
    {
        Frame? frame = await GuardAsync(() => _assembler.ReadAsync(stream, cancellation));
        return frame is null
            ? throw new EngineException(ErrorKind.NoMuxService, "The usbmux service closed the connection.")
            : UsbmuxPacket.Decode(frame.Value);
    }

    public void Dispose() => stream.Dispose();

    /// <summary>While it takes commands, the peer is the service: its loss is not the device's.</summary>
    private static async Task<T> GuardAsync<T>(Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DeviceDisconnected)
        {
            throw new EngineException(ErrorKind.NoMuxService, $"The usbmux service went away: {e.Message}", e);
        }
    }
}
