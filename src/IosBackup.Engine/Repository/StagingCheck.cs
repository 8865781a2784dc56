using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>Decides whether an interrupted run can be gone on with.</summary>
internal sealed class StagingCheck(FileLayer files, RepositoryLayout layout)
{
    private const int LargestMetadata = 64 * 1024 * 1024;
    private const string SnapshotName = BackupFolder.SnapshotName;

    /// <summary>Whether the staged metadata is such that a device can take up the run.</summary>
    /// <remarks>
    /// A device that finds Status.plist unfinished goes on by itself; torn metadata it answers with an error, so that
    /// is found here.
    /// </remarks>
    public bool HasUsableMetadata()
    {
        if (!File.Exists(Path.Combine(layout.StagedBackup, BackupStatus.FileName)))
        {
            // Interrupted before the device wrote anything: an empty staging, as good as new.
            return !File.Exists(Path.Combine(layout.StagedBackup, ManifestDatabase.FileName));
        }

        if (Generation.ReadStatus(layout.StagedBackup) is not { SnapshotState: not null, Uuid: not null } status)
        {
            return false;
        }

        bool fullInProgress = status.IsFullBackup == true && !status.IsFinished;
        return fullInProgress || HasReadableManifest(layout.StagedBackup);
    }

    /// <summary>Whether Manifest.plist can be read and Manifest.db is there and no ruin.</summary>
    public static bool HasReadableManifest(string backup)
    {
        try
        {
            BackupFolder folder = new(backup);
            if (folder.TryReadAll(BackupProperties.FileName, LargestMetadata) is not byte[] bytes)
            {
                return false;
            }

            BackupProperties properties = BackupProperties.Parse(bytes);
            return HasPlausibleDatabase(folder[ManifestDatabase.FileName], properties.IsEncrypted);
        }
        catch (EngineException)
        {
            return false;
        }
    }

    /// <summary>
    /// After a process died, the last entries of the log may be of files that never took their places: they are taken
    /// out, so that what stands there is not taken for them.
    /// </summary>
    public void DropUnsureEntries()
    {
        // Each writer has at most one file between its entry and its place.
        const int MostWriters = 64;
        List<LedgerEntry> entries = [.. ReceivedLog.Read(layout.ReceivedLog)];
        int sure = Math.Max(0, entries.Count - MostWriters);
        List<LedgerEntry> kept = entries.GetRange(0, sure);
        kept.AddRange(entries.Skip(sure).Where(IsInPlace));
        if (kept.Count < entries.Count)
        {
            ReceivedLog.Rewrite(files, layout.ReceivedLog, kept);
        }
    }

    /// <summary>
    /// After a process died, files without an entry were being written: the device would take them for whole.
    /// </summary>
    public void DropHalfWritten()
    {
        string snapshot = Path.Combine(layout.StagedBackup, SnapshotName);
        if (!Directory.Exists(snapshot))
        {
            return;
        }

        LedgerIndex received = new(ReceivedLog.Read(layout.ReceivedLog));
        foreach (string path in FolderWalk.Files(snapshot).ToList())
        {
            string name = Path.GetFileName(path);
            if (FileIds.IsValid(name) && received.Find(StagedRun.NameInLog(name)) is null)
            {
                files.DeleteFile(path);
            }
        }
    }

    /// <summary>
    /// After a restart of the machine, names may have survived whose content did not. Everything that is staged must be
    /// what the log says, or the newest generation's own; what the device would send again anyway is deleted instead.
    /// </summary>
    /// <param name="linked">Whether unchanged files are the newest generation's own, not copies of them.</param>
    /// <returns>False when something is wrong that the device would not notice.</returns>
    public bool DropTornFiles(bool linked)
    {
        LedgerIndex received = new(ReceivedLog.Read(layout.ReceivedLog));
        bool sendsAgain = Generation.ReadStatus(layout.StagedBackup)?.SnapshotState is null or BackupStatus.Uploading;
        string snapshot = Path.Combine(layout.StagedBackup, SnapshotName) + Path.DirectorySeparatorChar;
        foreach (string path in FolderWalk.Files(layout.StagedBackup).ToList())
        {
            string name = Path.GetFileName(path);
            bool arriving = path.StartsWith(snapshot, StringComparison.Ordinal);
            if (name == BackupInfo.FileName
                || (received.Find(StagedRun.NameInLog(name)) is LedgerEntry entry && IsWhole(path, entry))
                || (!arriving && IsTheNewestOnes(path, linked)))
            {
                continue;
            }

            if (!arriving || !sendsAgain || !FileIds.IsValid(name))
            {
                return false;
            }

            files.DeleteFile(path);
        }

        return true;
    }

    private bool IsInPlace(LedgerEntry entry)
    {
        string name = Hex.Lower(entry.FileId);
        string moved = Path.Combine(layout.StagedBackup, BackupFolder.ShardedName(name));
        string arrived = Path.Combine(layout.StagedBackup, SnapshotName, BackupFolder.ShardedName(name));
        return (File.Exists(arrived) && IsWhole(arrived, entry)) || (File.Exists(moved) && IsWhole(moved, entry));
    }

    private static bool HasPlausibleDatabase(string path, bool isEncrypted)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        using FileStream file = BackupFolder.OpenRead(path);
        byte[] head = new byte[16];
        int read = file.Read(head, 0, head.Length);
        return isEncrypted
            ? file.Length > 0 && file.Length % head.Length == 0
            : read == head.Length && head.AsSpan().StartsWith("SQLite format 3\0"u8);
    }

    private static bool IsWhole(string path, LedgerEntry expected)
    {
        return new FileInfo(path).Length == expected.Length
            && Hash(path).AsSpan().SequenceEqual(expected.Sha256);
    }

    /// <summary>
    /// Whether a staged file is the newest generation's: by its times where both are one file or share their blocks,
    /// else by its content.
    /// </summary>
    private bool IsTheNewestOnes(string path, bool linked)
    {
        FileInfo newest = new(Path.Combine(layout.Newest, path.Substring(layout.StagedBackup.Length + 1)));
        FileInfo staged = new(path);
        if (!newest.Exists || newest.Length != staged.Length)
        {
            return false;
        }

        return linked && FileIds.IsValid(staged.Name)
            ? newest.LastWriteTimeUtc == staged.LastWriteTimeUtc
            : Hash(path).AsSpan().SequenceEqual(Hash(newest.FullName));
    }

    private static byte[] Hash(string path)
    {
        using FileStream file = BackupFolder.OpenRead(path);
        using SHA256 hash = SHA256.Create();
        return hash.ComputeHash(file);
    }
}
