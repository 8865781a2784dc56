using System;
using System.IO;
using System.Security.Cryptography;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Verification;

/// <summary>
/// Reads content once and compares it with all that is known of it. One for each thread: buffers and hashes are used
/// again.
/// </summary>
internal sealed class PayloadCheck : IDisposable
{
    private const int BufferSize = 256 * 1024;
    private const int BlockSize = 16;
    private const int Sha256Length = 32;

    private readonly BackupFolder _folder;
    private readonly ClassKeys? _keys;
    private readonly ContentCheck? _content;
    private readonly FindingList _findings;
    private readonly VerificationMeter _meter;
    private readonly IncrementalHash _sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
    private readonly IncrementalHash _sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly byte[] _head = new byte[ContentKinds.HeadLength];
    private readonly byte[] _tail = new byte[BlockSize];

    /// <param name="folder">The backup's folder.</param>
    /// <param name="keys">The keys; null to leave content encrypted.</param>
    /// <param name="content">Looks into decrypted content; null to leave it alone.</param>
    /// <param name="findings">Takes what is found.</param>
    /// <param name="meter">Counts bytes.</param>
    public PayloadCheck(
        BackupFolder folder,
        ClassKeys? keys,
        ContentCheck? content,
        FindingList findings,
        VerificationMeter meter)
    {
        _folder = folder;
        _keys = keys;
        _content = content;
        _findings = findings;
        _meter = meter;
    }

    /// <summary>Reads a file that lies in the folder.</summary>
    public void Check(JoinedFile file, CancellationToken stop)
    {
        bool hasDigest = file.Row?.Digest.IsEmpty == false;
        if (!hasDigest && file.Known is null)
        {
            _meter.AddUnproved();
            if (_content is null)
            {
                return;
            }
        }

        try
        {
            Read(file, hasDigest, stop);
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || IsAboutTheFile(e))
        {
            bool isGone = (e as EngineException)?.Kind == ErrorKind.PayloadMissing;
            _findings.Add(
                isGone ? FindingKind.PayloadMissing : FindingKind.PayloadUnreadable, file.Row, file.FileId, e.Message);
        }
    }

    public void Dispose()
    {
        _sha1.Dispose();
        _sha256.Dispose();
    }

    private static bool IsAboutTheFile(Exception error) => error is EngineException
    {
        Kind: ErrorKind.BackupUnavailable or ErrorKind.PayloadMissing or ErrorKind.PayloadDamaged,
    };

    private void Read(JoinedFile file, bool hasDigest, CancellationToken stop)
    {
        bool longDigest = file.Row?.Digest.Length == Sha256Length;
        IncrementalHash? sha256 = file.Known is not null || longDigest ? _sha256 : null;
        IncrementalHash? sha1 = hasDigest && !longDigest ? _sha1 : null;
        Reset(_sha1);
        Reset(_sha256);

        // What has no bytes is not opened: a pipe has none either, and would be waited for for ever.
        Stream stored = file.Stored!.Value.Length == 0 ? new MemoryStream() : _folder.OpenPayload(file.FileId);
        using HashedStream hashed = new(stored, sha1, sha256, read =>
        {
            _meter.AddBytes(read);
            stop.ThrowIfCancellationRequested();
        });
        using FileKey? key = OpenKey(file.Row);
        long plainLength = key is null ? ReadPlain(hashed) : ReadEncrypted(hashed, key, file.Row!, file.Stored.Value);
        Compare(file, sha1?.GetHashAndReset(), sha256?.GetHashAndReset());
        if (_content is not null && file.Row is { Kind: FileKind.File } row
            && (row.Flaws & FileFlaws.RecordDamaged) == 0 && (key is not null || !row.IsEncrypted))
        {
            int headLength = (int)Math.Min(plainLength, _head.Length);
            _content.Check(row, _head.AsSpan(0, headLength), plainLength, stop);
        }
    }

    private static void Reset(IncrementalHash hash) => _ = hash.GetHashAndReset();

    /// <summary>The key of a file that is to be decrypted. One that does not open was found when its row was.</summary>
    private FileKey? OpenKey(BackupFile? row)
    {
        try
        {
            return _content is not null && row is { Kind: FileKind.File, IsEncrypted: true }
                ? _keys?.Open(row.EncryptionKey.Span)
                : null;
        }
        catch (EngineException e) when (e.Kind is ErrorKind.ClassKeyMissing or ErrorKind.ManifestDamaged)
        {
            return null;
        }
    }

    private long ReadPlain(Stream content)
    {
        long length = 0;
        while (content.Read(_buffer, 0, _buffer.Length) is > 0 and int read)
        {
            Keep(read, length);
            length += read;
        }

        return length;
    }

    private long ReadEncrypted(HashedStream stored, FileKey key, BackupFile row, StoredFile file)
    {
        using CbcDecryptStream content = new(stored, key, CbcPadding.Kept);
        long length = ReadPlain(content);

        // What is left after the last whole block is hashed and nothing else.
        stored.HashRest(_buffer);
        if (length == 0 || file.Length % BlockSize != 0)
        {
            return length;
        }

        int padding = _tail[BlockSize - 1];
        if (padding is > 0 and <= BlockSize
            && _tail.AsSpan(BlockSize - padding).IndexOfAnyExcept((byte)padding) < 0)
        {
            return length - padding;
        }

        bool isUnpadded = file.Length == row.Size;
        _findings.Add(isUnpadded ? FindingKind.PaddingMissing : FindingKind.PaddingInvalid, row);
        return length;
    }

    /// <summary>Keeps the first bytes of content, and the last block.</summary>
    private void Keep(int count, long position)
    {
        if (position < _head.Length)
        {
            int taken = (int)Math.Min(count, _head.Length - position);
            _buffer.AsSpan(0, taken).CopyTo(_head.AsSpan((int)position));
        }

        if (count >= BlockSize)
        {
            _buffer.AsSpan(count - BlockSize, BlockSize).CopyTo(_tail);
        }
    }

    private void Compare(JoinedFile file, byte[]? sha1, byte[]? sha256)
    {
        if (file.Known is { } known && !known.Sha256.AsSpan().SequenceEqual(sha256))
        {
            _findings.Add(FindingKind.ContentChanged, file.Row, file.FileId, string.Empty);
        }

        if (file.Row is { Digest.Length: 20 or Sha256Length } row
            && !row.Digest.Span.SequenceEqual(row.Digest.Length == Sha256Length ? sha256 : sha1))
        {
            _findings.Add(FindingKind.DigestDiffers, row);
        }
    }
}
