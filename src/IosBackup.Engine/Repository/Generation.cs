using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Repository;

/// <summary>A backup's folder in a repository, with what the repository remembers of it.</summary>
internal sealed class Generation
{
    private static readonly TimeSpan s_mostWrong = TimeSpan.FromDays(1);

    public Generation(
        string path, string udid, string? stamp, bool isPartial, BackupStatus? status, GenerationRecord? record)
    {
        Path = path;
        Udid = udid;
        FolderStamp = stamp;
        IsPartial = isPartial;
        Status = status;
        Record = record;
    }

    public string Path { get; }

    public string Udid { get; }

    /// <summary>The stamp in the folder's name; null for the newest generation.</summary>
    public string? FolderStamp { get; }

    public bool IsNewest => FolderStamp is null;

    public bool IsPartial { get; }

    /// <summary>Status.plist; null when it is missing or damaged.</summary>
    public BackupStatus? Status { get; }

    /// <summary>Null when another tool made or changed the backup, or the record is lost.</summary>
    public GenerationRecord? Record { get; }

    /// <summary>Whether the device said that the run ended well.</summary>
    public bool IsFinished => Status?.IsFinished ?? false;

    /// <summary>
    /// When it was made, by the device's clock; by this computer's where the device's was more than a day off, so that
    /// it decides on no order. The earliest time there is when nothing tells.
    /// </summary>
    public DateTimeOffset Date
    {
        get
        {
            DateTimeOffset? host = RepositoryLayout.ParseStamp(FolderStamp ?? Record?.Stamp ?? string.Empty);
            return Status?.Date is not DateTimeOffset told ? host ?? DateTimeOffset.MinValue
                : Committed is DateTimeOffset committed && (committed - told).Duration() > s_mostWrong ? committed
                : told;
        }
    }

    /// <summary>When a run of this module put it in place; null for what others made.</summary>
    private DateTimeOffset? Committed =>
        Record is { IsAdopted: false } own ? RepositoryLayout.ParseStamp(own.Stamp) : null;

    /// <summary>Reads a backup's Status.plist; null when it is missing or damaged.</summary>
    public static BackupStatus? ReadStatus(string folder) =>
        Read(folder, BackupStatus.FileName, static bytes => BackupStatus.Parse(bytes));

    /// <summary>
    /// Whether encryption has been turned on or off since: a device then sends everything anew. False when nothing
    /// tells.
    /// </summary>
    /// <param name="willEncrypt">Whether the device encrypts its backups now.</param>
    public bool IsEncryptedOtherwise(bool? willEncrypt) => willEncrypt is bool will
        && Read(Path, BackupProperties.FileName, static bytes => BackupProperties.Parse(bytes))?.IsEncrypted == !will;

    private static T? Read<T>(string folder, string name, Func<byte[], T> parse)
        where T : class
    {
        const int Largest = 1024 * 1024;
        try
        {
            return new BackupFolder(folder).TryReadAll(name, Largest) is byte[] bytes ? parse(bytes) : null;
        }
        catch (Exception e) when (e is EngineException or IOException)
        {
            return null;
        }
    }
}
