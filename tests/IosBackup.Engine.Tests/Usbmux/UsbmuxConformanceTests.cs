using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

/// <summary>Bytes that were recorded from a usbmux service with a device.</summary>
public sealed class UsbmuxConformanceTests
{
    [Theory]
    [InlineData("usbmuxlistdevicemessage.bin", 0u)]
    [InlineData("usbmuxlistdevicemessage2.bin", 1u)]
    public void A_recorded_list_gives_the_device(string file, uint tag)
    {
        UsbmuxPacket packet = Decode(Read(file), out int length);

        PlistDictionary attached = Assert.IsType<PlistDictionary>(packet.Payload.GetArray("DeviceList")![0]);
        UsbmuxDevice device = UsbmuxDevice.FromAttached(attached)!;
        Assert.Equal(Read(file).Length, length);
        Assert.Equal(tag, packet.Tag);
        Assert.Equal("63c3d055c4f83e960e5980fa68be0fbf7d4ba74c", device.Udid);
        Assert.Equal(DeviceConnectionType.Usb, device.ConnectionType);
        Assert.Equal(339881984, device.LocationId);
        Assert.InRange(device.ProductId!.Value, 4776, 4777);
    }

    [Fact]
    public void What_lockdown_says_in_the_same_buffer_as_the_result_is_left_for_it()
    {
        byte[] bytes = Read("usbmuxconnectandlockdown.bin");

        UsbmuxPacket packet = Decode(bytes, out int length);
        FrameAssembler lockdown = PlistFrame.CreateAssembler();
        int rest = lockdown.Feed(bytes.AsSpan(length));

        Assert.Equal(0, packet.Payload.GetInteger("Number"));
        Assert.Equal(bytes.Length - length, rest);
        Assert.Equal("TimeIntervalSince1970", PlistFrame.Decode(lockdown.Take()).GetString("Key"));
    }

    [Fact]
    public void A_recorded_pair_record_is_usable_and_keeps_what_is_not_known_here()
    {
        UsbmuxPacket packet = Decode(Read("usbmuxreadpairmessage.bin"), out _);
        ReadOnlyMemory<byte> bytes = packet.Payload.GetData("PairRecordData")!.Value;

        PairRecord record = PairRecord.Parse(bytes.Span);
        using TlsCredentials credentials = new(record);

        Assert.True(record.HasEscrowBag);
        Assert.NotNull(record.CreatedAt);
        Assert.Equal(PropertyList.Parse(bytes.Span), PropertyList.Parse(record.ToBytes()));
        Assert.Equal(
            ["DeviceCertificate", "HostCertificate", "RootCertificate", "HostID", "SystemBUID"],
            record.PublicPart().Select(static entry => entry.Key));
    }

    private static byte[] Read(string file) => File.ReadAllBytes(ConformanceData.Conformance("protocol", file));

    private static UsbmuxPacket Decode(byte[] bytes, out int length)
    {
        FrameAssembler assembler = UsbmuxPacket.CreateAssembler();
        length = assembler.Feed(bytes);
        return UsbmuxPacket.Decode(assembler.Take());
    }
}
