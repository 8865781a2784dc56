using System;
using System.IO;
using System.Security.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Verification;

/// <summary>The content of a file, whose stored bytes are hashed while it is read and compared at its end.</summary>
/// <param name="file">The file.</param>
/// <param name="expected">SHA-1 or SHA-256 of its stored bytes.</param>
internal sealed class ProvedStream(BackupFile file, byte[] expected) : ReadOnlyStream
{
    private const int RestBuffer = 4096;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(
        expected.Length == LedgerEntry.HashSize ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);

    private HashedStream? _stored;
    private Stream _content = Null;
    private bool _isProved;

    public override bool CanSeek => true;

    public override long Length => _content.Length;

    public override long Position
    {
        get => _content.Position;
        set => _content.Position = value;
    }

    /// <summary>Opens the content.</summary>
    public void Open(Backup backup) => _content = backup.OpenRead(
        file, salvage: false, stored => _stored = new HashedStream(stored, _hash, null, null));

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = _content.Read(buffer, offset, count);
        if (read == 0 && count > 0 && !_isProved)
        {
            Prove();
        }

        return read;
    }

    public override long Seek(long offset, SeekOrigin origin) => _content.Seek(offset, origin);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
            _hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Prove()
    {
        if (!_stored!.IsComplete)
        {
            _stored.HashRest(new byte[RestBuffer]);
        }

        if (!_hash.GetHashAndReset().AsSpan().SequenceEqual(expected))
        {
            throw new EngineException(
                ErrorKind.PayloadDamaged, "The stored bytes are not those that came from the phone.")
            {
                Target = file.ToString(),
            };
        }

        _isProved = true;
    }
}
