using System;
using System.IO;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Restoration;

/// <summary>The bytes to expect of a file.</summary>
internal static class PlausibleSize
{
    /// <summary>Files that large are few, so that looking at each is cheap.</summary>
    private const long WorthALook = 64 * 1024 * 1024;

    /// <summary>
    /// The size that the phone stated; of large files no more than is stored: one absurd statement must not keep a
    /// whole backup from being restored.
    /// </summary>
    public static long Of(Backup backup, BackupFile file)
    {
        if (file.Size < WorthALook)
        {
            return Math.Max(0, file.Size);
        }

        try
        {
            using Stream stored = backup.OpenStored(file);
            return Math.Min(file.Size, stored.Length);
        }
        catch (Exception e) when (e is EngineException || FileErrors.IsFileError(e))
        {
            // What cannot be read is not written either.
            return 0;
        }
    }
}
