using IosBackup.Engine.Backups;

namespace IosBackup;

/// <summary>An item that is not the same in two backups.</summary>
public sealed class IosBackupDifference
{
    public required FileChange Change { get; init; }

    public required string Domain { get; init; }

    public required string RelativePath { get; init; }

    public required FileKind Kind { get; init; }

    public required DataType DataType { get; init; }

    /// <summary>In what it differs when it is in both.</summary>
    public required FileAspects Aspects { get; init; }

    /// <summary>Bytes in the backup given as reference; null when it is not there.</summary>
    public required long? ReferenceSize { get; init; }

    /// <summary>Bytes in the other backup; null when it is not there.</summary>
    public required long? DifferenceSize { get; init; }

    /// <summary>The item of the backup given as reference, to be restored from there for example.</summary>
    public required IosBackupItem? ReferenceItem { get; init; }

    /// <summary>The item of the other backup.</summary>
    public required IosBackupItem? DifferenceItem { get; init; }

    public override string ToString() => $"{Change}: {Domain}-{RelativePath}";
}
