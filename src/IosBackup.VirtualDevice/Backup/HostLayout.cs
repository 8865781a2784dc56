using System;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Where things lie below the host's backup root.</summary>
internal sealed class HostLayout(string udid)
{
    public const string StatusName = BackupStatus.FileName;
    public const string PropertiesName = BackupProperties.FileName;
    public const string ManifestName = ManifestDatabase.FileName;

    /// <summary>The folders that payloads are spread over, in no order that anyone could rely on.</summary>
    public static readonly string[] Shards = [.. Enumerable.Range(0, 256)
        .Select(static index => (index * 167) & 0xFF)
        .Select(static index => index.ToString("x2", CultureInfo.InvariantCulture))];

    /// <summary>The phone's backup.</summary>
    public string Root => udid;

    /// <summary>What a run has sent, until it is complete.</summary>
    public string Snapshot { get; } = In(udid, BackupFolder.SnapshotName);

    public string Status => In(Root, StatusName);

    public string Info => In(Root, BackupInfo.FileName);

    /// <summary>An index of iOS 4, which phones still ask to be removed.</summary>
    public string OldIndex => In(Root, "Manifest.mbdx");

    public static string In(string folder, string name) => folder + "/" + name;

    /// <summary>Where a payload lies within a folder.</summary>
    public static string Payload(string folder, string fileId) => $"{folder}/{fileId.Substring(0, 2)}/{fileId}";

    /// <summary>Where a backup of an older format, or the copy of one that is to be restored, is put aside.</summary>
    public string Aside(DateTimeOffset now) =>
        udid + now.ToString("'-'yyyyMMdd'-'HHmmss", CultureInfo.InvariantCulture);
}
