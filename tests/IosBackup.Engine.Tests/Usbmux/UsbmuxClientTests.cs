using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

public sealed class UsbmuxClientTests
{
    private const string Phone = "00008030-001C2D8E0E88802E";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Devices_are_listed_and_entries_that_make_no_sense_are_left_out()
    {
        await using ScriptedMux mux = new();
        mux.Devices.Add(ScriptedMux.Attached(1, Phone));
        mux.Devices.Add(ScriptedMux.Attached(7, Phone, "Network"));
        mux.Devices.Add(ScriptedMux.Attached(8, "../../evil"));
        mux.Devices.Add(new PlistDictionary { ["MessageType"] = "Attached", ["DeviceID"] = 9 });

        IReadOnlyList<UsbmuxDevice> devices = await new UsbmuxClient(mux.Endpoint).ListDevicesAsync(Cancellation);

        Assert.Equal([1, 7], devices.Select(static device => device.Id));
        Assert.Equal(
            [DeviceConnectionType.Usb, DeviceConnectionType.Network],
            devices.Select(static device => device.ConnectionType));
        Assert.Equal(17, devices[0].LocationId);
    }

    [Fact]
    public async Task A_service_on_a_unix_socket_is_reached()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using ScriptedMux mux = new(path);
        mux.Devices.Add(ScriptedMux.Attached(1, Phone));

        Assert.Single(await new UsbmuxClient(mux.Endpoint).ListDevicesAsync(Cancellation));
        File.Delete(path);
    }

    [Fact]
    public async Task The_pipe_to_a_port_begins_right_after_the_result()
    {
        await using ScriptedMux mux = new();
        mux.Devices.Add(ScriptedMux.Attached(3, Phone));
        mux.Ports[(3, 62078)] = async stream => await stream.WriteAsync("hello"u8.ToArray());
        UsbmuxClient client = new(mux.Endpoint);
        UsbmuxDevice device = (await client.ListDevicesAsync(Cancellation))[0];

        using DeviceStream stream = await client.ConnectAsync(device, 62078, Cancellation);
        using StreamReader reader = new(stream, Encoding.ASCII);

        Assert.Equal("hello", await reader.ReadToEndAsync(Cancellation));
        Assert.Equal(32498, mux.Requests.Last().GetInteger("PortNumber"));
    }

    [Theory]
    [InlineData(1, ErrorKind.ProtocolViolation)]
    [InlineData(2, ErrorKind.DeviceNotFound)]
    [InlineData(3, ErrorKind.ServiceUnavailable)]
    [InlineData(4, ErrorKind.ServiceUnavailable)]
    [InlineData(6, ErrorKind.ProtocolViolation)]
    [InlineData(-1, ErrorKind.ServiceUnavailable)]
    public async Task Refused_connections_say_why(long number, ErrorKind kind)
    {
        await using ScriptedMux mux = new();
        mux.Devices.Add(ScriptedMux.Attached(3, Phone));
        UsbmuxClient client = new(mux.Endpoint);
        UsbmuxDevice device = (await client.ListDevicesAsync(Cancellation))[0];
        mux.Override = _ => ScriptedMux.Result(number);

        EngineException refused = await FailsAsync(() => client.ConnectAsync(device, 1, Cancellation));

        Assert.Equal(kind, refused.Kind);
        Assert.Equal(Phone, refused.Target);
    }

    [Fact]
    public async Task Pair_records_are_kept_and_given_back()
    {
        await using ScriptedMux mux = new();
        mux.Devices.Add(ScriptedMux.Attached(3, Phone));
        UsbmuxClient client = new(mux.Endpoint);
        UsbmuxDevice device = (await client.ListDevicesAsync(Cancellation))[0];

        Assert.Null(await client.ReadPairRecordAsync(Phone, Cancellation));
        Assert.False(await client.DeletePairRecordAsync(Phone, Cancellation));
        await client.SavePairRecordAsync(Phone, [1, 2, 3], device, Cancellation);
        Assert.Equal(3, mux.Requests.Last().GetInteger("DeviceID"));
        Assert.Equal([1, 2, 3], (await client.ReadPairRecordAsync(Phone, Cancellation))!.Value.ToArray());
        Assert.True(await client.DeletePairRecordAsync(Phone, Cancellation));
        Assert.Null(await client.ReadPairRecordAsync(Phone, Cancellation));
    }

    [Fact]
    public async Task Numbers_of_the_pair_record_verbs_are_read_as_errno()
    {
        await using ScriptedMux mux = new() { Override = _ => ScriptedMux.Result(22) };
        UsbmuxClient client = new(mux.Endpoint);

        Assert.Null(await client.ReadPairRecordAsync(Phone, Cancellation));
        EngineException saving = await FailsAsync(
            () => client.SavePairRecordAsync(Phone, [1], cancellation: Cancellation));
        EngineException deleting = await FailsAsync(() => client.DeletePairRecordAsync(Phone, Cancellation));
        Assert.Equal(ErrorKind.DestinationUnavailable, saving.Kind);
        Assert.Equal(ErrorKind.DestinationUnavailable, deleting.Kind);
    }

    [Fact]
    public async Task Events_are_reported_and_unknown_ones_passed_over()
    {
        await using ScriptedMux mux = new();
        mux.Devices.Add(ScriptedMux.Attached(1, Phone));
        mux.Events.Add(new PlistDictionary { ["MessageType"] = "Surprise" });
        mux.Events.Add(new PlistDictionary { ["MessageType"] = "Attached", ["DeviceID"] = 5 });
        mux.Events.Add(new PlistDictionary { ["MessageType"] = "Paired", ["DeviceID"] = 1 });
        mux.Events.Add(new PlistDictionary { ["MessageType"] = "Detached", ["DeviceID"] = 1 });

        List<UsbmuxEvent> events =
            await new UsbmuxClient(mux.Endpoint).ListenAsync(Cancellation).Take(3).ToListAsync(Cancellation);

        Assert.Equal(
            [UsbmuxEventKind.Attached, UsbmuxEventKind.Paired, UsbmuxEventKind.Detached],
            events.Select(static e => e.Kind));
        Assert.Equal(Phone, events[0].Device?.Udid);
        Assert.All(events, static e => Assert.Equal(1, e.DeviceId));
    }

    [Fact]
    public async Task Listening_ends_when_cancelled()
    {
        await using ScriptedMux mux = new();
        using CancellationTokenSource cancellation = new();
        await using IAsyncEnumerator<UsbmuxEvent> events =
            new UsbmuxClient(mux.Endpoint).ListenAsync(cancellation.Token).GetAsyncEnumerator(Cancellation);
        Task<bool> next = events.MoveNextAsync().AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }

    [Fact]
    public async Task A_service_that_ends_while_it_is_listened_to_is_missed()
    {
        await using ScriptedMux mux = new();
        mux.Devices.Add(ScriptedMux.Attached(1, Phone));
        await using IAsyncEnumerator<UsbmuxEvent> events =
            new UsbmuxClient(mux.Endpoint).ListenAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await events.MoveNextAsync());

        mux.HangUp();

        EngineException missing = await FailsAsync(() => events.MoveNextAsync().AsTask());
        Assert.Equal(ErrorKind.NoMuxService, missing.Kind);
    }

    [Fact]
    public async Task A_service_that_refuses_to_be_listened_to_is_no_empty_list()
    {
        await using ScriptedMux mux = new() { Override = _ => ScriptedMux.Result(1) };
        await using IAsyncEnumerator<UsbmuxEvent> events =
            new UsbmuxClient(mux.Endpoint).ListenAsync(Cancellation).GetAsyncEnumerator(Cancellation);

        EngineException refused = await FailsAsync(() => events.MoveNextAsync().AsTask());

        Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
    }

    [Fact]
    public async Task Nobody_listening_is_no_service()
    {
        // Bound, so that nobody else takes the port, and not listening.
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        UsbmuxEndpoint endpoint = UsbmuxEndpoint.Parse(taken.LocalEndPoint!.ToString()!);

        EngineException tcp = await FailsAsync(() => new UsbmuxClient(endpoint).ListDevicesAsync(Cancellation));
        EngineException unix = await FailsAsync(
            () => new UsbmuxClient(UsbmuxEndpoint.Parse("/no/such/socket")).ListDevicesAsync(Cancellation));

        Assert.Equal(ErrorKind.NoMuxService, tcp.Kind);
        Assert.Equal(endpoint.ToString(), tcp.Target);
        Assert.Equal(ErrorKind.NoMuxService, unix.Kind);
        Assert.Equal("No usbmux service at UNIX:/no/such/socket: There is no such file.", unix.Message);
    }

    [Fact]
    public async Task A_socket_that_may_not_be_reached_is_not_said_to_be_absent()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may go anywhere.");
        using TemporaryFolder closed = new();
        string socket = closed["socket"];
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(closed.Path, UnixFileMode.None);
        }

        EngineException refused = await FailsAsync(
            () => new UsbmuxClient(UsbmuxEndpoint.Parse(socket)).ListDevicesAsync(Cancellation));

        Assert.Equal(ErrorKind.NoMuxService, refused.Kind);
        Assert.DoesNotContain("no such file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_says_nothing_is_given_up()
    {
        await using ScriptedMux mux = new() { IsSilent = true };
        DeviceTimeouts timeouts = new() { Mux = TimeSpan.FromMilliseconds(50) };

        EngineException silent = await FailsAsync(
            () => new UsbmuxClient(mux.Endpoint, timeouts).ListDevicesAsync(Cancellation));

        Assert.Equal(ErrorKind.IdleTimeout, silent.Kind);
    }

    [Fact]
    public async Task Replies_with_another_tag_are_passed_over()
    {
        PlistDictionary wrong = new() { ["BUID"] = "wrong" };
        PlistDictionary right = new() { ["BUID"] = "right" };
        using ScriptStream script = new(
            (byte[])[.. UsbmuxPacket.Encode(0, wrong),
                .. UsbmuxPacket.Encode(9, wrong), .. UsbmuxPacket.Encode(1, right)],
            pieceLength: 1);

        Assert.Equal("right", await ClientOf(script).ReadBuidAsync(Cancellation));
    }

    [Fact]
    public async Task Every_truncated_reply_is_a_service_that_went_away()
    {
        byte[] reply = UsbmuxPacket.Encode(1, new PlistDictionary { ["BUID"] = "x" });
        for (int length = 0; length < reply.Length; length++)
        {
            using ScriptStream script = new(reply.AsMemory(0, length));
            EngineException gone = await FailsAsync(() => ClientOf(script).ReadBuidAsync(Cancellation));
            Assert.Equal(ErrorKind.NoMuxService, gone.Kind);
        }
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 1)]
    public async Task Packets_of_the_binary_protocol_are_refused(byte version, byte type)
    {
        byte[] reply = UsbmuxPacket.Encode(1, new PlistDictionary { ["BUID"] = "x" });
        reply[4] = version;
        reply[8] = type;
        using ScriptStream script = new(reply);

        EngineException refused = await FailsAsync(() => ClientOf(script).ReadBuidAsync(Cancellation));

        Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
    }

    [Fact]
    public async Task Replies_without_what_was_asked_for_are_refused()
    {
        await using ScriptedMux mux = new() { Override = static _ => new PlistDictionary { ["Nothing"] = 1 } };
        UsbmuxClient client = new(mux.Endpoint);
        Func<Task>[] calls =
        [
            () => client.ListDevicesAsync(Cancellation),
            () => client.ReadBuidAsync(Cancellation),
            () => client.ReadPairRecordAsync(Phone, Cancellation),
            () => client.SavePairRecordAsync(Phone, [1], cancellation: Cancellation),
            () => client.DeletePairRecordAsync(Phone, Cancellation),
        ];

        foreach (Func<Task> call in calls)
        {
            Assert.Equal(ErrorKind.ProtocolViolation, (await FailsAsync(call)).Kind);
        }
    }

    private static UsbmuxClient ClientOf(ScriptStream script) =>
        new(UsbmuxEndpoint.PlatformDefault, _ => Task.FromResult(new DeviceStream(script)), null);

    private static Task<EngineException> FailsAsync(Func<Task> action) => Assert.ThrowsAsync<EngineException>(action);
}
