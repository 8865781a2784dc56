namespace IosBackup;

/// <summary>How much of a backup is of one kind.</summary>
public sealed class IosBackupMeasurement
{
    /// <summary>The type of data, the app or the domain that was counted.</summary>
    public required string Name { get; init; }

    /// <summary>What the name is: DataType, App or Domain.</summary>
    public required IosBackupGrouping GroupedBy { get; init; }

    /// <summary>Files, without directories and links.</summary>
    public required long FileCount { get; init; }

    /// <summary>Bytes of the files, as the phone stated them.</summary>
    public required long Size { get; init; }

    /// <summary>Part of all bytes, from 0 to 1.</summary>
    public required double Share { get; init; }

    /// <summary>The folder of the backup.</summary>
    public required string BackupPath { get; init; }

    public override string ToString() => Name;
}
