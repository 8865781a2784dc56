using System;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Tests.Peers;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

public sealed class DeviceStreamTests
{
    [Fact]
    public async Task Cancelling_ends_a_pending_read()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task<int> reading = pair.Ours.ReadAsync(new byte[1], cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Cancelling_ends_a_pending_read_into_an_array()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task<int> reading = pair.Ours.ReadAsync(new byte[1], 0, 1, cancellation.Token);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task Cancelling_ends_a_write_that_the_device_does_not_take()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task writing = pair.Ours.WriteAsync(new byte[64 * 1024 * 1024], cancellation.Token).AsTask();

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
    }

    [Fact]
    public async Task A_cancelled_stream_is_closed()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using CancellationTokenSource cancellation = new();
        Task<int> reading = pair.Ours.ReadAsync(new byte[1], cancellation.Token).AsTask();
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);

        await AssertLostAsync(() => pair.Ours.WriteAsync(new byte[1]).AsTask());
        Assert.Equal(0, await pair.Theirs.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_end_of_the_peer_is_the_end_of_the_stream()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        await pair.Theirs.WriteAsync(new byte[] { 1 }, TestContext.Current.CancellationToken);
        pair.Theirs.Dispose();

        Assert.Equal(1, await pair.Ours.ReadAsync(new byte[8], TestContext.Current.CancellationToken));
        Assert.Equal(0, await pair.Ours.ReadAsync(new byte[8], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_broken_connection_is_a_lost_device(bool asynchronously)
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        pair.TheirSocket.LingerState = new LingerOption(enable: true, seconds: 0);
        pair.TheirSocket.Close();

        await AssertLostAsync(() => asynchronously
            ? pair.Ours.ReadAsync(new byte[8]).AsTask()
            : Task.Run(() => pair.Ours.Read(new byte[8], 0, 8)));
    }

    [Fact]
    public async Task Closing_a_stream_that_is_being_read_is_a_lost_device_to_the_reader()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        Task<int> reading = pair.Ours.ReadAsync(new byte[1], TestContext.Current.CancellationToken).AsTask();

        pair.Ours.Dispose();

        await AssertLostAsync(() => reading);
    }

    private static async Task AssertLostAsync(Func<Task> action)
    {
        EngineException lost = await Assert.ThrowsAsync<EngineException>(action);
        Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
    }
}
