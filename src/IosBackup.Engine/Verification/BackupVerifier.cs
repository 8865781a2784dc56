using System;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Verification;

/// <summary>
/// Proves that a backup is whole, or tells what is wrong with it. Nothing in its folder is written; plaintext exists in
/// memory and in private temporary files only.
/// </summary>
public static class BackupVerifier
{
    /// <summary>Verifies a backup. Damage is no error here: it is what the result tells.</summary>
    /// <param name="folder">The backup's folder; in a repository or anywhere else.</param>
    /// <param name="options">What to do.</param>
    /// <param name="progress">Told now and then how far it is, from any thread.</param>
    /// <param name="stop">Ends the work, between chunks of files.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NotABackup"/>; <see cref="ErrorKind.FormatNotSupported"/>: of iOS 4 or earlier;
    /// <see cref="ErrorKind.BackupPasswordRequired"/>: <see cref="VerificationLevel.Full"/> of an encrypted backup;
    /// <see cref="ErrorKind.BackupPartial"/>: <see cref="VerificationLevel.Drill"/> of chosen data types;
    /// <see cref="ErrorKind.BackupPasswordIncorrect"/>; <see cref="ErrorKind.BackupReplaced"/>: another run has made
    /// what lies there now; <see cref="ErrorKind.DestinationFull"/>: no room for the decrypted manifest.
    /// </exception>
    public static Task<VerificationResult> RunAsync(
        string folder,
        VerificationOptions options,
        IProgress<VerificationProgress>? progress,
        CancellationToken stop) => Task.Run(() => RunHereAsync(folder, options, progress, stop), stop);

    private static async Task<VerificationResult> RunHereAsync(
        string folder,
        VerificationOptions options,
        IProgress<VerificationProgress>? progress,
        CancellationToken stop)
    {
        try
        {
            string path = Path.GetFullPath(folder)
                .TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
            using BackupFolder opened = new(path);
            return await new VerificationRun(opened, options, progress, stop).RunAsync();
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToReadException(e, folder);
        }
    }
}
