using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class DeviceDirectoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_device_on_cable_and_network_is_listed_once()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone phone = new();
        phone.Attach(mux, 9, "Network");
        phone.Attach(mux, 4);
        phone.Trust(mux);

        DiscoveredDevice device = Assert.Single(await ListAsync(mux));

        Assert.Equal([4, 9], device.Connections.Select(static connection => connection.Id));
        Assert.Equal(PairingState.Paired, device.PairingState);
        Assert.Equal("Ännes iPhone", device.Info.Name);
        Assert.Null(device.Error);
    }

    [Fact]
    public async Task Every_device_is_listed_with_what_can_be_known()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone paired = Attach(mux, 1);
        paired.PrivateValues[LockdownDomains.Backup] = new PlistDictionary { ["WillEncrypt"] = true };
        paired.Trust(mux);
        ScriptedPhone stranger = Attach(mux, 2);
        ScriptedPhone stale = Attach(mux, 3);
        stale.Trust(mux);
        stale.ForgetHosts();
        ScriptedPhone locked = Attach(mux, 4);
        locked.Trust(mux);
        locked.IsLocked = true;
        locked.Values["PasswordProtected"] = true;
        ScriptedPhone dropped = Attach(mux, 5);
        dropped.Trust(mux);
        dropped.TlsFault = TlsFault.HangUpBeforeHandshake;

        IReadOnlyList<DiscoveredDevice> devices = await ListAsync(mux);

        Assert.Equal(
            [PairingState.Paired, PairingState.NotPaired, PairingState.Stale, PairingState.Locked, PairingState.Stale],
            devices.Select(static device => device.PairingState));
        Assert.All(devices, static device => Assert.Equal("Ännes iPhone", device.Info.Name));
        Assert.All(devices, static device => Assert.Equal("iPhone 14 Pro", device.Info.ModelName));
        Assert.Equal([true, null, null, null, null], devices.Select(static device => device.Info.WillEncrypt));
        Assert.Equal(
            [null, null, ErrorKind.PairingRequired, ErrorKind.DeviceLocked, ErrorKind.PairingRequired],
            devices.Select(static device => device.Error?.Kind));
        Assert.True(devices[3].Info.IsLocked);
        Assert.Equal(stranger.Udid, devices[1].Udid);
    }

    [Fact]
    public async Task A_device_that_hangs_does_not_hold_up_the_others()
    {
        await using ScriptedMux mux = new();
        ScriptedPhone silent = Attach(mux, 1);
        silent.IsSilent = true;
        Attach(mux, 2);
        DeviceOptions options = Options(new DeviceTimeouts { Description = TimeSpan.FromSeconds(10) });

        IReadOnlyList<DiscoveredDevice> devices =
            await DeviceDirectory.ListAsync([mux.Endpoint], options, TestContext.Current.CancellationToken);

        Assert.Equal(ErrorKind.IdleTimeout, devices[0].Error?.Kind);
        Assert.Equal(silent.Udid, devices[0].Udid);
        Assert.Null(devices[0].Info.Name);
        Assert.Null(devices[1].Error);
    }

    [Fact]
    public async Task A_device_that_went_away_meanwhile_is_listed_with_the_reason()
    {
        await using ScriptedMux mux = new();
        Attach(mux, 1);
        mux.Ports.Clear();

        DiscoveredDevice device = Assert.Single(await ListAsync(mux));

        Assert.Equal(ErrorKind.ServiceUnavailable, device.Error?.Kind);
    }

    [Fact]
    public async Task Services_that_fail_are_passed_over_unless_all_do()
    {
        await using ScriptedMux first = new();
        await using ScriptedMux second = new();
        Attach(first, 1);
        Attach(second, 1);
        Attach(second, 2);
        UsbmuxEndpoint absent = UsbmuxEndpoint.Parse("/no/such/socket");

        IReadOnlyList<DiscoveredDevice> devices = await DeviceDirectory.ListAsync(
            [absent, first.Endpoint, second.Endpoint], Options(), TestContext.Current.CancellationToken);
        EngineException none = await Assert.ThrowsAsync<EngineException>(
            () => DeviceDirectory.ListAsync([absent], Options(), TestContext.Current.CancellationToken));

        Assert.Equal([first.Endpoint, second.Endpoint], devices.Select(static device => device.Endpoint));
        Assert.Equal(ErrorKind.NoMuxService, none.Kind);
    }

    [Fact]
    public async Task Only_the_chosen_kind_of_connection_is_listed()
    {
        await using ScriptedMux mux = new();
        Attach(mux, 1);
        new ScriptedPhone("00008030-0000000000000099").Attach(mux, 2, "Network");
        DeviceOptions options = new()
        {
            ConnectionType = DeviceConnectionType.Network,
            PairRecordFolder = _folder.Path,
        };

        IReadOnlyList<DiscoveredDevice> devices =
            await DeviceDirectory.ListAsync([mux.Endpoint], options, TestContext.Current.CancellationToken);

        Assert.Equal("00008030-0000000000000099", Assert.Single(devices).Udid);
    }

    public void Dispose() => _folder.Dispose();

    private static ScriptedPhone Attach(ScriptedMux mux, int id)
    {
        ScriptedPhone phone = new($"00008030-{id:X16}");
        phone.Attach(mux, id);
        return phone;
    }

    private Task<IReadOnlyList<DiscoveredDevice>> ListAsync(ScriptedMux mux) =>
        DeviceDirectory.ListAsync([mux.Endpoint], Options(), TestContext.Current.CancellationToken);

    private DeviceOptions Options(DeviceTimeouts? timeouts = null) => new()
    {
        PairRecordFolder = _folder.Path,
        Timeouts = timeouts ?? DeviceTimeouts.Default,
    };
}
