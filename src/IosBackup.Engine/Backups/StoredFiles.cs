using System;
using System.IO;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Backups;

/// <summary>What a backup's folder holds of stored content, by looking at the folder.</summary>
/// <param name="Count">Files.</param>
/// <param name="Bytes">Their bytes.</param>
public sealed record StoredFiles(long Count, long Bytes)
{
    /// <summary>Looks through a folder; takes a while for a large one.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.BackupUnavailable"/>.</exception>
    public static StoredFiles Measure(string folder, CancellationToken stop = default)
    {
        long count = 0;
        long bytes = 0;
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            {
                stop.ThrowIfCancellationRequested();
                if (FileIds.IsValid(file.Name))
                {
                    count++;
                    bytes += file.Length;
                }
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToReadException(e, folder);
        }

        return new StoredFiles(count, bytes);
    }
}
