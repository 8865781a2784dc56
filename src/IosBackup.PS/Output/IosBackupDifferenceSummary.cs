using IosBackup.Engine.Backups;

namespace IosBackup;

/// <summary>How much of a type of data is not the same in two backups. Files only; sizes are in bytes.</summary>
public sealed class IosBackupDifferenceSummary
{
    public required DataType DataType { get; init; }

    public required long Added { get; init; }

    public required long Removed { get; init; }

    public required long Changed { get; init; }

    /// <summary>Bytes of what was added.</summary>
    public required long AddedSize { get; init; }

    /// <summary>Bytes of what was removed.</summary>
    public required long RemovedSize { get; init; }

    /// <summary>Bytes of what changed, as it is in the newer state.</summary>
    public required long ChangedSize { get; init; }

    /// <summary>The folder of the older state.</summary>
    public required string ReferencePath { get; init; }

    /// <summary>The folder of the newer state.</summary>
    public required string DifferencePath { get; init; }

    public override string ToString() => DataType.ToString();
}
