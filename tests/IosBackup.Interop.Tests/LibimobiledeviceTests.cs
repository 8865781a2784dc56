using System;
using System.Threading.Tasks;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>The tools of libimobiledevice as clients of the virtual phone.</summary>
public sealed class LibimobiledeviceTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_phone_is_listed(bool unix)
    {
        await using PhoneOnTheDesk desk = new(unix);
        ToolResult result = (await desk.Find("idevice_id").RunAsync("-l")).RequireSuccess();
        Assert.Equal(desk.Phone.Udid, result.Output.Trim());
    }

    [Fact]
    public async Task Phones_of_both_kinds_of_identifier_and_on_the_network_are_listed()
    {
        await using PhoneOnTheDesk desk = new();
        using VirtualPhone old = new(new VirtualPhoneOptions { Udid = Udids.GenerateClassic() });
        desk.Mux.Attach(old, LinkKind.Network);
        ToolResult usb = (await desk.Find("idevice_id").RunAsync("-l")).RequireSuccess();
        ToolResult network = (await desk.Find("idevice_id").RunAsync("-n")).RequireSuccess();
        Assert.Equal(desk.Phone.Udid, usb.Output.Trim());
        Assert.Equal(old.Udid, network.Output.Trim());
    }

    [Fact]
    public async Task Pairing_lasts_until_it_is_removed()
    {
        await using PhoneOnTheDesk desk = new();
        ForeignTool pair = desk.Find("idevicepair");
        (await pair.RunAsync("pair")).RequireSuccess();
        (await pair.RunAsync("validate")).RequireSuccess();
        Assert.Single(desk.Mux.PairRecords.Identifiers);
        (await pair.RunAsync("unpair")).RequireSuccess();
        Assert.False(desk.Phone.Trust.TrustsAnyone);
        Assert.Empty(desk.Mux.PairRecords.Identifiers);
    }

    [Fact]
    public async Task A_locked_phone_is_not_paired()
    {
        await using PhoneOnTheDesk desk = new();
        desk.Phone.Passcode = "123456";
        desk.Phone.LockState = LockState.Locked;
        ToolResult result = await desk.Find("idevicepair").RunAsync("pair");
        Assert.Contains("passcode is set", result.Output, StringComparison.Ordinal);
        Assert.False(desk.Phone.Trust.TrustsAnyone);
    }

    [Fact]
    public async Task Values_are_read()
    {
        await using PhoneOnTheDesk desk = new();
        await desk.PairAsync();
        desk.Phone.Name = "Ümläut 🔑";
        ForeignTool info = desk.Find("ideviceinfo");
        ToolResult all = (await info.RunAsync()).RequireSuccess();
        Assert.Contains("SerialNumber: " + desk.Phone.Options.SerialNumber, all.Output, StringComparison.Ordinal);
        ToolResult name = (await info.RunAsync("-k", "DeviceName")).RequireSuccess();
        Assert.Equal(desk.Phone.Name, name.Output.Trim());
        ToolResult battery = (await info.RunAsync("-q", "com.apple.mobile.battery")).RequireSuccess();
        Assert.Contains("BatteryCurrentCapacity: 87", battery.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apps_are_listed()
    {
        await using PhoneOnTheDesk desk = new();
        await desk.PairAsync();
        ToolResult result = (await desk.Find("ideviceinstaller").RunAsync("-l")).RequireSuccess();
        Assert.Contains("com.example.notebook", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("com.apple.mobilesafari", result.Output, StringComparison.Ordinal);
    }
}
