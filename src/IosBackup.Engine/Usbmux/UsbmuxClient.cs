using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Usbmux;

/// <summary>
/// Talks to a usbmux service: Apple's on Windows and macOS, usbmuxd, or whatever speaks its protocol. Each call has a
/// connection of its own, so calls may run side by side.
/// </summary>
public sealed class UsbmuxClient
{
    private const int NoSuchRecord = 2;

    private readonly Func<CancellationToken, Task<DeviceStream>> _connect;

    /// <summary>Makes a client; nothing is connected yet.</summary>
    public UsbmuxClient(UsbmuxEndpoint endpoint, DeviceTimeouts? timeouts = null)
        : this(endpoint, endpoint.ConnectAsync, timeouts)
    {
    }

    internal UsbmuxClient(
        UsbmuxEndpoint endpoint, Func<CancellationToken, Task<DeviceStream>> connect, DeviceTimeouts? timeouts)
    {
        Endpoint = endpoint;
        Timeouts = timeouts ?? DeviceTimeouts.Default;
        _connect = connect;
    }

    /// <summary>Where the service is.</summary>
    public UsbmuxEndpoint Endpoint { get; }

    /// <summary>How long to wait for it, and for the devices behind it.</summary>
    public DeviceTimeouts Timeouts { get; }

    /// <summary>Lists the connections to devices; a device may have several.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public async Task<IReadOnlyList<UsbmuxDevice>> ListDevicesAsync(CancellationToken cancellation = default)
    {
        PlistDictionary reply = await AskAsync(Command("ListDevices"), cancellation);
        PlistArray list = reply.GetArray("DeviceList")
            ?? throw Violation($"ListDevices was answered with {Describe(reply)}.");
        return [.. list.OfType<PlistDictionary>().Select(UsbmuxDevice.FromAttached).OfType<UsbmuxDevice>()];
    }

    /// <summary>
    /// Reports devices that are there, come, go and get paired, until cancelled. Messages of unknown kinds are passed
    /// over.
    /// </summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NoMuxService"/>: there is no service, or it ended.
    /// <see cref="ErrorKind.ProtocolViolation"/>.
    /// </exception>
    public async IAsyncEnumerable<UsbmuxEvent> ListenAsync(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using UsbmuxConversation conversation = await OpenAsync(cancellation);
        uint tag = await conversation.SendAsync(Command("Listen"), cancellation);
        while (true)
        {
            UsbmuxPacket packet = await conversation.ReceiveAsync(cancellation);
            if (packet.Tag == tag && Number(packet.Payload) is long number and not (long)UsbmuxResult.Ok)
            {
                throw Violation($"The usbmux service refused to be listened to ({Name(number)}).");
            }

            if (UsbmuxEvent.FromMessage(packet.Payload) is UsbmuxEvent happened)
            {
                yield return happened;
            }
        }
    }

    /// <summary>Opens a pipe to a TCP port of a device.</summary>
    /// <param name="device">The connection to use.</param>
    /// <param name="port">The port, 1 to 65535, as lockdown gives it.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceNotFound"/>: the device went away.
    /// <see cref="ErrorKind.ServiceUnavailable"/>: nothing listens on the port, or a network device does not answer.
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public async Task<DeviceStream> ConnectAsync(
        UsbmuxDevice device, int port, CancellationToken cancellation = default)
    {
        DeviceStream stream = await ConnectServiceAsync(cancellation);
        try
        {
            PlistDictionary command = Command("Connect");
            command["DeviceID"] = device.Id;
            command["PortNumber"] = SwapBytes(port);
            PlistDictionary reply = await AskAsync(stream, command, cancellation);
            EngineException? failure = ConnectFailure(reply, device, port);
            return failure is null ? stream : throw failure;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Gives the identity of the computer that pair records of this service carry.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public async Task<string> ReadBuidAsync(CancellationToken cancellation = default)
    {
        PlistDictionary reply = await AskAsync(Command("ReadBUID"), cancellation);
        return reply.GetString("BUID") ?? throw Violation($"ReadBUID was answered with {Describe(reply)}.");
    }

    /// <summary>Gives the pair record that the service keeps for a device, or null when it keeps none.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public async Task<ReadOnlyMemory<byte>?> ReadPairRecordAsync(
        string udid, CancellationToken cancellation = default)
    {
        PlistDictionary reply = await AskAsync(RecordCommand("ReadPairRecord", udid), cancellation);
        if (reply.GetData("PairRecordData") is ReadOnlyMemory<byte> record)
        {
            return record;
        }

        // The number is an errno here, 2 being ENOENT; other services use other numbers for a missing record.
        return Number(reply) is null or 0
            ? throw Violation($"ReadPairRecord was answered with {Describe(reply)}.")
            : null;
    }

    /// <summary>Has the service keep a pair record.</summary>
    /// <param name="udid">The device, spelt as the service spells it.</param>
    /// <param name="record">The record, a property list.</param>
    /// <param name="device">The connected device; listeners are then told that it got paired.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationUnavailable"/>: the service did not store it.
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public async Task SavePairRecordAsync(
        string udid, byte[] record, UsbmuxDevice? device = null, CancellationToken cancellation = default)
    {
        PlistDictionary command = RecordCommand("SavePairRecord", udid);
        command["PairRecordData"] = record;
        command["DeviceID"] = device is null ? null : new PlistInteger(device.Id);
        long number = RequiredNumber(await AskAsync(command, cancellation));
        if (number != 0)
        {
            throw RecordFailure("store", udid, number);
        }
    }

    /// <summary>Has the service forget a pair record; false when it had none.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationUnavailable"/>: the service did not remove it.
    /// <see cref="ErrorKind.NoMuxService"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public async Task<bool> DeletePairRecordAsync(string udid, CancellationToken cancellation = default)
    {
        PlistDictionary reply = await AskAsync(RecordCommand("DeletePairRecord", udid), cancellation);
        return RequiredNumber(reply) switch
        {
            0 => true,
            NoSuchRecord => false,
            long number => throw RecordFailure("remove", udid, number),
        };
    }

    private static PlistDictionary Command(string verb) => new() { ["MessageType"] = verb };

    private static PlistDictionary RecordCommand(string verb, string udid) =>
        new() { ["MessageType"] = verb, ["PairRecordID"] = udid };

    /// <summary>The field holds what a little-endian computer has in memory for a port in network order.</summary>
    private static int SwapBytes(int port) => port is > 0 and <= ushort.MaxValue
        ? ((port & 0xFF) << 8) | (port >> 8)
        : throw new EngineException(ErrorKind.ProtocolViolation, $"{port} is no port.");

    private static long? Number(PlistDictionary reply) => reply.GetInteger("Number");

    private static long RequiredNumber(PlistDictionary reply) =>
        Number(reply) ?? throw Violation($"The usbmux service answered {Describe(reply)} where a number belongs.");

    private static string Name(long number) => $"{(UsbmuxResult)number}, {number}";

    private static string Describe(PlistDictionary reply) =>
        $"{reply.GetString("MessageType") ?? "a message"} ({reply["Number"]?.ToString() ?? "no number"})";

    private static EngineException? ConnectFailure(PlistDictionary reply, UsbmuxDevice device, int port)
    {
        long number = RequiredNumber(reply);
        ErrorKind kind = (UsbmuxResult)number switch
        {
            UsbmuxResult.BadDevice => ErrorKind.DeviceNotFound,
            UsbmuxResult.BadCommand or UsbmuxResult.BadVersion => ErrorKind.ProtocolViolation,
            _ => ErrorKind.ServiceUnavailable,
        };
        return number == (long)UsbmuxResult.Ok
            ? null
            : new EngineException(kind, $"Port {port} of the device cannot be reached ({Name(number)}).")
            {
                Target = device.Udid,
            };
    }

    private static EngineException RecordFailure(string verb, string udid, long number) =>
        new(ErrorKind.DestinationUnavailable, $"The usbmux service did not {verb} the pair record (errno {number}).")
        {
            Target = udid,
        };

    private static EngineException Violation(string message) => new(ErrorKind.ProtocolViolation, message);

    private async Task<PlistDictionary> AskAsync(PlistDictionary command, CancellationToken cancellation)
    {
        using DeviceStream stream = await ConnectServiceAsync(cancellation);
        return await AskAsync(stream, command, cancellation);
    }

    private Task<PlistDictionary> AskAsync(
        DeviceStream stream, PlistDictionary command, CancellationToken cancellation) =>
        Deadline.RunAsync(
            Timeouts.Mux,
            $"usbmux {command.GetString("MessageType")}",
            token => new UsbmuxConversation(stream).RequestAsync(command, token),
            cancellation);

    private async Task<UsbmuxConversation> OpenAsync(CancellationToken cancellation) =>
        new(await ConnectServiceAsync(cancellation));

    private Task<DeviceStream> ConnectServiceAsync(CancellationToken cancellation) =>
        Deadline.RunAsync(Timeouts.Mux, $"The usbmux service at {Endpoint}", _connect, cancellation);
}
