using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Lockdown;

public sealed class PairRecordStoreTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_service_comes_before_the_own_folder()
    {
        await using ScriptedMux mux = new();
        using TemporaryFolder folder = new();
        ScriptedPhone phone = new();
        new PairRecordFolder(folder.Path).Write(phone.Udid, Record("OWN").ToBytes());
        PairRecordStore store = new(new UsbmuxClient(mux.Endpoint), folder.Path);

        Assert.Equal("OWN", (await store.FindAsync(phone.Udid, Cancellation))?.HostId);
        phone.Trust(mux);
        Assert.Equal(ScriptedPhone.HostId, (await store.FindAsync(phone.Udid, Cancellation))?.HostId);
    }

    [Fact]
    public async Task An_unusable_record_of_the_service_is_passed_over()
    {
        await using ScriptedMux mux = new();
        using TemporaryFolder folder = new();
        mux.PairRecords[ScriptedPhone.DefaultUdid] = [1, 2, 3];
        PairRecordStore store = new(new UsbmuxClient(mux.Endpoint), folder.Path);

        Assert.Null(await store.FindAsync(ScriptedPhone.DefaultUdid, Cancellation));
        new PairRecordFolder(folder.Path).Write(ScriptedPhone.DefaultUdid, Record("OWN").ToBytes());
        Assert.Equal("OWN", (await store.FindAsync(ScriptedPhone.DefaultUdid, Cancellation))?.HostId);
    }

    [Fact]
    public async Task Records_go_to_the_service_and_nowhere_else()
    {
        await using ScriptedMux mux = new();
        using TemporaryFolder folder = new();
        (PairRecordStore store, UsbmuxDevice device) = await PrepareAsync(mux, folder);
        new PairRecordFolder(folder.Path).Write(device.Udid, Record("FORMER").ToBytes());

        await store.SaveAsync(device, Record("NEW"), Cancellation);

        Assert.Equal("NEW", PairRecord.Parse(mux.PairRecords[device.Udid]).HostId);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task Records_that_the_service_does_not_keep_go_to_the_own_folder()
    {
        await using ScriptedMux mux = new();
        using TemporaryFolder folder = new();
        (PairRecordStore store, UsbmuxDevice device) = await PrepareAsync(mux, folder);
        mux.Override = static request =>
            request.GetString("MessageType") == "SavePairRecord" ? ScriptedMux.Result(13) : null;

        await store.SaveAsync(device, Record("FIRST"), Cancellation);
        await store.SaveAsync(device, Record("SECOND"), Cancellation);

        string file = Assert.Single(Directory.GetFiles(folder.Path));
        Assert.Equal(device.Udid + ".plist", Path.GetFileName(file));
        Assert.Equal("SECOND", (await store.FindAsync(device.Udid, Cancellation))?.HostId);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(file));
        }
    }

    [Fact]
    public async Task A_good_escrow_bag_is_never_lost_to_none()
    {
        await using ScriptedMux mux = new();
        using TemporaryFolder folder = new();
        (PairRecordStore store, UsbmuxDevice device) = await PrepareAsync(mux, folder);
        await store.SaveAsync(device, Record("OLD").WithEscrowBag(new byte[] { 1 }), Cancellation);

        PairRecord without = await store.SaveAsync(device, Record("NEW"), Cancellation);
        Assert.Equal("NEW", without.HostId);
        Assert.Equal([1], without.EscrowBag!.Value.ToArray());
        Assert.Equal([1], (await store.FindAsync(device.Udid, Cancellation))!.EscrowBag!.Value.ToArray());

        PairRecord with = await store.SaveAsync(device, Record("NEW").WithEscrowBag(new byte[] { 2 }), Cancellation);
        Assert.Equal([2], with.EscrowBag!.Value.ToArray());
    }

    [Fact]
    public async Task Removing_a_record_removes_it_everywhere()
    {
        await using ScriptedMux mux = new();
        using TemporaryFolder folder = new();
        (PairRecordStore store, UsbmuxDevice device) = await PrepareAsync(mux, folder);
        mux.PairRecords[device.Udid] = Record("SHARED").ToBytes();
        new PairRecordFolder(folder.Path).Write(device.Udid, Record("OWN").ToBytes());

        Assert.True(await store.DeleteAsync(device.Udid, Cancellation));
        Assert.Null(await store.FindAsync(device.Udid, Cancellation));
        Assert.False(await store.DeleteAsync(device.Udid, Cancellation));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public void A_UDID_cannot_lead_out_of_the_folder(string udid)
    {
        using TemporaryFolder folder = new();
        PairRecordFolder records = new(Path.Combine(folder.Path, "pairing"));

        EngineException refused = Assert.Throws<EngineException>(() => records.Write(udid, [1]));

        Assert.Equal(ErrorKind.UnsafePath, refused.Kind);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_said_so()
    {
        using TemporaryFolder folder = new();
        string file = Path.Combine(folder.Path, "taken");
        File.WriteAllText(file, "no folder");

        EngineException refused = Assert.Throws<EngineException>(
            () => new PairRecordFolder(file).Write(ScriptedPhone.DefaultUdid, [1]));

        Assert.Equal(ErrorKind.DestinationUnavailable, refused.Kind);
    }

    private static PairRecord Record(string hostId) => PairRecord.Parse(PropertyList.ToXml(
        new PlistDictionary { ["HostID"] = hostId, ["SystemBUID"] = "BUID" }));

    private static async Task<(PairRecordStore Store, UsbmuxDevice Device)> PrepareAsync(
        ScriptedMux mux, TemporaryFolder folder)
    {
        new ScriptedPhone().Attach(mux);
        UsbmuxClient client = new(mux.Endpoint);
        return (new PairRecordStore(client, folder.Path), (await client.ListDevicesAsync(Cancellation)).Single());
    }
}
