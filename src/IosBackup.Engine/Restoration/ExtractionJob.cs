using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration;

/// <summary>An entry that is to be written.</summary>
internal readonly record struct ExtractionJob(Backup Backup, Placement Placement);
