using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;

namespace IosBackup.KillHost;

/// <summary>Ends an extraction at the first entry that fails.</summary>
internal sealed class FailFastObserver : IExtractionObserver
{
    public void Wrote(int bytes)
    {
    }

    public void Ended(BackupFile file, string path, ExtractionOutcome outcome)
    {
    }

    public void Failed(BackupFile file, EngineException error) => throw error;
}
