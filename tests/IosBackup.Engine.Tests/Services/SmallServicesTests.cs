using System;
using System.Buffers.Binary;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Services;

public sealed class SmallServicesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Success", true)]
    [InlineData("Success", false)]
    [InlineData("MobileGestaltDeprecated", null)]
    public async Task Whether_there_is_a_passcode_may_stay_unknown(string status, bool? configured)
    {
        PlistDictionary answer = new() { ["Status"] = status };
        answer["PasswordConfigured"] = configured is bool value ? (PlistNode)value : null;
        using ScriptStream script = Script(new PlistDictionary
        {
            ["Status"] = "Success",
            ["Diagnostics"] = new PlistDictionary { ["MobileGestalt"] = answer },
        });
        using DiagnosticsClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        Assert.Equal(configured, await client.IsPasscodeSetAsync(Cancellation));
        Assert.Equal("MobileGestalt", Request(script).GetString("Request"));
    }

    [Fact]
    public async Task A_device_that_refuses_to_tell_about_its_passcode_leaves_it_unknown()
    {
        using ScriptStream script = Script(new PlistDictionary { ["Status"] = "UnknownRequest" });
        using DiagnosticsClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        Assert.Null(await client.IsPasscodeSetAsync(Cancellation));
    }

    [Fact]
    public async Task A_device_is_restarted_or_says_why_not()
    {
        using ScriptStream success = Script(new PlistDictionary { ["Status"] = "Success" });
        using DiagnosticsClient willing = new(new DeviceStream(success), DeviceTimeouts.Default);
        await willing.RestartAsync(whenDisconnected: true, Cancellation);
        using DiagnosticsClient unwilling = new(
            new DeviceStream(Script(new PlistDictionary { ["Status"] = "Failure" })), DeviceTimeouts.Default);
        EngineException refused = await Assert.ThrowsAsync<EngineException>(
            () => unwilling.RestartAsync(whenDisconnected: false, Cancellation));

        Assert.Equal("Restart", Request(success).GetString("Request"));
        Assert.True(Request(success).GetBoolean("WaitForDisconnect"));
        Assert.Equal(ErrorKind.DeviceFailed, refused.Kind);
    }

    [Fact]
    public async Task The_battery_tells_its_cycles()
    {
        using ScriptStream script = Script(new PlistDictionary
        {
            ["Status"] = "Success",
            ["Diagnostics"] = new PlistDictionary { ["IORegistry"] = new PlistDictionary { ["CycleCount"] = 412 } },
        });
        using DiagnosticsClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        Assert.Equal(412, (await client.GetBatteryAsync(Cancellation)).GetInteger("CycleCount"));
        Assert.Equal("IOPMPowerSource", Request(script).GetString("EntryClass"));
    }

    [Fact]
    public async Task Icons_are_given_or_missing()
    {
        using ScriptStream script = Script(
            new PlistDictionary { ["pngData"] = new byte[] { 0x89, 0x50 } },
            new PlistDictionary { ["Error"] = "none" },
            []);
        using SpringboardClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        Assert.Equal([0x89, 0x50], (await client.GetIconAsync("com.example.a", Cancellation))!.Value.ToArray());
        Assert.Equal("getIconPNGData", Request(script).GetString("command"));
        Assert.Null(await client.GetIconAsync("com.example.b", Cancellation));
        Assert.Null(await client.GetIconAsync("com.example.c", Cancellation));
    }

    [Fact]
    public async Task A_device_is_kept_awake_for_so_long()
    {
        using ScriptStream script = Script(new PlistDictionary { ["CommandKey"] = "CommandCreateAssertion" });
        using PowerAssertionClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        await client.HoldAsync(TimeSpan.FromMinutes(90), Cancellation);

        PlistDictionary request = Request(script);
        Assert.Equal("CommandCreateAssertion", request.GetString("CommandKey"));
        Assert.Equal("AMDPowerAssertionTypeWirelessSync", request.GetString("AssertionTypeKey"));
        Assert.Equal(5400, request.GetReal("AssertionTimeoutKey"));
    }

    [Theory]
    [InlineData("Error")]
    [InlineData("ErrorKey")]
    public async Task A_device_that_will_not_be_kept_awake_says_so(string key)
    {
        using ScriptStream script = Script(new PlistDictionary { [key] = "InvalidRequest" });
        using PowerAssertionClient client = new(new DeviceStream(script), DeviceTimeouts.Default);

        EngineException refused = await Assert.ThrowsAsync<EngineException>(
            () => client.HoldAsync(TimeSpan.FromMinutes(1), Cancellation));

        Assert.Equal("InvalidRequest", refused.DeviceError);
    }

    [Fact]
    public async Task Heartbeats_are_answered_until_the_session_ends()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        HeartbeatSession session = new(pair.Ours, TimeSpan.FromMinutes(1));

        for (int i = 0; i < 3; i++)
        {
            await pair.Theirs.SendPlistAsync(new PlistDictionary { ["Command"] = "Marco", ["Interval"] = 10 });
            Assert.Equal("Polo", (await pair.Theirs.ReceivePlistAsync())!.GetString("Command"));
            await pair.Theirs.SendPlistAsync(new PlistDictionary { ["Command"] = "SleepyTime" });
        }

        Assert.False(session.Completion.IsCompleted);
        await session.DisposeAsync();
        Assert.Equal(TaskStatus.RanToCompletion, session.Completion.Status);
        Assert.Null(await pair.Theirs.ReceivePlistAsync());
    }

    [Fact]
    public async Task A_heart_that_stops_is_noticed()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        await using HeartbeatSession session = new(pair.Ours, TimeSpan.Zero);
        await pair.Theirs.SendPlistAsync(new PlistDictionary { ["Command"] = "Marco", ["Interval"] = 0.01 });

        EngineException silent = await Assert.ThrowsAsync<EngineException>(() => session.Completion);

        Assert.Equal(ErrorKind.IdleTimeout, silent.Kind);
    }

    [Fact]
    public async Task A_device_that_leaves_the_network_is_noticed()
    {
        using LoopbackPair pair = await LoopbackPair.CreateAsync();
        await using HeartbeatSession session = new(pair.Ours, TimeSpan.FromMinutes(1));
        pair.Theirs.Dispose();

        EngineException lost = await Assert.ThrowsAsync<EngineException>(() => session.Completion);

        Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
    }

    private static ScriptStream Script(params PlistDictionary[] messages)
    {
        byte[] script = [];
        foreach (PlistDictionary message in messages)
        {
            script = [.. script, .. PeerPlists.Frame(message)];
        }

        return new ScriptStream(script, pieceLength: 10);
    }

    /// <summary>The first request that was sent.</summary>
    private static PlistDictionary Request(ScriptStream script)
    {
        byte[] written = script.Written;
        int length = BinaryPrimitives.ReadInt32BigEndian(written);
        return PropertyList.ParseDictionary(written.AsSpan(4, length));
    }
}
