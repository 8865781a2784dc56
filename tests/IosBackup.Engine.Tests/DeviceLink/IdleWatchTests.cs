using System;
using System.Collections.Concurrent;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using Xunit;

namespace IosBackup.Engine.Tests.DeviceLink;

/// <summary>Only silence of a device that it is the turn of counts.</summary>
public sealed class IdleWatchTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(0.5);

    /// <summary>Long enough for the watch to look twice.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(2.2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_device_that_stays_silent_when_it_is_its_turn_is_given_up()
    {
        using IdleWatch watch = new(s_limit, static _ => { });
        using IDisposable conversation = watch.Converse();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Delay(Timeout.Infinite, watch.Expired));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_the_host_does_meanwhile_is_no_silence(bool isConversing)
    {
        ConcurrentBag<TimeSpan> silences = [];
        using IdleWatch watch = new(s_limit, silences.Add);
        using IDisposable? conversation = isConversing ? watch.Converse() : null;
        using (isConversing ? watch.Pause() : null)
        {
            await Task.Delay(s_silence, Stop);
        }

        Assert.Empty(silences);
        Assert.False(watch.Expired.IsCancellationRequested);
    }

    [Fact]
    public async Task After_the_hosts_work_silence_counts_again()
    {
        using IdleWatch watch = new(s_limit, static _ => { });
        using IDisposable conversation = watch.Converse();
        watch.Pause().Dispose();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Task.Delay(Timeout.Infinite, watch.Expired));
    }
}
