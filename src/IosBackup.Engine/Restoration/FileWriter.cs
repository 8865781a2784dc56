using System;
using System.Buffers;
using System.Globalization;
using System.IO;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// Writes the content of entries to their places: whole or not at all, because a file grows in a private folder and is
/// renamed when it is complete. Any number of threads at once.
/// </summary>
internal sealed class FileWriter
{
    private const int BufferSize = 128 * 1024;
    private const int Permissions = 0b111_111_111;
    private const int OwnerReads = 0b100_000_000;
    private const int OwnerUsesFolder = 0b111_000_000;

    private readonly FileLayer _files;
    private readonly Destination _destination;
    private readonly PrivateFolder[] _incoming;
    private readonly ContentProofs _proofs;
    private readonly ExtractionOptions _options;
    private readonly Action<int> _wrote;
    private long _counter;

    /// <param name="files">The file system.</param>
    /// <param name="destination">Where files go.</param>
    /// <param name="incoming">Folders on the same volume where they grow, in turn.</param>
    /// <param name="proofs">Opens content.</param>
    /// <param name="options">What to do with other files and with damaged ones.</param>
    /// <param name="wrote">Hears of bytes that were written.</param>
    public FileWriter(
        FileLayer files,
        Destination destination,
        PrivateFolder[] incoming,
        ContentProofs proofs,
        ExtractionOptions options,
        Action<int> wrote)
    {
        _files = files;
        _destination = destination;
        _incoming = incoming;
        _proofs = proofs;
        _options = options;
        _wrote = wrote;
    }

    /// <summary>
    /// The permissions and times of an entry. Its owner may always use it, else nobody could continue or remove what
    /// was extracted; bits that lend rights are dropped.
    /// </summary>
    public static FileStamp StampOf(BackupFile file)
    {
        bool folder = file.Kind == FileKind.Directory;
        int permissions = file.Mode == 0
            ? folder ? UnixMode.DirectoryPermissions : UnixMode.FilePermissions
            : file.Mode & Permissions;
        return new FileStamp(
            permissions | (folder ? OwnerUsesFolder : OwnerReads),
            file.LastWriteTime.UtcDateTime,
            file.CreationTime.UtcDateTime);
    }

    /// <summary>
    /// Writes a file, unless it is there already. The folder above exists. What is damaged is not written, or written
    /// and reported all the same, as the options say.
    /// </summary>
    /// <returns>Whether it was written.</returns>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DestinationExists"/>, <see cref="ErrorKind.DestinationFull"/>,
    /// <see cref="ErrorKind.DestinationUnavailable"/>, and all of <see cref="Backup.OpenRead(BackupFile, bool)"/>.
    /// </exception>
    public bool Write(ExtractionJob job, CancellationToken stop)
    {
        try
        {
            using Stream content = _proofs.OpenRead(job.Backup, job.Placement.File);
            return Write(content, job, damaged: false, stop);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PayloadDamaged && _options.IncludesDamaged)
        {
            using Stream content = job.Backup.OpenRead(job.Placement.File, salvage: true);
            Write(content, job, damaged: true, stop);
            throw;
        }
    }

    private bool Write(Stream content, ExtractionJob job, bool damaged, CancellationToken stop)
    {
        Placement placement = job.Placement;
        string path = _destination[placement.Path];
        if (!job.IsAlone && _destination.Look(placement.Path) is FileAttributes existing)
        {
            if ((existing & (FileAttributes.Directory | FileAttributes.ReparsePoint)) == 0
                && ExistingFile.IsSame(path, placement.File, content))
            {
                return false;
            }

            RequireReplaceable(existing, path);
            content.Position = 0;
        }

        long number = Interlocked.Increment(ref _counter);
        PrivateFolder incoming = _incoming[number % _incoming.Length];
        string temporary = incoming[number.ToString(CultureInfo.InvariantCulture)];
        try
        {
            FileStamp good = StampOf(placement.File);
            FileStamp stamp = damaged ? ExistingFile.StampOfDamaged(good, DateTime.UtcNow) : good;
            if (!Copy(content, incoming, temporary, placement.File, stamp, stop))
            {
                _files.SetAttributes(temporary, stamp);
            }

            _files.MoveFile(temporary, path, incoming.Open);
        }
        catch
        {
            Discard(temporary);
            throw;
        }

        return true;
    }

    private void RequireReplaceable(FileAttributes existing, string path)
    {
        if ((existing & FileAttributes.Directory) != 0 && (existing & FileAttributes.ReparsePoint) == 0)
        {
            throw new EngineException(ErrorKind.DestinationExists, "A folder is where the file should be.")
            {
                Target = path,
            };
        }

        if (!_options.Overwrites)
        {
            throw new EngineException(ErrorKind.DestinationExists, "Another file is there.") { Target = path };
        }
    }

    /// <summary>Writes a file; true when it got its stamp at once.</summary>
    private bool Copy(
        Stream content,
        PrivateFolder incoming,
        string path,
        BackupFile file,
        FileStamp stamp,
        CancellationToken stop)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            using Stream target = _files.CreateNew(path, stamp.Permissions, incoming.Open);
            for (int read = Read(content, buffer, file); read > 0; read = Read(content, buffer, file))
            {
                stop.ThrowIfCancellationRequested();
                _files.Write(target, buffer, read);
                _wrote(read);
            }

            return _files.TrySetAttributes(target, stamp);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static int Read(Stream content, byte[] buffer, BackupFile file)
    {
        try
        {
            return content.Read(buffer, 0, buffer.Length);
        }
        catch (IOException e)
        {
            throw new EngineException(ErrorKind.PayloadDamaged, $"The stored bytes cannot be read: {e.Message}", e)
            {
                Target = file.ToString(),
            };
        }
    }

    private void Discard(string path)
    {
        try
        {
            _files.DeleteFile(path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // It lies in the private folder, which is removed at the end.
        }
    }
}
