using System.Collections.Concurrent;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

public sealed class BlockingQueueTests
{
    private const int Items = 5_000;

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 3, 4)]
    [InlineData(2, 4, 1)]
    [InlineData(7, 2, 5)]
    [InlineData(int.MaxValue, 2, 2)]
    public async Task Whatever_the_room_and_the_threads_every_item_arrives_once(int capacity, int adders, int takers)
    {
        BlockingQueue<int> queue = new(capacity);
        ConcurrentBag<int> taken = [];
        Task[] taking = [.. Enumerable.Range(0, takers).Select(_ => Task.Factory.StartNew(
            () => TakeAll(queue, taken), TaskCreationOptions.LongRunning))];
        Task[] adding = [.. Enumerable.Range(0, adders).Select(first => Task.Factory.StartNew(
            () => AddAll(queue, first, adders), TaskCreationOptions.LongRunning))];

        await Task.WhenAll(adding);
        queue.Close();
        await Task.WhenAll(taking);

        Assert.Equal(Enumerable.Range(0, Items), taken.Order());
    }

    [Fact]
    public async Task Whoever_waits_for_room_learns_that_the_queue_is_closed()
    {
        BlockingQueue<int> queue = new(capacity: 1);
        Assert.True(queue.TryAdd(1));
        Task<bool> waiting = Task.Factory.StartNew(() => queue.TryAdd(2), TaskCreationOptions.LongRunning);

        queue.Close();

        Assert.False(await waiting);
        Assert.True(queue.TryTake(out int last));
        Assert.Equal(1, last);
        Assert.False(queue.TryTake(out _));
    }

    private static void AddAll(BlockingQueue<int> queue, int first, int step)
    {
        for (int item = first; item < Items; item += step)
        {
            Assert.True(queue.TryAdd(item));
        }
    }

    private static void TakeAll(BlockingQueue<int> queue, ConcurrentBag<int> taken)
    {
        while (queue.TryTake(out int item))
        {
            taken.Add(item);
        }
    }
}
