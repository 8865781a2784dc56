using System;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Exports.Records;

/// <summary>How records are exported.</summary>
public sealed record ExportOptions
{
    /// <summary>The folder that everything goes to; made when it does not exist.</summary>
    public required string Destination { get; init; }

    /// <summary>The format.</summary>
    public required ExportFormat Format { get; init; }

    /// <summary>Opens the backup at a path, for the files that belong to records. It stays the opener's.</summary>
    public required Func<string, Backup> OpenBackup { get; init; }

    /// <summary>Whether files are written beside pages.</summary>
    public bool IncludeAttachments { get; init; } = true;

    /// <summary>Whether vCards are of version 4.0, instead of 3.0 that more programs read.</summary>
    public bool UsesVCard4 { get; init; }
}
