using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Services;

public sealed class NotificationProxyClientTests
{
    private static readonly PlistDictionary s_death = new() { ["Command"] = "ProxyDeath" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notifications_are_posted_observed_and_relayed()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using NotificationProxyClient client = new(pair.Ours);

        await client.PostAsync("com.apple.itunes-mobdev.syncWillStart", Cancellation);
        await client.ObserveAsync("com.apple.itunes-client.syncCancelRequest", Cancellation);
        PlistDictionary post = (await pair.Theirs.ReceivePlistAsync())!;
        PlistDictionary observe = (await pair.Theirs.ReceivePlistAsync())!;
        await pair.Theirs.SendPlistAsync(Relay("first"));
        await pair.Theirs.SendPlistAsync(new PlistDictionary { ["Command"] = "Surprise" });
        await pair.Theirs.SendPlistAsync(Relay("second"), binary: true);
        await pair.Theirs.SendPlistAsync(s_death);

        Assert.Equal("PostNotification", post.GetString("Command"));
        Assert.Equal("com.apple.itunes-mobdev.syncWillStart", post.GetString("Name"));
        Assert.Equal("ObserveNotification", observe.GetString("Command"));
        Assert.Equal(["first", "second"], await client.ListenAsync(Cancellation).ToListAsync(Cancellation));
    }

    [Fact]
    public async Task Listening_can_be_given_up_and_taken_up_again()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using NotificationProxyClient client = new(pair.Ours);
        using CancellationTokenSource cancellation = new();
        ValueTask<string> first = client.ListenAsync(cancellation.Token).FirstAsync(Cancellation);
        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await first);

        await client.PostAsync("syncDidFinish", Cancellation);
        await pair.Theirs.SendPlistAsync(Relay("late"));

        Assert.Equal("syncDidFinish", (await pair.Theirs.ReceivePlistAsync())!.GetString("Name"));
        Assert.Equal("late", await client.ListenAsync(Cancellation).FirstAsync(Cancellation));
    }

    [Fact]
    public async Task A_flood_that_nobody_hears_is_bounded_and_keeps_the_newest()
    {
        byte[] flood = [.. Enumerable.Range(0, 3000).SelectMany(static i => PeerPlists.Frame(Relay($"{i}"))),
            .. PeerPlists.Frame(s_death)];
        using NotificationProxyClient client = new(new DeviceStream(new ScriptStream(flood)));

        List<string> heard = await client.ListenAsync(Cancellation).ToListAsync(Cancellation);

        Assert.Equal(1000, heard.Count);
        Assert.Equal("2999", heard[^1]);
    }

    [Fact]
    public async Task A_device_that_vanishes_is_noticed_by_the_listener()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using NotificationProxyClient client = new(pair.Ours);
        pair.TheirSocket.LingerState = new LingerOption(enable: true, seconds: 0);
        pair.TheirSocket.Close();

        EngineException lost = await Assert.ThrowsAsync<EngineException>(
            async () => await client.ListenAsync(Cancellation).ToListAsync(Cancellation));

        Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
    }

    [Fact]
    public async Task Shutting_down_ends_the_listener()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        using NotificationProxyClient client = new(pair.Ours);

        await client.ShutdownAsync(Cancellation);
        Assert.Equal("Shutdown", (await pair.Theirs.ReceivePlistAsync())!.GetString("Command"));
        await pair.Theirs.SendPlistAsync(s_death);

        Assert.Empty(await client.ListenAsync(Cancellation).ToListAsync(Cancellation));
    }

    private static PlistDictionary Relay(string name) =>
        new() { ["Command"] = "RelayNotification", ["Name"] = name };
}
