using System;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CsCheck;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using Xunit;

namespace IosBackup.Engine.Tests.Cryptography;

public sealed class CbcStreamTests
{
    private static readonly Gen<int> s_length = Gen.OneOf(
        Gen.Int[0, 70], Gen.Int[65_500, 65_600], Gen.Int[131_000, 131_200], Gen.Int[0, 300_000]);

    [Fact]
    public void Every_vector_encrypts_and_decrypts()
    {
        using ClassKeys keys = KeybagVectors.OpenLow();
        foreach (JsonNode? vector in KeybagVectors.All["files_with_keybag_low"]!.AsArray())
        {
            int size = vector!.Number("plain_size");
            byte[] plain = [.. Enumerable.Range(0, size).Select(i => (byte)((7 * i) + size))];
            using FileKey key = keys.Open(vector!.Bytes("EncryptionKey"));
            Assert.Equal(vector!.Text("file_key"), Hex.Lower(key.Key));

            byte[] cipher = Encrypt(key, plain);

            Assert.Equal(vector!.Number("cipher_size"), cipher.Length);
            Assert.Equal(vector!.Text("Digest_sha1_of_cipher"), Hex.Lower(SHA1.HashData(cipher)));
            Assert.Equal(plain, Decrypt(key, cipher));
        }
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(1, 16)]
    [InlineData(15, 16)]
    [InlineData(16, 32)]
    [InlineData(17, 32)]
    [InlineData(31, 32)]
    [InlineData(32, 48)]
    [InlineData(4096, 4112)]
    public void Padding_always_adds_one_to_sixteen_bytes(int plain, int stored)
    {
        using FileKey key = NewKey();

        Assert.Equal(stored, Encrypt(key, new byte[plain]).Length);
        Assert.Equal(stored, CbcEncryptStream.StoredLength(plain));
    }

    [Fact]
    public void Content_survives_whatever_its_length_and_however_it_is_read() =>
        Gen.Select(s_length, Gen.Int[1, 100_000], Gen.Int[0, 1000]).Sample(
            static (length, chunk, seed) =>
            {
                byte[] plain = RandomBytes(length, seed);
                using FileKey key = NewKey();
                using CbcDecryptStream stream = new(new MemoryStream(Encrypt(key, plain)), key);
                byte[] read = new byte[length];
                int done = 0;
                for (int count; (count = stream.Read(read, done, Math.Min(chunk, length - done))) > 0;)
                {
                    done += count;
                }

                return stream.Length == length && done == length && read.AsSpan().SequenceEqual(plain);
            },
            iter: 300);

    [Fact]
    public void Any_range_can_be_read_in_any_order()
    {
        byte[] plain = RandomBytes(300_001, 1);
        using FileKey key = NewKey();
        using CbcDecryptStream stream = new(new MemoryStream(Encrypt(key, plain)), key);

        Gen.Select(Gen.Int[0, plain.Length + 10], Gen.Int[0, 80_000]).Sample(
            (at, count) =>
            {
                int expected = Math.Max(0, Math.Min(count, plain.Length - at));
                byte[] read = new byte[expected];
                stream.Position = at;
                stream.ReadExactly(read);
                return expected == 0 || read.AsSpan().SequenceEqual(plain.AsSpan(at, expected));
            },
            iter: 500,
            threads: 1);
        Assert.Equal(plain.Length - 5, stream.Seek(-5, SeekOrigin.End));
        Assert.Equal(plain[^5], stream.ReadByte());
        Assert.Equal(plain.Length - 3, stream.Seek(1, SeekOrigin.Current));
    }

    [Fact]
    public void Nothing_stored_is_empty_content()
    {
        using FileKey key = NewKey();
        using CbcDecryptStream stream = new(new MemoryStream(), key);

        Assert.Equal(0, stream.Length);
        Assert.Equal(-1, stream.ReadByte());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(0x0203)]
    public void Invalid_padding_is_damage_and_can_be_salvaged(int ending)
    {
        byte[] plain = RandomBytes(100_000, 2);
        plain[^1] = (byte)ending;
        plain[^2] = (byte)(ending >> 8);
        plain[^3] = 0;
        using FileKey key = NewKey();
        byte[] cipher = EncryptUnpadded(key, plain);

        AssertDamaged(key, cipher);
        using CbcDecryptStream salvaged = new(new MemoryStream(cipher), key, CbcPadding.Kept);
        Assert.Equal(plain, ReadAll(salvaged));
    }

    [Fact]
    public void Stored_bytes_that_are_no_whole_blocks_are_damage_and_can_be_salvaged()
    {
        byte[] plain = RandomBytes(1000, 3);
        using FileKey key = NewKey();
        byte[] cut = Encrypt(key, plain).AsSpan(0, 999).ToArray();

        AssertDamaged(key, cut);
        using CbcDecryptStream salvaged = new(new MemoryStream(cut), key, CbcPadding.Kept);
        Assert.Equal(plain[..992], ReadAll(salvaged));
    }

    [Fact]
    public void A_stream_that_shrinks_is_damage_not_silence()
    {
        using FileKey key = NewKey();
        MemoryStream stored = new();
        stored.Write(Encrypt(key, new byte[200_000]));
        using CbcDecryptStream stream = new(stored, key);
        stored.SetLength(50_000);

        Assert.Equal(
            ErrorKind.PayloadDamaged, Assert.Throws<EngineException>(() => stream.CopyTo(Stream.Null)).Kind);
    }

    [Fact]
    public void The_encrypting_stream_counts_its_content()
    {
        using FileKey key = NewKey();
        using CbcEncryptStream stream = new(new MemoryStream(new byte[123_456]), key);

        stream.CopyTo(Stream.Null);

        Assert.Equal(123_456, stream.ContentLength);
    }

    private static FileKey NewKey() => new(RandomNumberGenerator.GetBytes(32), []);

    private static byte[] RandomBytes(int length, int seed)
    {
        byte[] bytes = new byte[length];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private static byte[] Encrypt(FileKey key, byte[] plain)
    {
        using CbcEncryptStream stream = new(new MemoryStream(plain), key);
        return ReadAll(stream);
    }

    private static byte[] EncryptUnpadded(FileKey key, byte[] plain)
    {
        using Aes aes = Aes.Create();
        aes.Key = key.Key.ToArray();
        return aes.EncryptCbc(plain, new byte[16], PaddingMode.None);
    }

    private static byte[] Decrypt(FileKey key, byte[] cipher)
    {
        using CbcDecryptStream stream = new(new MemoryStream(cipher), key);
        return ReadAll(stream);
    }

    private static byte[] ReadAll(Stream stream)
    {
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static void AssertDamaged(FileKey key, byte[] cipher) => Assert.Equal(
        ErrorKind.PayloadDamaged,
        Assert.Throws<EngineException>(() => new CbcDecryptStream(new MemoryStream(cipher), key)).Kind);
}
