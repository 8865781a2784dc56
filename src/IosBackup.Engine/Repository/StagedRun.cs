using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// The run in progress: a folder that a device works on, which becomes a generation or is thrown away.
/// </summary>
internal sealed class StagedRun : IDisposable
{
    private const string MetadataDomain = "metadata";

    private readonly FileLayer _files;
    private readonly RepositoryLayout _layout;
    private readonly ReceivedLog _received;
    private Task<bool>? _flushing;

    public StagedRun(FileLayer files, RepositoryLayout layout, StagingOrigin origin, CloneMethod method)
    {
        _files = files;
        _layout = layout;
        Origin = origin;
        CloneMethod = method;
        _received = new ReceivedLog(files, layout.ReceivedLog);
    }

    /// <summary>What it began with.</summary>
    public StagingOrigin Origin { get; }

    /// <summary>How unchanged files get into the new generation.</summary>
    public CloneMethod CloneMethod { get; }

    /// <summary>The folder that holds the backup's folder: the device's drive.</summary>
    public string Root => _layout.Staging;

    /// <summary>Where files arrive.</summary>
    public string Incoming => _layout.Incoming;

    /// <summary>The backup's folder.</summary>
    public string Backup => _layout.StagedBackup;

    /// <summary>Writes down what arrives, before it takes its place; called from the writers' threads.</summary>
    public void Note(string hostPath, long length, byte[] sha256)
    {
        string name = hostPath.Substring(hostPath.LastIndexOf('/') + 1);
        _received.Append(new LedgerEntry(NameInLog(name), length, sha256));
    }

    /// <summary>What has arrived so far.</summary>
    public LedgerIndex ReadReceived() => new(ReceivedLog.Read(_layout.ReceivedLog));

    /// <summary>
    /// The name under which a file is in the log: its fileID; for metadata, which has none, one made of its name.
    /// </summary>
    public static byte[] NameInLog(string name) =>
        Convert.FromHexString(FileIds.IsValid(name) ? name : FileIds.Compute(MetadataDomain, name));

    /// <summary>Brings a file of the same repository in by the cheapest way there is.</summary>
    public void Clone(string source, string target) =>
        new GenerationCloner(_files, CloneMethod).CloneFile(source, target);

    /// <summary>Puts a file of the host's own into the backup, whole or not at all.</summary>
    public void Put(string name, byte[] content) => _files.Replace(Path.Combine(Backup, name), content);

    /// <summary>Writes the ledger of what is staged.</summary>
    public void WriteLedger(LedgerBuilder builder, string? previous, string target, CancellationToken stop) =>
        builder.Build(Backup, ReceivedLog.Read(_layout.ReceivedLog), previous, target, stop);

    /// <summary>
    /// Lets the disk begin with what is there, beside the work that follows. Only the first call does something.
    /// </summary>
    public void BeginFlush() => _flushing ??= Task.Run(() => Surely(() => _files.SyncVolume(_layout.Staging)));

    /// <summary>Hands everything that is staged to the disk.</summary>
    public void MakeDurable(CancellationToken stop)
    {
        _flushing?.GetAwaiter().GetResult();
        Surely(() => _files.SyncVolume(_layout.Staging) || Flush(stop));
    }

    /// <summary>Closes the run's own files; what is staged stays for the next run.</summary>
    public void Dispose() => _received.Dispose();

    /// <summary>
    /// Flushes. Systems tell of bytes that they lost once, and whoever flushes later hears nothing: when it fails,
    /// nobody goes on with what is staged.
    /// </summary>
    private bool Surely(Func<bool> flush)
    {
        try
        {
            return flush();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            _files.DeleteFile(_layout.RunFile);
            throw;
        }
    }

    /// <summary>
    /// Without a call for the whole volume: what arrived, and the metadata. Links and clones of what was durable are
    /// durable with their names, copies are not.
    /// </summary>
    private bool Flush(CancellationToken stop)
    {
        bool copied = Origin != StagingOrigin.Empty && CloneMethod == CloneMethod.Copy;
        IEnumerable<string> written = copied
            ? FolderWalk.Files(Backup)
            : ReceivedLog.Read(_layout.ReceivedLog)
                .Select(static entry => BackupFolder.ShardedName(Hex.Lower(entry.FileId)))
                .Distinct(StringComparer.Ordinal)
                .Select(name => Path.Combine(Backup, name))
                .Where(File.Exists)
                .Concat(Directory.EnumerateFiles(Backup));
        ParallelOptions options = new() { MaxDegreeOfParallelism = 4, CancellationToken = stop };
        try
        {
            Parallel.ForEach(written, options, _files.SyncFile);
            Parallel.ForEach(Directory.EnumerateDirectories(Backup), options, _files.SyncDirectory);
        }
        catch (AggregateException e)
        {
            throw e.Flatten().InnerExceptions[0];
        }

        _files.SyncDirectory(Backup);
        _files.SyncDirectory(_layout.Staging);
        return true;
    }
}
