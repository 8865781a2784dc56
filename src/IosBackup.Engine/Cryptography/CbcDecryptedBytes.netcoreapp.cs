using System;
using System.Buffers;
using System.Security.Cryptography;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// The beginning of content that is stored encrypted with AES-256-CBC and a zero IV, decrypted wherever it is read and
/// nowhere else. Padding is left to the reader.
/// </summary>
internal sealed class CbcDecryptedBytes : IPositionedBytes
{
    private const int BlockSize = AesKeys.BlockSize;

    private readonly IPositionedBytes _stored;
    private readonly Aes _aes;

    /// <param name="stored">The stored bytes; disposed with this.</param>
    /// <param name="key">Their key; it is copied.</param>
    /// <param name="length">Bytes of content that are wanted.</param>
    public CbcDecryptedBytes(IPositionedBytes stored, FileKey key, long length)
    {
        _stored = stored;
        _aes = AesKeys.Create(key.Key, CipherMode.CBC, PaddingMode.None);
        Length = length;
    }

    public long Length { get; }

    public int Read(Span<byte> buffer, long position)
    {
        int wanted = (int)Math.Max(0, Math.Min(buffer.Length, Length - position));
        int skipped = (int)(position % BlockSize);
        long start = position - skipped;

        // A block needs the one before it; the first one needs zeros.
        int before = start == 0 ? 0 : BlockSize;
        int blocks = (skipped + wanted + BlockSize - 1) / BlockSize * BlockSize;
        byte[] cipher = ArrayPool<byte>.Shared.Rent(before + blocks);
        byte[]? aside = null;
        try
        {
            int read = _stored.Read(cipher.AsSpan(0, before + blocks), start - before);
            blocks = Math.Max(0, read - before) / BlockSize * BlockSize;
            wanted = Math.Min(wanted, blocks - skipped);
            if (wanted <= 0)
            {
                return 0;
            }

            Span<byte> vector = stackalloc byte[BlockSize];
            vector.Clear();
            cipher.AsSpan(0, before).CopyTo(vector);
            bool fits = skipped == 0 && blocks == wanted;
            Span<byte> plain = fits ? buffer : aside = ArrayPool<byte>.Shared.Rent(blocks);
            _aes.DecryptCbc(cipher.AsSpan(before, blocks), vector, plain, PaddingMode.None);
            if (!fits)
            {
                plain.Slice(skipped, wanted).CopyTo(buffer);
                CryptographicOperations.ZeroMemory(plain);
            }

            return wanted;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(cipher);
            if (aside is not null)
            {
                ArrayPool<byte>.Shared.Return(aside);
            }
        }
    }

    public void Dispose()
    {
        _aes.Dispose();
        _stored.Dispose();
    }
}
