using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Services;

public sealed class AfcClientTests : IAsyncDisposable
{
    private const string Photo = "/DCIM/100APPLE/IMG_0001.JPG";

    private readonly ScriptedAfc _device = new();
    private readonly List<LoopbackPair> _pairs = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Recorded_answers_are_read_byte_by_byte()
    {
        using AfcClient listing = Scripted(await ReadAsync("afclistdirresponse.bin"), 1);
        using AfcClient info = Scripted(await ReadAsync("afcfileinforesponse.bin"), 1);
        using AfcClient success = Scripted(await ReadAsync("afcsuccessresponse.bin"), 1);

        IReadOnlyList<string> names = await listing.ListAsync("/", Cancellation);
        AfcFileInfo? folder = await info.GetInfoAsync("/", Cancellation);
        await success.MakeDirectoryAsync("/x", Cancellation);

        Assert.Equal("AirFair", names[0]);
        Assert.Equal("iTunes_Control", names[^1]);
        Assert.Equal(11, names.Count);
        Assert.True(folder!.IsDirectory);
        Assert.Equal(64, folder.Size);
        Assert.Equal(new DateTimeOffset(2017, 5, 8, 11, 55, 21, TimeSpan.Zero), folder.ModifiedAt);
        Assert.Equal("2", folder.Values["st_nlink"]);
    }

    [Fact]
    public async Task Every_truncated_answer_is_a_lost_device()
    {
        byte[] answer = await ReadAsync("afclistdirresponse.bin");
        for (int length = 0; length < answer.Length; length++)
        {
            using AfcClient client = Scripted(answer[..length]);
            EngineException lost = await FailsAsync(() => client.ListAsync("/", Cancellation));
            Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
        }
    }

    [Fact]
    public async Task Folders_and_files_are_found()
    {
        AfcClient client = await ConnectAsync();

        Assert.Equal(["DCIM", "com.apple.itunes.lock_sync"], (await client.ListAsync("/", Cancellation)).Order(StringComparer.Ordinal));
        Assert.Equal(3000, (await client.GetInfoAsync(Photo, Cancellation))!.Size);
        Assert.True((await client.GetInfoAsync(Photo, Cancellation))!.IsFile);
        Assert.Null(await client.GetInfoAsync("/none", Cancellation));
        AfcDeviceInfo device = await client.GetDeviceInfoAsync(Cancellation);
        Assert.Equal("iPhone15,2", device.Model);
        Assert.Equal(256_000_000_000, device.TotalBytes);
        Assert.Equal(1, device.FreeBytes);
        EngineException missing = await FailsAsync(() => client.ListAsync("/none", Cancellation));
        Assert.Equal(ErrorKind.ItemNotFound, missing.Kind);
        Assert.Equal("/none", missing.Target);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(7)]
    public async Task A_file_is_read_as_a_stream_however_little_comes_at_once(int longestRead)
    {
        _device.LongestRead = longestRead;
        AfcClient client = await ConnectAsync();
        await using AfcFile file = await client.OpenFileAsync(Photo, AfcOpenMode.Read, Cancellation);
        await using AfcReadStream stream = new(file);
        using MemoryStream copy = new();

        await stream.CopyToAsync(copy, 1000, Cancellation);

        Assert.Equal(_device.Files[Photo], copy.ToArray());
        Assert.Equal(3000, stream.Position);
    }

    [Fact]
    public async Task A_file_is_written_in_chunks_sought_and_cut()
    {
        AfcClient client = await ConnectAsync();
        byte[] bytes = new byte[AfcFile.ChunkLength + 100];
        new Random(1).NextBytes(bytes);
        await using AfcFile file = await client.OpenFileAsync("/new", AfcOpenMode.WriteRead, Cancellation);

        await file.WriteAsync(bytes, Cancellation);
        Assert.Equal(bytes.Length, await file.TellAsync(Cancellation));
        await file.SeekAsync(-100, SeekOrigin.End, Cancellation);
        Assert.Equal(bytes[^100..], (await file.ReadAsync(1000, Cancellation)).ToArray());
        Assert.Equal(0, (await file.ReadAsync(1000, Cancellation)).Length);
        await file.SetSizeAsync(10, Cancellation);
        await file.CloseAsync(Cancellation);

        Assert.Equal(bytes[..10], _device.Files["/new"]);
    }

    [Fact]
    public async Task Paths_are_made_renamed_and_removed()
    {
        AfcClient client = await ConnectAsync();

        await client.MakeDirectoryAsync("/Ordner/Ä", Cancellation);
        await client.RenameAsync(Photo, "/DCIM/Größe 🙂.jpg", Cancellation);
        Assert.Equal(3000, _device.Files["/DCIM/Größe 🙂.jpg"].Length);
        await client.RemoveAsync("/Ordner/Ä", Cancellation);
        await client.RemoveTreeAsync("/DCIM", Cancellation);
        Assert.Equal([ScriptedAfc.LockFile], _device.Files.Keys);
        EngineException missing = await FailsAsync(() => client.RemoveAsync("/none", Cancellation));
        Assert.Equal(ErrorKind.ItemNotFound, missing.Kind);
    }

    [Fact]
    public async Task A_path_with_NUL_is_refused_before_it_is_sent()
    {
        AfcClient client = await ConnectAsync();

        EngineException refused = await FailsAsync(() => client.RemoveAsync("/DCIM\0/x", Cancellation));

        Assert.Equal(ErrorKind.InvalidArgument, refused.Kind);
    }

    [Fact]
    public async Task A_lock_that_another_connection_holds_is_waited_for()
    {
        AfcClient ours = await ConnectAsync();
        AfcClient other = await ConnectAsync();
        AfcFile held = await other.OpenFileAsync(ScriptedAfc.LockFile, AfcOpenMode.ReadWrite, Cancellation);
        await using AfcFile wanted = await ours.OpenFileAsync(ScriptedAfc.LockFile, AfcOpenMode.ReadWrite, Cancellation);
        Assert.True(await held.TryLockAsync(AfcLock.Exclusive, Cancellation));
        Assert.False(await wanted.TryLockAsync(AfcLock.Exclusive, Cancellation));
        EngineException busy = await FailsAsync(
            () => wanted.LockAsync(AfcLock.Exclusive, TimeSpan.FromMilliseconds(20), Tick, Cancellation));
        Assert.Equal(ErrorKind.DeviceBusy, busy.Kind);

        await held.TryLockAsync(AfcLock.Unlock, Cancellation);
        await wanted.LockAsync(AfcLock.Exclusive, TimeSpan.Zero, Tick, Cancellation);
        Assert.False(await held.TryLockAsync(AfcLock.Exclusive, Cancellation));
    }

    [Fact]
    public async Task A_lock_that_is_refused_a_while_is_taken_then()
    {
        _device.LockRefusals = 5;
        AfcClient client = await ConnectAsync();
        await using AfcFile file = await client.OpenFileAsync(ScriptedAfc.LockFile, AfcOpenMode.ReadWrite, Cancellation);

        await file.LockAsync(AfcLock.Exclusive, TimeSpan.FromMinutes(1), Tick, Cancellation);

        Assert.Equal(0, _device.LockRefusals);
    }

    [Fact]
    public async Task Waiting_for_a_lock_can_be_cancelled()
    {
        _device.LockRefusals = int.MaxValue;
        AfcClient client = await ConnectAsync();
        AfcFile file = await client.OpenFileAsync(ScriptedAfc.LockFile, AfcOpenMode.ReadWrite, Cancellation);
        using CancellationTokenSource cancellation = new(TimeSpan.FromMilliseconds(30));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => file.LockAsync(AfcLock.Exclusive, TimeSpan.FromMinutes(5), Tick, cancellation.Token));
    }

    [Fact]
    public async Task Requests_of_several_tasks_take_turns()
    {
        AfcClient client = await ConnectAsync();

        AfcFileInfo?[] infos = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(_ => client.GetInfoAsync(Photo, Cancellation)));

        Assert.All(infos, static info => Assert.Equal(3000, info!.Size));
    }

    [Theory]
    [InlineData(18ul, ErrorKind.DeviceFull)]
    [InlineData(10ul, ErrorKind.DeviceFailed)]
    [InlineData(2ul, ErrorKind.ProtocolViolation)]
    [InlineData(4711ul, ErrorKind.DeviceFailed)]
    public async Task Failures_say_what_happened(ulong status, ErrorKind kind)
    {
        using AfcClient client = Scripted(Packet(AfcOperation.Status, 0, AfcClient.Integers(status)));

        EngineException failed = await FailsAsync(() => client.MakeDirectoryAsync("/x", Cancellation));

        Assert.Equal(kind, failed.Kind);
        Assert.Equal("/x", failed.Target);
    }

    [Fact]
    public async Task Answers_that_do_not_belong_to_the_request_are_refused()
    {
        (byte[] Answer, Func<AfcClient, Task> Call)[] cases =
        [
            (Packet(AfcOperation.Status, 7, AfcClient.Integers(0)), static c => c.MakeDirectoryAsync("/x", Cancellation)),
            (Packet(AfcOperation.Data, 0, []), static c => c.MakeDirectoryAsync("/x", Cancellation)),
            (Packet(AfcOperation.Status, 0, []), static c => c.MakeDirectoryAsync("/x", Cancellation)),
            (Packet(AfcOperation.Status, 0, AfcClient.Integers(0)), static c => c.ListAsync("/", Cancellation)),
            (Packet(AfcOperation.Data, 0, []), static c => c.OpenFileAsync("/x", AfcOpenMode.Read, Cancellation)),
            (Packet(AfcOperation.FileOpenResult, 0, [1]), static c => c.OpenFileAsync("/x", AfcOpenMode.Read, Cancellation)),
        ];
        foreach ((byte[] answer, Func<AfcClient, Task> call) in cases)
        {
            using AfcClient client = Scripted(answer);
            Assert.Equal(ErrorKind.ProtocolViolation, (await FailsAsync(() => call(client))).Kind);
        }
    }

    [Fact]
    public async Task More_bytes_than_asked_for_are_refused()
    {
        using AfcClient client = Scripted(
        [
            .. Packet(AfcOperation.FileOpenResult, 0, AfcClient.Integers(1)),
            .. Packet(AfcOperation.Data, 1, new byte[11]),
        ]);
        AfcFile file = await client.OpenFileAsync("/x", AfcOpenMode.Read, Cancellation);

        Assert.Equal(ErrorKind.ProtocolViolation, (await FailsAsync(() => file.ReadAsync(10, Cancellation))).Kind);
    }

    [Fact]
    public async Task The_end_of_a_file_may_be_said_as_a_status()
    {
        using AfcClient client = Scripted(
        [
            .. Packet(AfcOperation.FileOpenResult, 0, AfcClient.Integers(1)),
            .. Packet(AfcOperation.Status, 1, AfcClient.Integers(14)),
        ]);
        AfcFile file = await client.OpenFileAsync("/x", AfcOpenMode.Read, Cancellation);

        Assert.Equal(0, (await file.ReadAsync(10, Cancellation)).Length);
    }

    [Fact]
    public async Task The_documents_of_an_application_are_opened()
    {
        LoopbackPair pair = await LoopbackPair.CreateAsync();
        _pairs.Add(pair);
        Task device = VendAsync(pair.Theirs);

        using AfcClient client = await HouseArrest.OpenDocumentsAsync(
            pair.Ours, "com.example.app", DeviceTimeouts.Default, Cancellation);

        Assert.Contains("DCIM", await client.ListAsync("/", Cancellation));
        client.Dispose();
        await device;
    }

    [Fact]
    public async Task Documents_that_are_not_shared_are_refused()
    {
        using ScriptStream script = new(PeerPlists.Frame(
            new PlistDictionary { ["Error"] = "InstallationLookupFailed" }));

        EngineException refused = await FailsAsync(() => HouseArrest.OpenDocumentsAsync(
            new DeviceStream(script), "com.example.app", DeviceTimeouts.Default, Cancellation));

        Assert.Equal("InstallationLookupFailed", refused.DeviceError);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        _pairs.ForEach(static pair => pair.Dispose());
    }

    private static TimeSpan Tick => TimeSpan.FromMilliseconds(2);

    private static Task<byte[]> ReadAsync(string file) =>
        File.ReadAllBytesAsync(ConformanceData.Conformance("protocol", file), Cancellation);

    private static byte[] Packet(AfcOperation operation, ulong number, byte[] content) =>
        AfcPacket.EncodeHead(operation, number, content, 0);

    private static AfcClient Scripted(byte[] answer, int pieceLength = int.MaxValue) =>
        new(new DeviceStream(new ScriptStream(answer, pieceLength)), DeviceTimeouts.Default);

    private static Task<EngineException> FailsAsync(Func<Task> action) => Assert.ThrowsAsync<EngineException>(action);

    private async Task<AfcClient> ConnectAsync()
    {
        LoopbackPair pair = await LoopbackPair.CreateAsync();
        _pairs.Add(pair);
        _ = _device.ServeAsync(pair.Theirs);
        return new AfcClient(pair.Ours, DeviceTimeouts.Default);
    }

    private async Task VendAsync(Stream stream)
    {
        PlistDictionary request = (await stream.ReceivePlistAsync())!;
        Assert.Equal("VendDocuments", request.GetString("Command"));
        Assert.Equal("com.example.app", request.GetString("Identifier"));
        await stream.SendPlistAsync(new PlistDictionary { ["Status"] = "Complete" });
        await _device.ServeAsync(stream);
    }
}
