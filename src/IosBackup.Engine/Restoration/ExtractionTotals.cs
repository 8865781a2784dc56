using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Restoration;

/// <summary>What an extraction of a whole backup comes to.</summary>
/// <param name="Files">Regular files.</param>
/// <param name="Bytes">
/// Their bytes, by the sizes that the phone stated, and no more of a large file than is stored.
/// </param>
public sealed record ExtractionTotals(long Files, long Bytes)
{
    private static readonly BackupFileQuery s_files = new() { Kinds = FileKind.File };

    /// <summary>Adds up a backup's files.</summary>
    /// <exception cref="EngineException">As for <see cref="Backup.Files"/>.</exception>
    public static ExtractionTotals Of(Backup backup, CancellationToken stop)
    {
        long files = 0;
        long bytes = 0;
        foreach (BackupFile file in backup.Files(s_files, stop))
        {
            files++;
            bytes += PlausibleSize.Of(backup, file);
        }

        return new ExtractionTotals(files, bytes);
    }
}
