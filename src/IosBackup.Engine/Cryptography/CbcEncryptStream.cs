using System;
using System.IO;
using System.Security.Cryptography;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Cryptography;

/// <summary>
/// Reads content in the form in which an encrypted backup stores it: AES-256-CBC with a zero IV and PKCS#7 padding.
/// Forward only; holds no more than 64 KiB of content.
/// </summary>
internal sealed class CbcEncryptStream : ReadOnlyStream
{
    private const int BufferSize = 64 * 1024;

    private readonly Stream _content;
    private readonly Aes _aes;
    private readonly ICryptoTransform _encryptor;
    private readonly byte[] _plain = new byte[BufferSize];
    private byte[] _cipher = new byte[BufferSize];
    private int _cipherStart;
    private int _cipherEnd;
    private bool _finished;

    /// <param name="content">What to encrypt; disposed with this stream.</param>
    /// <param name="key">The file's key; it is copied.</param>
    public CbcEncryptStream(Stream content, FileKey key)
    {
        _content = content;
        _aes = AesKeys.Create(key.Key, CipherMode.CBC, PaddingMode.PKCS7);
        _encryptor = _aes.CreateEncryptor();
    }

    /// <summary>Bytes of content read so far.</summary>
    public long ContentLength { get; private set; }

    /// <summary>Bytes that content of a length takes when it is stored encrypted.</summary>
    public static long StoredLength(long contentLength) =>
        ((contentLength / AesKeys.BlockSize) + 1) * AesKeys.BlockSize;

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (_cipherStart == _cipherEnd && !_finished)
        {
            Encrypt();
        }

        count = Math.Min(count, _cipherEnd - _cipherStart);
        Buffer.BlockCopy(_cipher, _cipherStart, buffer, offset, count);
        _cipherStart += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            CryptographicOperations.ZeroMemory(_plain);
            _encryptor.Dispose();
            _aes.Dispose();
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Encrypt()
    {
        int filled = 0;
        int read;
        do
        {
            read = _content.Read(_plain, filled, BufferSize - filled);
            filled += read;
        }
        while (read > 0 && filled < BufferSize);

        ContentLength += filled;
        _cipherStart = 0;
        if (filled == BufferSize)
        {
            _cipherEnd = _encryptor.TransformBlock(_plain, 0, filled, _cipher, 0);
        }
        else
        {
            _cipher = _encryptor.TransformFinalBlock(_plain, 0, filled);
            _cipherEnd = _cipher.Length;
            _finished = true;
        }
    }
}
