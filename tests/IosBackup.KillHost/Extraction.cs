using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Files;
using IosBackup.Engine.Restoration;

namespace IosBackup.KillHost;

/// <summary>Extracts a backup, but for what exceeds a number of files: then it waits to be killed.</summary>
internal static class Extraction
{
    public static void Run(string path, string password, string destination, int files)
    {
        using Backup backup = Backup.Open(path);
        using BackupPassword secret = BackupPassword.FromChars(password);
        backup.Unlock(secret);
        using FolderExtraction extraction = new(
            FileLayer.Real, destination, new ExtractionOptions(), new FailFastObserver(files), CancellationToken.None);
        foreach (BackupFile file in backup.Files())
        {
            extraction.Add(backup, file);
        }

        extraction.Complete();
    }
}
