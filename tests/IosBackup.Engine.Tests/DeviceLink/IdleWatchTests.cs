using System;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using Xunit;

namespace IosBackup.Engine.Tests.DeviceLink;

/// <summary>Only silence of a device that it is the turn of counts.</summary>
public sealed class IdleWatchTests
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(0.5);

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
    public void What_the_host_does_meanwhile_is_no_silence(bool isConversing)
    {
        StrongBox<TimeSpan> now = new();
        ConcurrentBag<TimeSpan> silences = [];
        using IdleWatch watch = new(s_limit, silences.Add, () => now.Value);
        using IDisposable? conversation = isConversing ? watch.Converse() : null;
        using (isConversing ? watch.Pause() : null)
        {
            now.Value = TimeSpan.FromHours(1);
            watch.Look();
        }

        watch.Look();
        Assert.Empty(silences);
        Assert.False(watch.Expired.IsCancellationRequested);
    }

    [Fact]
    public void Silence_is_told_of_and_ends_the_run_beyond_the_limit_only()
    {
        StrongBox<TimeSpan> now = new();
        ConcurrentBag<TimeSpan> silences = [];
        using IdleWatch watch = new(TimeSpan.FromMinutes(1), silences.Add, () => now.Value);
        using IDisposable conversation = watch.Converse();

        now.Value = TimeSpan.FromMinutes(1);
        watch.Look();
        Assert.Contains(now.Value, silences);
        Assert.False(watch.Expired.IsCancellationRequested);

        now.Value += TimeSpan.FromSeconds(1);
        watch.Look();
        Assert.True(watch.Expired.IsCancellationRequested);
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
