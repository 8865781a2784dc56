using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>Where a cmdlet finds a backup.</summary>
/// <param name="Path">The backup's folder.</param>
/// <param name="RunId">The run that must have made it; null when any will do.</param>
internal sealed record BackupPlace(string Path, string? RunId)
{
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: it has no path. PowerShell makes such backups of any object that shares
    /// a property with them.
    /// </exception>
    public static BackupPlace Of(IosBackup backup) => string.IsNullOrEmpty(backup.Path)
        ? throw new EngineException(
            ErrorKind.InvalidArgument,
            "An object without the property Path names no backup. Give a path, or what Get-IosBackup gives.")
        : new BackupPlace(backup.Path, backup.RunId);
}
