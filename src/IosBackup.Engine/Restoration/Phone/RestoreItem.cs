using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>An item of a backup that is put onto a device.</summary>
/// <param name="Source">The backup; open, and unlocked when it is encrypted.</param>
/// <param name="File">The item.</param>
public sealed record RestoreItem(Backup Source, BackupFile File);
