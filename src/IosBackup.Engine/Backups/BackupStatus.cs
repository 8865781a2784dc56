using System;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>Status.plist: what a device says at the end of a run. Unknown keys are kept.</summary>
public sealed class BackupStatus
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "Status.plist";

    /// <summary><see cref="SnapshotState"/> of a backup whose last run ended well.</summary>
    public const string Finished = "finished";

    /// <summary><see cref="SnapshotState"/> while files arrive; what was there before is still consistent.</summary>
    public const string Uploading = "uploading";

    /// <summary>Makes a status of its values.</summary>
    public BackupStatus(PlistDictionary values)
    {
        Values = values;
    }

    /// <summary>All keys, also those that have no property here.</summary>
    public PlistDictionary Values { get; }

    /// <summary><c>new</c> in every good backup; <c>empty</c> or <c>old</c> cannot be restored.</summary>
    public string? BackupState
    {
        get => Values.GetString("BackupState");
        set => Values.Set("BackupState", value);
    }

    /// <summary>When the run ended.</summary>
    public DateTimeOffset? Date
    {
        get => Values.GetDate("Date");
        set => Values.Set("Date", value);
    }

    /// <summary>Whether all files were sent in that run. False says nothing about completeness.</summary>
    public bool? IsFullBackup
    {
        get => Values.GetBoolean("IsFullBackup");
        set => Values.Set("IsFullBackup", value);
    }

    /// <summary>
    /// How far the run got: <c>uploading</c>, <c>moving</c>, <c>removing</c>, <see cref="Finished"/>.
    /// </summary>
    public string? SnapshotState
    {
        get => Values.GetString("SnapshotState");
        set => Values.Set("SnapshotState", value);
    }

    /// <summary>Identifies the run.</summary>
    public string? Uuid
    {
        get => Values.GetString("UUID");
        set => Values.Set("UUID", value);
    }

    /// <summary>Version of the file: <c>3.3</c> since iOS 10, <c>2.4</c> before.</summary>
    public string? Version
    {
        get => Values.GetString("Version");
        set => Values.Set("Version", value);
    }

    /// <summary>Whether the last run ended well. Everything else makes the backup incomplete.</summary>
    public bool IsFinished => SnapshotState == Finished;

    /// <summary>The status of a backup that was finished now.</summary>
    public static BackupStatus CreateFinished(DateTimeOffset date, bool isFullBackup) => new(new PlistDictionary())
    {
        BackupState = "new",
        Date = date,
        IsFullBackup = isFullBackup,
        SnapshotState = Finished,
        Uuid = Guid.NewGuid().ToString().ToUpperInvariant(),
        Version = "3.3",
    };

    /// <summary>Reads the file.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PropertyListInvalid"/>.</exception>
    public static BackupStatus Parse(ReadOnlySpan<byte> bytes) => new(PropertyList.ParseDictionary(bytes));

    /// <summary>The file's content.</summary>
    public byte[] ToBytes() => PropertyList.ToBinary(Values);
}
