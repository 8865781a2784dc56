using System;
using CsCheck;
using IosBackup.Engine.Cryptography;
using Xunit;

namespace IosBackup.Engine.Tests.Cryptography;

public sealed class AesKeyWrapTests
{
    private const string Kek256 = "000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F";

    // The known answers of RFC 3394, sections 4.1 to 4.6.
    [Theory]
    [InlineData("000102030405060708090A0B0C0D0E0F", "00112233445566778899AABBCCDDEEFF",
        "1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5")]
    [InlineData("000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF",
        "96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D")]
    [InlineData(Kek256, "00112233445566778899AABBCCDDEEFF", "64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7")]
    [InlineData("000102030405060708090A0B0C0D0E0F1011121314151617", "00112233445566778899AABBCCDDEEFF0001020304050607",
        "031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2")]
    [InlineData(Kek256, "00112233445566778899AABBCCDDEEFF0001020304050607",
        "A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1")]
    [InlineData(Kek256, "00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F",
        "28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21")]
    public void Known_answers_are_met_both_ways(string kek, string key, string wrapped)
    {
        using AesKeyWrap wrap = new(Convert.FromHexString(kek));
        byte[] expectedKey = Convert.FromHexString(key);
        byte[] expectedWrapped = Convert.FromHexString(wrapped);
        byte[] actualWrapped = new byte[expectedWrapped.Length];
        byte[] actualKey = new byte[expectedKey.Length];

        wrap.Wrap(expectedKey, actualWrapped);

        Assert.Equal(expectedWrapped, actualWrapped);
        Assert.True(wrap.TryUnwrap(expectedWrapped, actualKey));
        Assert.Equal(expectedKey, actualKey);
    }

    [Fact]
    public void Any_flipped_bit_is_refused_and_leaves_no_key() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[32], Gen.Int[0, (40 * 8) - 1]).Sample(
            static (kek, key, bit) =>
            {
                using AesKeyWrap wrap = new(kek);
                byte[] wrapped = new byte[40];
                wrap.Wrap(key, wrapped);
                wrapped[bit / 8] ^= (byte)(1 << (bit % 8));
                byte[] unwrapped = new byte[32];

                return !wrap.TryUnwrap(wrapped, unwrapped) && Array.TrueForAll(unwrapped, static b => b == 0);
            },
            iter: 2000);
}
