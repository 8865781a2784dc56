using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;

namespace IosBackup.KillHost;

/// <summary>Ends an extraction at the first entry that fails, and holds it after so many files.</summary>
internal sealed class FailFastObserver(int mostFiles) : IExtractionObserver
{
    private int _files;

    public void Wrote(int bytes)
    {
    }

    public void Ended(BackupFile file, string path, ExtractionOutcome outcome)
    {
        if (outcome == ExtractionOutcome.Written && Interlocked.Increment(ref _files) > mostFiles)
        {
            Thread.Sleep(Timeout.Infinite);
        }
    }

    public void Failed(BackupFile file, EngineException error) => throw error;
}
