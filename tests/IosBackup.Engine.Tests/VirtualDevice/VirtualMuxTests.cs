using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class VirtualMuxTests
{
    [Fact]
    public async Task One_phone_may_be_listed_by_cable_and_by_network()
    {
        await using PhoneBench bench = new();
        MuxAttachment network = bench.Mux.Attach(bench.Phone, LinkKind.Network);
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        PlistDictionary reply = await socket.AskAsync(MuxSocket.MakeRequest("ListDevices"), tag: 77);
        PlistDictionary[] devices = [.. reply.GetArray("DeviceList")!.Cast<PlistDictionary>()];
        Assert.Equal(["Attached", "Attached"], devices.Select(static device => device.GetString("MessageType")!));
        PlistDictionary usb = devices[0].GetDictionary("Properties")!;
        PlistDictionary wifi = devices[1].GetDictionary("Properties")!;
        Assert.Equal("USB", usb.GetString("ConnectionType"));
        Assert.Equal("Network", wifi.GetString("ConnectionType"));
        Assert.Equal(bench.Phone.Udid, usb.GetString("SerialNumber"));
        Assert.Equal(bench.Phone.Udid, wifi.GetString("SerialNumber"));
        Assert.NotEqual(bench.Attachment.DeviceId, network.DeviceId);
        byte[] address = wifi.GetData("NetworkAddress")!.Value.ToArray();
        Assert.Equal((0x1C, 0x1E, 0x1C), (address[0], address[1], address.Length));
    }

    [Fact]
    public async Task Listeners_learn_of_phones_that_come_and_go()
    {
        await using PhoneBench bench = new();
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        Assert.Equal(0, (await socket.AskAsync(MuxSocket.MakeRequest("Listen"))).GetInteger("Number"));
        await ExpectAsync(socket, "Attached", bench.Attachment.DeviceId);
        bench.Mux.Detach(bench.Attachment);
        await ExpectAsync(socket, "Detached", bench.Attachment.DeviceId);
        MuxAttachment again = bench.Mux.Attach(bench.Phone);
        await ExpectAsync(socket, "Attached", again.DeviceId);
        Assert.NotEqual(bench.Attachment.DeviceId, again.DeviceId);
    }

    [Fact]
    public async Task A_listener_that_asks_for_more_is_dropped()
    {
        await using PhoneBench bench = new();
        bench.Mux.Detach(bench.Phone);
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        await socket.AskAsync(MuxSocket.MakeRequest("Listen"));
        Assert.Equal(1, (await socket.AskAsync(MuxSocket.MakeRequest("ListDevices"), tag: 9)).GetInteger("Number"));
        Assert.Equal(0, await socket.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Listeners_are_listed()
    {
        await using PhoneBench bench = new();
        using MuxSocket listener = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        PlistDictionary listen = MuxSocket.MakeRequest("Listen");
        listen["ProgName"] = "watcher";
        await listener.AskAsync(listen);
        await ExpectAsync(listener, "Attached", bench.Attachment.DeviceId);
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        PlistDictionary reply = await socket.AskAsync(MuxSocket.MakeRequest("ListListeners"));
        PlistDictionary entry = Assert.IsType<PlistDictionary>(Assert.Single(reply.GetArray("ListenerList")!));
        Assert.Equal("watcher", entry.GetString("ProgName"));
    }

    [Theory]
    [InlineData(1, 62078, 0)]
    [InlineData(99, 62078, 2)]
    [InlineData(1, 1234, 3)]
    public async Task Connecting_tells_why_it_fails(int deviceId, int port, int result)
    {
        await using PhoneBench bench = new();
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        PlistDictionary reply = await socket.AskAsync(MuxSocket.MakeConnect(deviceId, port));
        Assert.Equal(result, reply.GetInteger("Number"));
    }

    [Fact]
    public async Task Pair_records_are_kept_and_announced()
    {
        await using PhoneBench bench = new();
        using MuxSocket listener = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        await listener.AskAsync(MuxSocket.MakeRequest("Listen"));
        await ExpectAsync(listener, "Attached", bench.Attachment.DeviceId);
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        const int NoEntry = 2;
        const int InvalidArgument = 22;
        Assert.Equal(InvalidArgument, await NumberAsync(socket, "ReadPairRecord", null));
        Assert.Equal(NoEntry, await NumberAsync(socket, "ReadPairRecord", bench.Phone.Udid));
        Assert.Equal(NoEntry, await NumberAsync(socket, "DeletePairRecord", bench.Phone.Udid));
        Assert.Equal(InvalidArgument, await NumberAsync(socket, "SavePairRecord", bench.Phone.Udid));
        PlistDictionary save = MakeRecordRequest("SavePairRecord", bench.Phone.Udid);
        save["PairRecordData"] = new byte[] { 1, 2, 3 };
        save["DeviceID"] = bench.Attachment.DeviceId;
        Assert.Equal(0, (await socket.AskAsync(save)).GetInteger("Number"));
        await ExpectAsync(listener, "Paired", bench.Attachment.DeviceId);
        PlistDictionary read = await socket.AskAsync(MakeRecordRequest("ReadPairRecord", bench.Phone.Udid));
        Assert.Equal([1, 2, 3], read.GetData("PairRecordData")!.Value.ToArray());
        Assert.Equal(0, await NumberAsync(socket, "DeletePairRecord", bench.Phone.Udid));
        Assert.Empty(bench.Mux.PairRecords.Identifiers);
    }

    [Fact]
    public async Task The_computer_has_an_identifier()
    {
        await using PhoneBench bench = new();
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        PlistDictionary reply = await socket.AskAsync(MuxSocket.MakeRequest("ReadBUID"));
        Assert.Equal(bench.Mux.SystemBuid, reply.GetString("BUID"));
    }

    [Fact]
    public async Task The_binary_protocol_is_refused()
    {
        await using PhoneBench bench = new();
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        await socket.SendAsync(MuxSocket.MakeRequest("Listen"), tag: 5, version: 0);
        Assert.Equal(20, BinaryPrimitives.ReadInt32LittleEndian(await socket.ReceiveHeaderAsync()));
        byte[] result = new byte[4];
        await socket.Stream.ReadExactlyAsync(result, TestContext.Current.CancellationToken);
        Assert.Equal([6, 0, 0, 0], result);
    }

    [Fact]
    public async Task An_absurd_length_ends_the_connection()
    {
        await using PhoneBench bench = new();
        using MuxSocket socket = await MuxSocket.OpenAsync(bench.Mux.Endpoint);
        await socket.Stream.WriteAsync(
            Enumerable.Repeat((byte)0xFF, 16).ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal(0, await socket.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_phone_is_reached_through_a_Unix_socket_too()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Unix sockets on Windows are not what clients use there.");
        using TemporaryFolder folder = new();
        await using VirtualMux mux = VirtualMux.StartNew(
            new VirtualMuxOptions { TcpPort = null, UnixPath = folder["mux"] });
        await using VirtualPhone phone = new();
        mux.Attach(phone);
        Assert.Equal("UNIX:" + folder["mux"], mux.Endpoint);
        using MuxSocket socket = await MuxSocket.OpenAsync(mux.Endpoint);
        Assert.Single((await socket.AskAsync(MuxSocket.MakeRequest("ListDevices"))).GetArray("DeviceList")!);
        await mux.StopAsync();
        Assert.False(File.Exists(folder["mux"]));
    }

    [Fact]
    public async Task A_service_that_was_stopped_comes_back_at_the_same_place()
    {
        await using PhoneBench bench = new();
        string endpoint = bench.Mux.Endpoint;
        using MuxSocket before = await MuxSocket.OpenAsync(endpoint);
        await bench.Mux.StopAsync();
        Assert.Equal(0, await before.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
        bench.Mux.Start();
        Assert.Equal(endpoint, bench.Mux.Endpoint);
        using MuxSocket after = await MuxSocket.OpenAsync(endpoint);
        Assert.Single((await after.AskAsync(MuxSocket.MakeRequest("ListDevices"))).GetArray("DeviceList")!);
    }

    [Fact]
    public async Task Unplugging_ends_connections()
    {
        await using PhoneBench bench = new();
        using ServiceSocket lockdown = await bench.OpenLockdownAsync();
        bench.Mux.Detach(bench.Attachment);
        Assert.Equal(0, await lockdown.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_cable_is_cut_after_so_many_bytes_and_can_be_mended()
    {
        await using PhoneBench bench = new();
        using ServiceSocket lockdown = await bench.OpenLockdownAsync();
        bench.Attachment.Cable.CutAfter(10);
        await Assert.ThrowsAnyAsync<IOException>(() => lockdown.AskAsync(PhoneBench.GetValue("DeviceName")));
        Assert.True(bench.Attachment.Cable.IsCut);
        await Assert.ThrowsAsync<IOException>(bench.OpenLockdownAsync);
        bench.Attachment.Cable.Mend();
        using ServiceSocket again = await bench.OpenLockdownAsync();
        PlistDictionary reply = await again.AskAsync(PhoneBench.GetValue("DeviceName"));
        Assert.Equal(bench.Phone.Name, reply.GetString("Value"));
    }

    [Fact]
    public async Task Bytes_may_arrive_one_by_one()
    {
        await using PhoneBench bench = new();
        bench.Attachment.Cable.LargestPiece = 1;
        using ServiceSocket lockdown = await bench.OpenSessionAsync();
        PlistDictionary reply = await lockdown.AskAsync(PhoneBench.GetValue("SerialNumber"));
        Assert.Equal(bench.Phone.Options.SerialNumber, reply.GetString("Value"));
    }

    private static async Task ExpectAsync(MuxSocket socket, string messageType, int deviceId)
    {
        (uint tag, PlistDictionary message) = await socket.ReceiveAsync();
        Assert.Equal(0u, tag);
        Assert.Equal(messageType, message.GetString("MessageType"));
        Assert.Equal(deviceId, message.GetInteger("DeviceID"));
    }

    private static PlistDictionary MakeRecordRequest(string verb, string? identifier)
    {
        PlistDictionary request = MuxSocket.MakeRequest(verb);
        request["PairRecordID"] = identifier is null ? null : new PlistString(identifier);
        return request;
    }

    private static async Task<long?> NumberAsync(MuxSocket socket, string verb, string? identifier) =>
        (await socket.AskAsync(MakeRecordRequest(verb, identifier))).GetInteger("Number");
}
