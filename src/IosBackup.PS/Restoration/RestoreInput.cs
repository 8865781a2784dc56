using System.Collections.Generic;
using IosBackup.Backups;

namespace IosBackup.Restoration;

/// <summary>What one record of Restore-IosBackup brings.</summary>
/// <param name="Places">Whole backups.</param>
/// <param name="Items">Items of backups.</param>
internal sealed record RestoreInput(IReadOnlyList<BackupPlace> Places, IReadOnlyList<IosBackupItem> Items);
