using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Services;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class VirtualServiceTests
{
    [Fact]
    public async Task Notifications_reach_those_who_observe_them()
    {
        await using PhoneBench bench = new();
        using ServiceSocket proxy = await OpenAsync(bench, "com.apple.mobile.notification_proxy");
        await proxy.SendAsync(Command("ObserveNotification", "com.example.wanted"));
        await proxy.SendAsync(Command("PostNotification", "com.example.unwanted"));
        await proxy.SendAsync(Command("PostNotification", "com.example.wanted"));
        PlistDictionary relayed = await proxy.ReceiveAsync();
        Assert.Equal("RelayNotification", relayed.GetString("Command"));
        Assert.Equal("com.example.wanted", relayed.GetString("Name"));
        bench.Phone.PostNotification("com.example.wanted");
        Assert.Equal("com.example.wanted", (await proxy.ReceiveAsync()).GetString("Name"));
        PlistDictionary death = await proxy.AskAsync(new PlistDictionary { ["Command"] = "Shutdown" });
        Assert.Equal("ProxyDeath", death.GetString("Command"));
        Assert.Equal(
            ["com.example.unwanted", "com.example.wanted"],
            bench.Phone.Observations.Of(ObservationKind.NotificationPosted));
    }

    [Fact]
    public async Task A_sync_that_is_not_finished_is_a_violation()
    {
        await using PhoneBench bench = new();
        using ServiceSocket proxy = await OpenAsync(bench, "com.apple.mobile.notification_proxy");
        await proxy.SendAsync(Command("ObserveNotification", "com.apple.itunes-mobdev.syncDidFinish"));
        await proxy.SendAsync(Command("ObserveNotification", "com.apple.itunes-mobdev.syncDidStart"));
        await proxy.SendAsync(Command("PostNotification", "com.apple.itunes-mobdev.syncDidStart"));
        await proxy.ReceiveAsync();
        Assert.Equal(ClientRule.SyncDidFinish, Assert.Single(bench.Phone.Observations.Violations).Rule);
        await proxy.SendAsync(Command("PostNotification", "com.apple.itunes-mobdev.syncDidFinish"));
        await proxy.ReceiveAsync();
        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task Apps_are_browsed_in_parts()
    {
        await using PhoneBench bench = new();
        bench.Phone.Apps = [.. Enumerable.Range(0, 45).Select(static index =>
            InstalledApp.FromStore($"com.example.app{index}", $"App {index}", "1.0"))];
        using ServiceSocket proxy = await OpenAsync(bench, "com.apple.mobile.installation_proxy");
        await proxy.SendAsync(new PlistDictionary
        {
            ["Command"] = "Browse",
            ["ClientOptions"] = new PlistDictionary
            {
                ["ApplicationType"] = "User",
                ["ReturnAttributes"] = new PlistArray(["CFBundleIdentifier", "ApplicationSINF"]),
            },
        });
        int apps = 0;
        PlistDictionary reply;
        while ((reply = await proxy.ReceiveAsync()).GetString("Status") != "Complete")
        {
            foreach (PlistDictionary app in reply.GetArray("CurrentList")!.Cast<PlistDictionary>())
            {
                Assert.Equal(2, app.Count);
                Assert.NotNull(app.GetData("ApplicationSINF"));
                apps++;
            }
        }

        Assert.Equal(45, apps);
    }

    [Fact]
    public async Task Apps_are_looked_up()
    {
        await using PhoneBench bench = new();
        using ServiceSocket proxy = await OpenAsync(bench, "com.apple.mobile.installation_proxy");
        PlistDictionary reply = await proxy.AskAsync(new PlistDictionary
        {
            ["Command"] = "Lookup",
            ["ClientOptions"] = new PlistDictionary { ["BundleIDs"] = new PlistArray(["com.example.travel", "none"]) },
        });
        PlistDictionary result = reply.GetDictionary("LookupResult")!;
        Assert.Equal(
            "Travel", Assert.Single(result).Value is PlistDictionary app ? app.GetString("CFBundleName") : null);
        PlistDictionary error = await proxy.AskAsync(new PlistDictionary { ["Command"] = "Destroy" });
        Assert.Equal("UnknownCommand", error.GetString("Error"));
    }

    [Fact]
    public async Task Icons_are_images()
    {
        await using PhoneBench bench = new();
        using ServiceSocket springboard = await OpenAsync(bench, "com.apple.springboardservices");
        PlistDictionary request = new() { ["command"] = "getIconPNGData", ["bundleId"] = "com.example.travel" };
        byte[] png = (await springboard.AskAsync(request)).GetData("pngData")!.Value.ToArray();
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
        Assert.Equal("IEND"u8.ToArray(), png[^8..^4]);
        request["bundleId"] = "com.example.none";
        Assert.False((await springboard.AskAsync(request)).ContainsKey("pngData"));
    }

    [Theory]
    [InlineData("16.7", true)]
    [InlineData("26.1", null)]
    public async Task Older_phones_tell_whether_they_have_a_passcode(string version, bool? configured)
    {
        await using PhoneBench bench = new(new VirtualPhoneOptions { ProductVersion = version });
        bench.Phone.Passcode = "1234";
        using ServiceSocket relay = await OpenAsync(bench, "com.apple.mobile.diagnostics_relay");
        PlistDictionary reply = await relay.AskAsync(new PlistDictionary
        {
            ["Request"] = "MobileGestalt",
            ["MobileGestaltKeys"] = new PlistArray(["PasswordConfigured"]),
        });
        PlistDictionary gestalt = reply.GetDictionary("Diagnostics")!.GetDictionary("MobileGestalt")!;
        Assert.Equal(configured, gestalt.GetBoolean("PasswordConfigured"));
        Assert.Equal(configured is null ? "MobileGestaltDeprecated" : "Success", gestalt.GetString("Status"));
        await relay.AskAsync(new PlistDictionary { ["Request"] = "Restart" });
        Assert.Equal(["Restart"], bench.Phone.Observations.Of(ObservationKind.PowerCommand));
    }

    [Fact]
    public async Task Assertions_are_observed()
    {
        await using PhoneBench bench = new();
        using ServiceSocket agent = await OpenAsync(bench, "com.apple.mobile.assertion_agent");
        PlistDictionary reply = await agent.AskAsync(new PlistDictionary
        {
            ["CommandKey"] = "CommandCreateAssertion",
            ["AssertionTypeKey"] = "AMDPowerAssertionTypeWirelessSync",
        });
        Assert.Null(reply.GetString("Error"));
        Assert.Equal(
            ["AMDPowerAssertionTypeWirelessSync"], bench.Phone.Observations.Of(ObservationKind.PowerAssertion));
    }

    [Fact]
    public async Task Heartbeats_go_on_as_long_as_they_are_answered()
    {
        await using PhoneBench bench = new(new VirtualPhoneOptions { HeartbeatInterval = TimeSpan.FromSeconds(2) });
        using ServiceSocket heart = await OpenAsync(bench, "com.apple.mobile.heartbeat");
        for (int beat = 0; beat < 2; beat++)
        {
            Assert.Equal("Marco", (await heart.ReceiveAsync()).GetString("Command"));
            await heart.SendAsync(new PlistDictionary { ["Command"] = "Polo" });
        }

        await heart.SendAsync(new PlistDictionary { ["Command"] = "Enough" });
        await heart.ReceiveAsync();
        Assert.Equal(0, await heart.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_network_link_without_heartbeat_ends()
    {
        await using PhoneBench bench = new(
            new VirtualPhoneOptions { HeartbeatInterval = TimeSpan.FromSeconds(2) }, LinkKind.Network);
        using ServiceSocket lockdown = await bench.OpenLockdownAsync();
        Assert.Equal(0, await lockdown.Stream.ReadAsync(new byte[1], TestContext.Current.CancellationToken));
    }

    private static PlistDictionary Command(string command, string name) =>
        new() { ["Command"] = command, ["Name"] = name };

    private static async Task<ServiceSocket> OpenAsync(PhoneBench bench, string service)
    {
        Stream stream = await bench.OpenServiceAsync(service);
        return new ServiceSocket(stream);
    }
}
