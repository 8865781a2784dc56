using System;
using System.Collections.Generic;
using System.IO;
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

    /// <summary>Whether the staged metadata is such that a device can take up the run.</summary>
    /// <remarks>
    /// A device that finds Status.plist unfinished goes on by itself; torn metadata it answers with an error, so that is
    /// found here.
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
    /// After a restart of the machine, names may have survived whose content did not. Files that are not what the log
    /// says are deleted where the device will send them again.
    /// </summary>
    /// <returns>False when something is wrong that the device would not notice.</returns>
    public bool DropTornFiles()
    {
        Dictionary<string, LedgerEntry> received = new(StringComparer.Ordinal);
        if (File.Exists(layout.ReceivedLog))
        {
            foreach (LedgerEntry entry in ReceivedLog.Read(layout.ReceivedLog))
            {
                received[Hex.Lower(entry.FileId)] = entry;
            }
        }

        string snapshot = Path.Combine(layout.StagedBackup, BackupFolder.SnapshotName);
        if (Directory.Exists(snapshot))
        {
            foreach (string path in Directory.EnumerateFiles(snapshot, "*", SearchOption.AllDirectories))
            {
                if (!received.TryGetValue(Path.GetFileName(path), out LedgerEntry entry) || !IsWhole(path, entry))
                {
                    files.DeleteFile(path);
                }
            }
        }

        foreach (KeyValuePair<string, LedgerEntry> entry in received)
        {
            string moved = Path.Combine(layout.StagedBackup, BackupFolder.ShardedName(entry.Key));
            if (File.Exists(moved) && !File.Exists(Path.Combine(snapshot, BackupFolder.ShardedName(entry.Key)))
                && !IsWhole(moved, entry.Value) && !IsInNewest(moved, entry.Key))
            {
                return false;
            }
        }

        return true;
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
        using FileStream file = BackupFolder.OpenRead(path);
        using SHA256 hash = SHA256.Create();
        return file.Length == expected.Length && hash.ComputeHash(file).AsSpan().SequenceEqual(expected.Sha256);
    }

    /// <summary>
    /// A file whose older version still stands in its place because its move did not happen before the power cut.
    /// </summary>
    private bool IsInNewest(string path, string fileId)
    {
        string newest = Path.Combine(layout.Newest, BackupFolder.ShardedName(fileId));
        return File.Exists(newest) && new FileInfo(newest).Length == new FileInfo(path).Length;
    }
}
