using System;
using System.Text.Json.Nodes;
using CsCheck;
using IosBackup.Engine.Cryptography;
using Xunit;

namespace IosBackup.Engine.Tests.Cryptography;

public sealed class EmptyNonceGcmTests
{
    private const int HeaderLength = 52;

    [Fact]
    public void The_known_answer_is_met_both_ways()
    {
        JsonNode vector = KeybagVectors.All["gcm_empty_iv_kat"]!;
        byte[] plain = vector.Bytes("plain");
        byte[] cipher = new byte[plain.Length];
        byte[] tag = new byte[EmptyNonceGcm.TagLength];
        byte[] decrypted = new byte[plain.Length];

        EmptyNonceGcm.Encrypt(vector.Bytes("key"), plain, cipher, tag);

        Assert.Equal(vector.Text("cipher"), Hex.Lower(cipher));
        Assert.Equal(vector.Text("tag"), Hex.Lower(tag));
        Assert.True(EmptyNonceGcm.TryDecrypt(vector.Bytes("key"), cipher, tag, decrypted));
        Assert.Equal(plain, decrypted);
    }

    [Fact]
    public void Keychain_items_of_migrating_classes_decrypt()
    {
        using ClassKeys keys = KeybagVectors.OpenLow();
        int decrypted = 0;
        foreach (JsonNode? item in KeybagVectors.All["keychain_items_with_keybag_low"]!.AsArray())
        {
            byte[] data = item!.Bytes("v_Data");
            if (!keys.Has(item!.Number("class")) || data[0] < 2)
            {
                continue;
            }

            byte[] key = new byte[32];
            Assert.True(keys.TryUnwrap(item!.Number("class"), data.AsSpan(12, 40), key));
            ReadOnlySpan<byte> cipher = data.AsSpan(HeaderLength, data.Length - HeaderLength - EmptyNonceGcm.TagLength);
            byte[] plain = new byte[cipher.Length];

            Assert.True(EmptyNonceGcm.TryDecrypt(key, cipher, data.AsSpan(data.Length - 16), plain));

            Assert.Equal(item!.Text("plain"), Hex.Lower(plain));
            decrypted++;
        }

        Assert.True(decrypted >= 2, $"only {decrypted} items were decrypted");
    }

    [Fact]
    public void Any_flipped_bit_is_refused_and_nothing_is_written() =>
        Gen.Select(Gen.Byte.Array[32], Gen.Byte.Array[0, 60], Gen.Int[0, 10_000]).Sample(
            static (key, plain, bit) =>
            {
                byte[] cipherAndTag = new byte[plain.Length + 16];
                EmptyNonceGcm.Encrypt(
                    key, plain, cipherAndTag.AsSpan(0, plain.Length), cipherAndTag.AsSpan(plain.Length));
                byte[] opened = new byte[plain.Length];
                bool whole = EmptyNonceGcm.TryDecrypt(
                    key, cipherAndTag.AsSpan(0, plain.Length), cipherAndTag.AsSpan(plain.Length), opened);
                bool same = opened.AsSpan().SequenceEqual(plain);
                bit %= cipherAndTag.Length * 8;
                cipherAndTag[bit / 8] ^= (byte)(1 << (bit % 8));
                byte[] refused = new byte[plain.Length];
                bool damaged = EmptyNonceGcm.TryDecrypt(
                    key, cipherAndTag.AsSpan(0, plain.Length), cipherAndTag.AsSpan(plain.Length), refused);

                return whole && same && !damaged && Array.TrueForAll(refused, static b => b == 0);
            },
            iter: 500);
}
