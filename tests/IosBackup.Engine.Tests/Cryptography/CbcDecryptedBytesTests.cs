using System;
using System.IO;
using System.Security.Cryptography;
using CsCheck;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Tests.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Cryptography;

public sealed class CbcDecryptedBytesTests
{
    private const int Content = 100_001;

    [Fact]
    public void Any_range_reads_as_it_does_from_the_stream()
    {
        using FileKey key = new(RandomNumberGenerator.GetBytes(AesKeys.KeyLength), []);
        byte[] stored = Encrypt(key);
        byte[] plain = Decrypt(key, stored);
        using CbcDecryptedBytes bytes = new(new MemoryBytes(stored), key, Content);

        Gen<int> position = Gen.OneOf(Gen.Int[0, Content], Gen.Int[Content - 50, Content + 50], Gen.Int[0, 50]);
        Gen.Select(position, Gen.OneOf(Gen.Int[0, 40], Gen.Int[0, 9000])).Sample(
            (position, count) =>
            {
                byte[] read = new byte[count];
                int expected = Math.Clamp(Content - position, 0, count);
                return bytes.Read(read, position) == expected
                    && read.AsSpan(0, expected).SequenceEqual(plain.AsSpan(Math.Min(position, Content), expected))
                    && read.AsSpan(expected).IndexOfAnyExcept((byte)0) < 0;
            },
            iter: 2000,
            threads: 1);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(5_000, 4_992)]
    [InlineData(Content + 15, Content)]
    public void Behind_the_end_there_is_nothing(int storedEnd, int end)
    {
        using FileKey key = new(RandomNumberGenerator.GetBytes(AesKeys.KeyLength), []);
        using CbcDecryptedBytes bytes = new(new MemoryBytes(Encrypt(key)) { End = storedEnd }, key, Content);

        for (int position = end; position < end + 100; position++)
        {
            Assert.Equal(0, bytes.Read(new byte[40], position));
            Assert.Equal(0, bytes.Read([], position));
        }
    }

    [Fact]
    public void Stored_bytes_that_end_early_end_the_content_after_their_last_whole_block()
    {
        using FileKey key = new(RandomNumberGenerator.GetBytes(AesKeys.KeyLength), []);
        byte[] stored = Encrypt(key);
        byte[] plain = Decrypt(key, stored);
        using CbcDecryptedBytes bytes = new(new MemoryBytes(stored) { End = 5_000 }, key, Content);
        byte[] read = new byte[4096];

        int count = bytes.Read(read, 4096);

        Assert.Equal(4992 - 4096, count);
        Assert.Equal(plain.AsSpan(4096, count).ToArray(), read.AsSpan(0, count).ToArray());
        Assert.Equal(0, bytes.Read(read, 8192));
    }

    private static byte[] Encrypt(FileKey key)
    {
        using CbcEncryptStream stream = new(new MemoryStream(RandomNumberGenerator.GetBytes(Content)), key);
        using MemoryStream stored = new();
        stream.CopyTo(stored);
        return stored.ToArray();
    }

    private static byte[] Decrypt(FileKey key, byte[] stored)
    {
        using CbcDecryptStream stream = new(new MemoryStream(stored), key);
        using MemoryStream plain = new();
        stream.CopyTo(plain);
        return plain.ToArray();
    }
}
