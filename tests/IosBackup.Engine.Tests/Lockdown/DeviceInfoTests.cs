using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class DeviceInfoTests
{
    [Fact]
    public async Task An_inventory_is_typed_and_keeps_what_the_device_said()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Values["PasswordProtected"] = false;
        phone.PrivateValues[string.Empty] = new PlistDictionary
        {
            ["SerialNumber"] = "F2LXQ1ABCD",
            ["InternationalMobileEquipmentIdentity"] = "356789012345678",
            ["PhoneNumber"] = "+1 (555) 010-0000",
        };
        phone.PrivateValues[LockdownDomains.Battery] = new PlistDictionary
        {
            ["BatteryCurrentCapacity"] = 87,
            ["BatteryIsCharging"] = true,
        };
        phone.PrivateValues[LockdownDomains.DiskUsage] = new PlistDictionary
        {
            ["TotalDiskCapacity"] = 256_000_000_000L,
            ["TotalDataCapacity"] = 240_000_000_000L,
            ["TotalDataAvailable"] = 100_000_000_000L,
        };
        phone.PrivateValues[LockdownDomains.Backup] = new PlistDictionary { ["RequiresEncryption"] = 1 };
        phone.PrivateValues[LockdownDomains.FindMy] = new PlistDictionary { ["IsAssociated"] = true };
        phone.PrivateValues[LockdownDomains.WirelessLockdown] = new PlistDictionary { ["EnableWifiConnections"] = true };
        phone.Attach(mux);
        phone.Trust(mux);
        using DeviceSession session = await DeviceSession.OpenAsync(
            mux.Endpoint, phone.Udid, cancellation: TestContext.Current.CancellationToken);

        DeviceInfo info = await session.GetInfoAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Ännes iPhone", info.Name);
        Assert.Equal("iPhone 14 Pro", info.ModelName);
        Assert.Equal("F2LXQ1ABCD", info.SerialNumber);
        Assert.Equal("356789012345678", info.Imei);
        Assert.Equal("+1 (555) 010-0000", info.PhoneNumber);
        Assert.False(info.IsLocked);
        Assert.Equal(87, info.BatteryLevel);
        Assert.True(info.IsCharging);
        Assert.Equal(256_000_000_000L, info.DiskCapacity);
        Assert.Equal(240_000_000_000L, info.DataCapacity);
        Assert.Equal(100_000_000_000L, info.DataAvailable);
        Assert.False(info.WillEncrypt);
        Assert.True(info.RequiresEncryption);
        Assert.True(info.IsFindMyEnabled);
        Assert.True(info.IsWifiEnabled);
        Assert.Null(info.Imei2);
        Assert.Equal(87, info.Domains[LockdownDomains.Battery].GetInteger("BatteryCurrentCapacity"));
    }

    [Fact]
    public void Values_of_the_wrong_type_are_unknown()
    {
        DeviceInfo info = new(new Dictionary<string, PlistDictionary>
        {
            [string.Empty] = new PlistDictionary { ["DeviceName"] = 5, ["PasswordProtected"] = "yes" },
            [LockdownDomains.Battery] = new PlistDictionary { ["BatteryCurrentCapacity"] = 5000 },
        });

        Assert.Null(info.Name);
        Assert.Null(info.ModelName);
        Assert.Null(info.IsLocked);
        Assert.Null(info.BatteryLevel);
        Assert.Null(info.WillEncrypt);
    }

    [Theory]
    [InlineData("iPhone1,1", "iPhone")]
    [InlineData("iPhone10,6", "iPhone X")]
    [InlineData("iphone15,2", "iPhone 14 Pro")]
    [InlineData("iPhone18,4", "iPhone Air")]
    [InlineData("iPad13,11", "iPad Pro 12.9-inch (5th generation)")]
    [InlineData("iPad17,4", "iPad Pro 13-inch (M5)")]
    [InlineData("iPod9,1", "iPod touch (7th generation)")]
    [InlineData("iPhone99,1", "iPhone99,1")]
    public void Models_have_the_names_they_are_sold_under(string productType, string name) =>
        Assert.Equal(name, DeviceModels.NameOf(productType));

    [Fact]
    public void Every_product_type_looks_like_one() =>
        Assert.All(DeviceModels.ProductTypes, static type => Assert.Matches("^(iPhone|iPad|iPod)[0-9]+,[0-9]+$", type));

    [Fact]
    public void Families_have_no_gaps_in_recent_years()
    {
        string[] expected = [.. Enumerable.Range(1, 5).Select(static i => $"iPhone18,{i}"),
            .. Enumerable.Range(1, 5).Select(static i => $"iPhone17,{i}")];

        Assert.Empty(expected.Except(DeviceModels.ProductTypes));
    }
}
