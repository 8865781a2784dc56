namespace IosBackup.Engine.Backups;

/// <summary>An entry that is not the same in two backups.</summary>
/// <param name="Change">What became of it.</param>
/// <param name="Before">The entry of the first backup; null when it was added.</param>
/// <param name="After">The entry of the second backup; null when it was removed.</param>
/// <param name="Aspects">What differs when it is in both.</param>
public sealed record FileDifference(FileChange Change, BackupFile? Before, BackupFile? After, FileAspects Aspects)
{
    /// <summary>The entry, of the second backup where that has it.</summary>
    public BackupFile File => After ?? Before!;
}
