using IosBackup.Engine.Backups;
using IosBackup.Output;

namespace IosBackup;

/// <summary>How much of a type of data a restore brings. Sizes are in bytes.</summary>
public sealed record IosRestoreDataType
{
    public required DataType DataType { get; init; }

    public required long FileCount { get; init; }

    public required long Size { get; init; }

    public override string ToString() =>
        $"{DataType}: {_Format.Count(FileCount)} {(FileCount == 1 ? "file" : "files")}, {_Format.Size(Size)}";
}
