using System;

namespace IosBackup;

/// <summary>What Copy-IosBackup did with a backup. Sizes are in bytes.</summary>
public sealed record IosBackupCopyResult
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that the device had.</summary>
    public string? DeviceName { get; init; }

    /// <summary>When the backup was made.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The folder that was copied.</summary>
    public required string Source { get; init; }

    /// <summary>The copy's folder. Other cmdlets take it for a backup.</summary>
    public required string Path { get; init; }

    /// <summary>The copy.</summary>
    public required IosBackup Backup { get; init; }

    /// <summary>Whether the destination had it already, so that nothing was done.</summary>
    public required bool WasThere { get; init; }

    /// <summary>Files that travelled.</summary>
    public required long FilesCopied { get; init; }

    /// <summary>Bytes that travelled.</summary>
    public required long BytesCopied { get; init; }

    /// <summary>Files that other backups at the destination share.</summary>
    public required long FilesShared { get; init; }

    /// <summary>Whether the copy was read back and passed; null when that was not asked for.</summary>
    public bool? IsVerified { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }
}
