using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Verification;

/// <summary>
/// The content that lies in a backup's folder, in the order of ids. Each folder is read once and no more than one is
/// held. What does not belong there becomes a finding.
/// </summary>
/// <param name="folder">The backup's folder.</param>
/// <param name="isFlat">Whether content belongs directly into it, as before iOS 10.</param>
/// <param name="slice">The part to look at; null for everything.</param>
internal sealed class StoredFiles(BackupFolder folder, bool isFlat, VerificationSlice? slice)
{
    private const int Shards = 256;

    private static readonly HashSet<string> s_metadata = new(StringComparer.Ordinal)
    {
        BackupInfo.FileName,
        BackupProperties.FileName,
        BackupStatus.FileName,
        ManifestDatabase.FileName,
        ManifestRecords.FileName,
    };

    /// <summary>Counts the content.</summary>
    public (long Files, long Bytes) Measure(CancellationToken stop)
    {
        long files = 0;
        long bytes = 0;
        foreach (StoredFile file in InOrder(new FindingList(), stop))
        {
            files++;
            bytes += file.Length;
        }

        return (files, bytes);
    }

    /// <summary>Streams the content in the order of ids.</summary>
    public IEnumerable<StoredFile> InOrder(FindingList findings, CancellationToken stop)
    {
        List<StoredFile> flat = ListRoot(findings);
        if (isFlat)
        {
            foreach (StoredFile file in flat)
            {
                yield return file;
            }
        }

        for (int shard = 0; shard < Shards; shard++)
        {
            stop.ThrowIfCancellationRequested();
            string name = shard.ToString("x2", CultureInfo.InvariantCulture);
            foreach (StoredFile file in slice?.TouchesShard(shard) == false ? [] : ListShard(name, findings))
            {
                yield return file;
            }
        }
    }

    private List<StoredFile> ListRoot(FindingList findings)
    {
        List<StoredFile> files = [];
        foreach (FileSystemInfo entry in List(".", findings))
        {
            bool isFolder = entry is DirectoryInfo;
            if (isFolder && entry.Name == BackupFolder.SnapshotName)
            {
                findings.Add(FindingKind.SnapshotLeft, entry.Name);
            }
            else if (!isFolder && FileIds.IsValid(entry.Name))
            {
                Take(entry, isInPlace: isFlat, entry.Name, files, findings);
            }
            else if (!(isFolder ? IsShard(entry.Name) : s_metadata.Contains(entry.Name)))
            {
                findings.Add(FindingKind.ForeignFile, entry.Name);
            }
        }

        files.Sort(static (left, right) => string.CompareOrdinal(left.FileId, right.FileId));
        return files;
    }

    private List<StoredFile> ListShard(string shard, FindingList findings)
    {
        List<StoredFile> files = [];
        foreach (FileSystemInfo entry in List(shard, findings))
        {
            string name = shard + "/" + entry.Name;
            if (entry is DirectoryInfo || !FileIds.IsValid(entry.Name))
            {
                findings.Add(FindingKind.ForeignFile, name);
                continue;
            }

            bool isInPlace = !isFlat && entry.Name.StartsWith(shard, StringComparison.Ordinal);
            Take(entry, isInPlace, name, files, findings);
        }

        files.Sort(static (left, right) => string.CompareOrdinal(left.FileId, right.FileId));
        return files;
    }

    private void Take(
        FileSystemInfo entry, bool isInPlace, string name, List<StoredFile> files, FindingList findings)
    {
        if (!isInPlace)
        {
            findings.Add(FindingKind.PayloadMisplaced, null, entry.Name, name);
        }
        else if (slice?.Contains(entry.Name) != false && Measure(entry) is StoredFile file)
        {
            files.Add(file);
        }
    }

    private static StoredFile? Measure(FileSystemInfo entry)
    {
        try
        {
            long length = FileLinks.IsLink(entry) ? -1 : ((FileInfo)entry).Length;
            bool isFile = length > 0 || (length == 0 && !NativeFiles.IsSpecial(entry.FullName));
            return new StoredFile(entry.Name, Math.Max(length, 0), isFile);
        }
        catch (FileNotFoundException)
        {
            // Gone since it was listed: its row will find nothing.
            return null;
        }
    }

    private FileSystemInfo[] List(string name, FindingList findings)
    {
        try
        {
            return folder.Follow(() => ListNow(new DirectoryInfo(folder[name])));
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            findings.Add(FindingKind.PayloadUnreadable, name, e.Message);
            return [];
        }
    }

    /// <summary>
    /// What is in a folder, with all that is asked of it later: by then another may stand in its place.
    /// </summary>
    private static FileSystemInfo[] ListNow(DirectoryInfo directory)
    {
        FileSystemInfo[] entries = directory.Exists ? [.. directory.EnumerateFileSystemInfos()] : [];
        foreach (FileSystemInfo entry in entries)
        {
            _ = entry.Attributes;
        }

        return entries;
    }

    private static bool IsShard(string name) => name.Length == 2 && name.All(
        static digit => digit is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
