using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration;

/// <summary>An entry that is to be written.</summary>
/// <param name="Backup">Where it comes from.</param>
/// <param name="Placement">Where it goes.</param>
/// <param name="IsAlone">Whether nothing can be there yet.</param>
internal readonly record struct ExtractionJob(Backup Backup, Placement Placement, bool IsAlone = false);
