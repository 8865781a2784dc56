using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// What of a generation's folder belongs to the backup, and so to its copies. Folders that others have put there stay
/// behind, and so does what lies among the payloads and is none; links are passed over.
/// </summary>
internal static class GenerationFiles
{
    private const int ShardDigits = 2;

    /// <summary>
    /// The paths of a backup's folders: its own first, each after the one that holds it. Its own may be a link: whoever
    /// moved it to another disk has put that there.
    /// </summary>
    public static IEnumerable<string> Folders(string backup)
    {
        string snapshot = Path.Combine(backup, BackupFolder.SnapshotName);
        DirectoryInfo[] tops = [new(backup), new(snapshot)];
        return tops.Where((top, place) => top.Exists && (place == 0 || !FileLinks.IsLink(top)))
            .SelectMany(static top => top.EnumerateDirectories()
                .Where(static folder => IsShard(folder.Name) && !FileLinks.IsLink(folder))
                .Select(static folder => folder.FullName)
                .Prepend(top.FullName));
    }

    /// <summary>
    /// The files in one of these folders. Beside the metadata, tools put small files of their own; before iOS 10
    /// payloads lie there too.
    /// </summary>
    public static IEnumerable<FileInfo> In(string backup, string folder)
    {
        string name = Path.GetFileName(folder);
        bool isShard = folder != backup && IsShard(name);
        return new DirectoryInfo(folder).EnumerateFiles()
            .Where(file => !FileLinks.IsLink(file) && (!isShard || IsPayload(file.Name, name)));
    }

    /// <summary>A link where a payload, or a folder of payloads, should be; null when there is none.</summary>
    public static string? FindLink(string backup) => Folders(backup)
        .SelectMany(static folder => new DirectoryInfo(folder).EnumerateFileSystemInfos())
        .FirstOrDefault(static entry =>
            (FileIds.IsValid(entry.Name) || IsShard(entry.Name)) && FileLinks.IsLink(entry))?.FullName;

    /// <summary>The path that something in a backup's folder has in another folder.</summary>
    public static string InPlaceOf(string backup, string path, string other) =>
        Path.Combine(other, path.Substring(backup.Length).TrimStart(Path.DirectorySeparatorChar));

    private static bool IsPayload(string name, string shard) =>
        FileIds.IsValid(name) && name.StartsWith(shard, StringComparison.Ordinal);

    private static bool IsShard(string name) =>
        name.Length == ShardDigits && name.All(static digit => digit is (>= '0' and <= '9') or (>= 'a' and <= 'f'));
}
