using System;
using System.IO;
using System.Security.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.VirtualDevice.Backup;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>Takes the stored bytes of a file while they arrive: hashes them, decrypts them, passes them on.</summary>
internal sealed class IncomingPayload : Stream
{
    private const int Sha256Length = 32;

    private readonly BackupFile _file;
    private readonly Stream _target;
    private readonly IncrementalHash _hash;
    private readonly Aes? _aes;
    private readonly CryptoStream? _decrypting;

    /// <param name="file">The file's row.</param>
    /// <param name="key">The file's key; null when the backup is not encrypted.</param>
    /// <param name="target">Gets the content; it stays open.</param>
    public IncomingPayload(BackupFile file, FileKey? key, Stream target)
    {
        _file = file;
        _target = target;
        _hash = IncrementalHash.CreateHash(
            file.Digest.Length == Sha256Length ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        if (key is not null)
        {
            _aes = AesKeys.Create(key.Key, CipherMode.CBC, PaddingMode.PKCS7);
            _decrypting = new CryptoStream(target, _aes.CreateDecryptor(), CryptoStreamMode.Write, leaveOpen: true);
        }
    }

    /// <summary>Bytes that arrived.</summary>
    public long StoredLength { get; private set; }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => StoredLength;

    public override long Position
    {
        get => StoredLength;
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        _hash.AppendData(buffer, offset, count);
        StoredLength += count;
        (_decrypting ?? _target).Write(buffer, offset, count);
    }

    /// <summary>Checks what arrived once it is complete; null when it is good.</summary>
    public BackupException? Complete()
    {
        byte[] digest = _hash.GetHashAndReset();
        if (DomainRules.HasDigests(_file.Domain) && !_file.Digest.Span.SequenceEqual(digest))
        {
            return new BackupException(BackupErrorCode.CorruptBackup, $"Digest didn't match for {_file}");
        }

        try
        {
            // Phones store an empty file as nothing at all or as a block of padding.
            if (StoredLength > 0)
            {
                _decrypting?.FlushFinalBlock();
            }

            return null;
        }
        catch (CryptographicException e)
        {
            return new BackupException(
                BackupErrorCode.CorruptBackup, $"{_file} does not decrypt",
                new BackupException(BackupErrorCode.InvalidFormat, e.Message));
        }
    }

    public override void Flush() => _target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _aes?.Dispose();
        }

        base.Dispose(disposing);
    }
}
