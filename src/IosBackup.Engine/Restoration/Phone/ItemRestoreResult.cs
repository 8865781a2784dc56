using System.Collections.Generic;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Runs;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>Items that were put onto a device.</summary>
public sealed record ItemRestoreResult
{
    /// <summary>The backup that was made of the device before; it stays in the repository.</summary>
    public required BackupRunResult Before { get; init; }

    /// <summary>The restore itself.</summary>
    public required PhoneRestoreResult Restore { get; init; }

    /// <summary>
    /// What was put in: the items, what belongs to databases among them, and folders that the device lacked.
    /// </summary>
    public required IReadOnlyCollection<BackupFile> Items { get; init; }
}
