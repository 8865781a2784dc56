using System;
using CsCheck;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

public sealed class NetworkAddressTests
{
    [Theory]
    [InlineData("10 02 F27E C0A80102 0000000000000000", "192.168.1.2:62078")]
    [InlineData("0200 F27E C0A80102 0000000000000000", "192.168.1.2:62078")]
    [InlineData("1C 1E F27E 00000000 FE800000000000000000000000000001 04000000", "[fe80::1%4]:62078")]
    [InlineData("0A00 0000 00000000 FE800000000000000000000000000001 04000000", "[fe80::1%4]:0")]
    [InlineData("1700 0000 00000000 20010DB8000000000000000000000001 00000000", "[2001:db8::1]:0")]
    [InlineData("1E00 0000 00000000 20010DB8000000000000000000000001", "[2001:db8::1]:0")]
    [InlineData("0100 0000 00000000 0000000000000000", null)]
    [InlineData("0A00 0000 00000000 FE80", null)]
    [InlineData("", null)]
    [InlineData("10", null)]
    public void Socket_addresses_of_every_platform_are_read(string hex, string? expected) =>
        Assert.Equal(expected, NetworkAddress.Decode(Convert.FromHexString(hex.Replace(" ", ""))) ?.ToString());

    [Fact]
    public void Any_bytes_give_an_address_or_none() =>
        Gen.Byte.Array[0, 40].Sample(static bytes =>
        {
            _ = NetworkAddress.Decode(bytes);
        });
}
