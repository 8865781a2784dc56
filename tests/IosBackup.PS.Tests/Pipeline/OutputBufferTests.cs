using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Pipeline;
using Xunit;

namespace IosBackup.PS.Tests.Pipeline;

public sealed class OutputBufferTests
{
    private readonly BlockingCollection<Action> _posted = [];
    private readonly List<int> _written = [];
    private readonly OutputBuffer<int> _buffer;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public OutputBufferTests() => _buffer = new OutputBuffer<int>(_posted.Add, _written.Add);

    [Fact]
    public void While_the_pipeline_waits_an_object_goes_at_once()
    {
        _buffer.Add(1, Stop);
        _posted.Take(Stop)();
        _buffer.Add(2, Stop);
        _posted.Take(Stop)();

        Assert.Equal([1, 2], _written);
    }

    [Fact]
    public void While_the_pipeline_works_objects_gather_and_go_together()
    {
        for (int item = 0; item < 100; item++)
        {
            _buffer.Add(item, Stop);
        }

        Assert.Single(_posted);
        _posted.Take(Stop)();
        Assert.Equal(Enumerable.Range(0, 100), _written);
    }

    [Fact]
    public async Task However_many_there_are_all_arrive_in_order()
    {
        const int Count = 50_000;
        Task worker = Task.Run(() =>
        {
            for (int item = 0; item < Count; item++)
            {
                _buffer.Add(item, Stop);
            }

            _posted.CompleteAdding();
        }, Stop);
        foreach (Action action in _posted.GetConsumingEnumerable(Stop))
        {
            action();
        }

        await worker;
        Assert.Equal(Enumerable.Range(0, Count), _written);
    }

    [Fact]
    public async Task A_pipeline_that_ended_lets_no_worker_wait_for_room()
    {
        using CancellationTokenSource stop = new();
        int added = 0;
        Task worker = Task.Run(() =>
        {
            for (; ; added++)
            {
                _buffer.Add(added, stop.Token);
            }
        }, Stop);

        await stop.CancelAsync();

        await Assert.ThrowsAsync<OperationCanceledException>(() => worker);
        Assert.InRange(added, 0, 2000);
    }
}
