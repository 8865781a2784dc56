using System;
using System.Buffers;
using System.IO;
using System.Security.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// Reads content that a backup stores encrypted: AES-256-CBC over the whole file with a zero IV and PKCS#7 padding.
/// Seekable, because a block needs no more than the block before it, and never holds more than 64 KiB of content.
/// </summary>
/// <remarks>
/// The padding alone says where the content ends. Nothing stored at all is empty content: phones write both that and a
/// block of padding for empty files.
/// </remarks>
internal sealed class CbcDecryptStream : ReadOnlyStream
{
    private const int BlockSize = AesKeys.BlockSize;
    private const int LargestBuffer = 64 * 1024;

    private readonly Stream _stored;
    private readonly Aes _aes;
    private readonly long _storedLength;
    private readonly int _bufferSize;
    private byte[]? _cipher;
    private byte[]? _plain;
    private readonly byte[] _vector = new byte[BlockSize];
    private ICryptoTransform? _decryptor;
    private long _decryptorAt = -1;
    private long _plainStart;
    private int _plainCount;
    private long _position;

    /// <param name="stored">The stored bytes, seekable; disposed with this stream.</param>
    /// <param name="key">The file's key; it is copied.</param>
    /// <param name="padding">What the last block means.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PayloadDamaged"/>: padding is required and missing, or the stored bytes are no whole
    /// blocks.
    /// </exception>
    public CbcDecryptStream(Stream stored, FileKey key, CbcPadding padding = CbcPadding.Required)
    {
        _stored = stored;
        _storedLength = stored.Length / BlockSize * BlockSize;
        _bufferSize = (int)Math.Min(LargestBuffer, _storedLength);
        _cipher = ArrayPool<byte>.Shared.Rent(_bufferSize);
        _plain = ArrayPool<byte>.Shared.Rent(_bufferSize);
        _aes = AesKeys.Create(key.Key, CipherMode.CBC, PaddingMode.None);
        Length = _storedLength;
        try
        {
            if (padding == CbcPadding.Required)
            {
                Length -= ReadPadding(stored.Length - _storedLength);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public override bool CanSeek => true;

    /// <summary>Bytes of content, without padding.</summary>
    public override long Length { get; }

    public override long Position
    {
        get => _position;
        set => _position = value >= 0 ? value : throw new IOException("A position before the start.");
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        count = (int)Math.Min(count, Length - _position);
        if (count <= 0)
        {
            return 0;
        }

        if (_position < _plainStart || _position >= _plainStart + _plainCount)
        {
            Decrypt(_position / BlockSize * BlockSize);
        }

        int at = (int)(_position - _plainStart);
        count = Math.Min(count, _plainCount - at);
        Buffer.BlockCopy(Held(_plain), at, buffer, offset, count);
        _position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => Position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => _position,
        _ => Length,
    };

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _plainCount = 0;
            Return(ref _cipher);
            CryptographicOperations.ZeroMemory(_plain.AsSpan(0, Math.Min(_plain?.Length ?? 0, _bufferSize)));
            Return(ref _plain);
            _decryptor?.Dispose();
            _aes.Dispose();
            _stored.Dispose();
        }

        base.Dispose(disposing);
    }

    private static void Return(ref byte[]? buffer)
    {
        if (buffer is byte[] returned)
        {
            buffer = null;
            ArrayPool<byte>.Shared.Return(returned);
        }
    }

    private static byte[] Held(byte[]? buffer) => buffer ?? throw new ObjectDisposedException(nameof(CbcDecryptStream));

    private static EngineException Damaged(string how) =>
        new(ErrorKind.PayloadDamaged, $"The stored bytes are damaged: {how}.");

    private int ReadPadding(long beyondBlocks)
    {
        if (beyondBlocks != 0)
        {
            throw Damaged($"{beyondBlocks} bytes are left after the last block");
        }

        if (_storedLength == 0)
        {
            return 0;
        }

        // Decrypting a small file whole keeps its content for the reads that follow.
        Decrypt(_storedLength <= LargestBuffer ? 0 : _storedLength - BlockSize);
        byte[] plain = Held(_plain);
        int padding = plain[_plainCount - 1];
        if (padding is 0 or > BlockSize
            || plain.AsSpan(_plainCount - padding, padding).IndexOfAnyExcept((byte)padding) >= 0)
        {
            throw Damaged("the padding is invalid");
        }

        return padding;
    }

    /// <summary>Fills the buffer with the content from a block on.</summary>
    private void Decrypt(long at)
    {
        _plainCount = 0;
        _ = Held(_cipher);
        if (_decryptor is null || _decryptorAt != at)
        {
            Reposition(at);
        }

        int count = (int)Math.Min(_bufferSize, _storedLength - at);
        ReadStored(Held(_cipher), count);
        _decryptor!.TransformBlock(Held(_cipher), 0, count, Held(_plain), 0);
        _decryptorAt = at + count;
        _plainStart = at;
        _plainCount = count;
    }

    private void Reposition(long at)
    {
        _decryptorAt = -1;
        _stored.Position = Math.Max(0, at - BlockSize);
        if (at == 0)
        {
            Array.Clear(_vector, 0, BlockSize);
        }
        else
        {
            ReadStored(_vector, BlockSize);
        }

        _aes.IV = _vector;
        _decryptor?.Dispose();
        _decryptor = _aes.CreateDecryptor();
    }

    private void ReadStored(byte[] buffer, int count)
    {
        int done = 0;
        while (done < count)
        {
            int read = _stored.Read(buffer, done, count - done);
            if (read == 0)
            {
                throw Damaged("they end while they are read");
            }

            done += read;
        }
    }
}
