namespace IosBackup.Backups;

/// <summary>Where a cmdlet finds a backup.</summary>
/// <param name="Path">The backup's folder.</param>
/// <param name="RunId">The run that must have made it; null when any will do.</param>
internal sealed record BackupPlace(string Path, string? RunId)
{
    public static BackupPlace Of(IosBackup backup) => new(backup.Path, backup.RunId);
}
