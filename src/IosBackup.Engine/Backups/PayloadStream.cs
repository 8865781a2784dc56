using System;
using System.IO;
using System.Security.Cryptography;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Reads content in the form in which a backup stores it, encrypted or as it is, and takes the digest of what was read.
/// Forward only, in bounded memory.
/// </summary>
internal sealed class PayloadStream : ReadOnlyStream
{
    private readonly Stream _stored;
    private readonly CbcEncryptStream? _encrypting;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private byte[]? _digest;

    /// <param name="content">The file's content; disposed with this stream.</param>
    /// <param name="key">The file's key, or null for a backup that is not encrypted. It is copied.</param>
    public PayloadStream(Stream content, FileKey? key)
    {
        _encrypting = key is null ? null : new CbcEncryptStream(content, key);
        _stored = _encrypting ?? content;
    }

    /// <summary>Bytes of content read so far.</summary>
    public long ContentLength => _encrypting?.ContentLength ?? StoredLength;

    /// <summary>Bytes of the stored form read so far.</summary>
    public long StoredLength { get; private set; }

    /// <summary>SHA-1 of the stored form. Asked for once everything was read.</summary>
    public ReadOnlyMemory<byte> Digest => _digest ??= _hash.GetHashAndReset();

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _stored.Read(buffer, offset, count);
        _hash.AppendData(buffer, offset, read);
        StoredLength += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _hash.Dispose();
            _stored.Dispose();
        }

        base.Dispose(disposing);
    }
}
