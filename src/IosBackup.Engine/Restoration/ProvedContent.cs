using System;
using System.IO;
using System.Security.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// The content of a file, and the proof that its stored bytes are those that came from the phone: the repository's
/// ledger, else the digest that some domains have in the manifest.
/// </summary>
internal sealed class ProvedContent : IDisposable
{
    private const int Sha1Length = 20;
    private const int Sha256Length = 32;

    private readonly BackupFile _file;
    private readonly byte[]? _expected;
    private readonly IncrementalHash? _hash;
    private HashedStream? _stored;

    private ProvedContent(BackupFile file, byte[]? expected)
    {
        _file = file;
        _expected = expected;
        _hash = expected is null
            ? null
            : IncrementalHash.CreateHash(
                expected.Length == Sha256Length ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
    }

    /// <summary>The content, decrypted.</summary>
    public Stream Stream { get; private set; } = Stream.Null;

    /// <summary>Opens a file's content.</summary>
    /// <param name="backup">The backup.</param>
    /// <param name="file">A regular file.</param>
    /// <param name="ledger">What is known of the stored files; null when nothing is.</param>
    /// <exception cref="EngineException">All of <see cref="Backup.OpenRead(BackupFile, bool)"/>.</exception>
    public static ProvedContent Open(Backup backup, BackupFile file, LedgerLookup? ledger)
    {
        byte[]? known = FileIds.IsValid(file.FileId) ? ledger?.Find(Convert.FromHexString(file.FileId))?.Sha256 : null;
        byte[]? digest = file.Digest.Length is Sha1Length or Sha256Length ? file.Digest.ToArray() : null;
        ProvedContent content = new(file, known ?? digest);
        try
        {
            content.Stream = backup.OpenRead(file, salvage: false, content.Watch);
            return content;
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <summary>Compares, after the content was read.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PayloadDamaged"/>.</exception>
    public void Prove(byte[] buffer)
    {
        if (_hash is null)
        {
            return;
        }

        _stored!.HashRest(buffer);
        if (!_hash.GetHashAndReset().AsSpan().SequenceEqual(_expected))
        {
            throw new EngineException(
                ErrorKind.PayloadDamaged, "The stored bytes are damaged: they are not those that came from the phone.")
            {
                Target = _file.ToString(),
            };
        }
    }

    public void Dispose()
    {
        Stream.Dispose();
        _hash?.Dispose();
    }

    private Stream Watch(Stream stored) =>
        _hash is null ? stored : _stored = new HashedStream(stored, _hash, null, null);
}
