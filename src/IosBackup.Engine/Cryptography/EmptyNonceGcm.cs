using System;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// AES-256-GCM with a nonce of no bytes and no associated data, as keychain items use it. Hashing an empty nonce gives a
/// first counter of zeros. Platforms refuse such a nonce, hence this one.
/// </summary>
internal static class EmptyNonceGcm
{
    /// <summary>Bytes of the tag.</summary>
    public const int TagLength = 16;

    private const int BlockSize = AesKeys.BlockSize;

    /// <summary>Encrypts.</summary>
    /// <param name="key">32 bytes, never used for anything else.</param>
    /// <param name="plain">The content.</param>
    /// <param name="cipher">Receives as many bytes as the content has.</param>
    /// <param name="tag">Receives <see cref="TagLength"/> bytes.</param>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag)
    {
        using Aes aes = AesKeys.Create(key, CipherMode.ECB, PaddingMode.None);
        using ICryptoTransform blocks = aes.CreateEncryptor();
        ApplyCounter(blocks, plain, cipher);
        ComputeTag(blocks, cipher, tag);
    }

    /// <summary>Decrypts. False, with nothing written, when the tag does not fit.</summary>
    public static bool TryDecrypt(
        ReadOnlySpan<byte> key, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain)
    {
        using Aes aes = AesKeys.Create(key, CipherMode.ECB, PaddingMode.None);
        using ICryptoTransform blocks = aes.CreateEncryptor();
        Span<byte> expected = stackalloc byte[TagLength];
        ComputeTag(blocks, cipher, expected);
        if (!CryptographicOperations.FixedTimeEquals(expected, tag))
        {
            return false;
        }

        ApplyCounter(blocks, cipher, plain);
        return true;
    }

    private static void ApplyCounter(ICryptoTransform blocks, ReadOnlySpan<byte> input, Span<byte> output)
    {
        byte[] counter = new byte[BlockSize];
        byte[] stream = new byte[BlockSize];
        for (int at = 0; at < input.Length; at += BlockSize)
        {
            BinaryPrimitives.WriteInt32BigEndian(counter.AsSpan(BlockSize - sizeof(int)), (at / BlockSize) + 1);
            blocks.TransformBlock(counter, 0, BlockSize, stream, 0);
            for (int i = at; i < Math.Min(at + BlockSize, input.Length); i++)
            {
                output[i] = (byte)(input[i] ^ stream[i - at]);
            }
        }

        CryptographicOperations.ZeroMemory(stream);
    }

    private static void ComputeTag(ICryptoTransform blocks, ReadOnlySpan<byte> cipher, Span<byte> tag)
    {
        byte[] zero = new byte[BlockSize];
        byte[] hashKey = new byte[BlockSize];
        blocks.TransformBlock(zero, 0, BlockSize, hashKey, 0);
        GaloisHash hash = new(hashKey);
        hash.Add(cipher);
        Span<byte> lengths = stackalloc byte[BlockSize];
        lengths.Clear();
        BinaryPrimitives.WriteInt64BigEndian(lengths.Slice(sizeof(long)), 8L * cipher.Length);
        hash.Add(lengths);
        hash.Write(tag);

        // The mask of the tag is the encrypted first counter: the same block as the hash key.
        for (int i = 0; i < TagLength; i++)
        {
            tag[i] ^= hashKey[i];
        }

        CryptographicOperations.ZeroMemory(hashKey);
    }
}
