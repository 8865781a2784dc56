using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>The run in progress: a folder that a device works on, which becomes a generation or is thrown away.</summary>
internal sealed class StagedRun : IDisposable
{
    private readonly FileLayer _files;
    private readonly RepositoryLayout _layout;
    private readonly ReceivedLog _received;

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

    /// <summary>Writes down what arrived; called from the writers' threads.</summary>
    public void Note(string hostPath, long length, byte[] sha256)
    {
        string name = hostPath.Substring(hostPath.LastIndexOf('/') + 1);
        if (FileIds.IsValid(name))
        {
            _received.Append(new LedgerEntry(Convert.FromHexString(name), length, sha256));
        }
    }

    /// <summary>Puts a file of the host's own into the backup, whole or not at all.</summary>
    public void Put(string name, byte[] content) => _files.Replace(Path.Combine(Backup, name), content);

    /// <summary>Writes the ledger of what is staged.</summary>
    public LedgerBuilder WriteLedger(string? previous, string target, CancellationToken stop)
    {
        _received.Flush();
        LedgerBuilder builder = new(_files);
        builder.Build(Backup, ReceivedLog.Read(_layout.ReceivedLog), previous, target, stop);
        return builder;
    }

    /// <summary>Hands everything that is staged to the disk.</summary>
    public void MakeDurable(CancellationToken stop)
    {
        _received.Flush();
        if (_files.SyncVolume(_layout.Staging))
        {
            return;
        }

        // Without a call for the whole volume: what arrived, and the metadata. Clones were durable before.
        IEnumerable<string> arrived = ReceivedLog.Read(_layout.ReceivedLog)
            .Select(entry => Path.Combine(Backup, BackupFolder.ShardedName(Cryptography.Hex.Lower(entry.FileId))))
            .Where(File.Exists)
            .Concat(Directory.EnumerateFiles(Backup));
        System.Threading.Tasks.ParallelOptions options = new() { MaxDegreeOfParallelism = 4, CancellationToken = stop };
        System.Threading.Tasks.Parallel.ForEach(arrived, options, _files.SyncFile);
        _files.SyncDirectory(Backup);
    }

    /// <summary>Closes the run's own files; what is staged stays for the next run.</summary>
    public void Dispose()
    {
        try
        {
            _received.Flush();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The log may lag behind: the next run reads what it does not find there.
            System.Diagnostics.Debug.WriteLine(e);
        }

        _received.Dispose();
    }
}
