using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

public sealed class ReadAheadStreamTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(20260)]
    public async Task In_whatever_pieces_it_is_read_the_bytes_are_the_same(int seed)
    {
        Random random = new(seed);
        byte[] sent = new byte[1_000_003];
        random.NextBytes(sent);
        using MemoryStream inner = new(sent);
        using ReadAheadStream stream = new(inner);
        byte[] received = new byte[sent.Length];
        int filled = 0;
        while (filled < received.Length)
        {
            int wanted = Math.Min(random.Next(1, 200_000), received.Length - filled);
            CancellationToken ending = TestContext.Current.CancellationToken;
            Task<int> reading = random.Next(3) switch
            {
                0 => Task.FromResult(stream.Read(received, filled, wanted)),
                1 => stream.ReadAsync(received, filled, wanted, ending),
                _ => stream.ReadAsync(received.AsMemory(filled, wanted), ending).AsTask(),
            };
            int read = await reading;
            Assert.InRange(read, 1, wanted);
            filled += read;
        }

        Assert.Equal(sent, received);
        Assert.Equal(0, await stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_read_of_nothing_waits_until_there_is_something_and_takes_none_of_it()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using ReadAheadStream stream = new(pair.Ours);

        Task<int> waiting = stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken).AsTask();
        bool tooEarly = waiting.IsCompleted;
        await pair.Theirs.WriteAsync(new byte[] { 7 }, TestContext.Current.CancellationToken);
        int nothing = await waiting;
        byte[] received = new byte[8];
        int read = await stream.ReadAsync(received, TestContext.Current.CancellationToken);

        Assert.False(tooEarly);
        Assert.Equal(0, nothing);
        Assert.Equal(1, read);
        Assert.Equal(7, received[0]);
    }
}
