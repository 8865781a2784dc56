using System.Collections.Concurrent;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Restoration;

namespace IosBackup.Engine.Tests.Restoration;

/// <summary>Keeps what an extraction tells.</summary>
internal sealed class RecordingObserver : IExtractionObserver
{
    public ConcurrentDictionary<string, (string Path, ExtractionOutcome Outcome)> Ended { get; } = new();

    public ConcurrentDictionary<string, EngineException> Failures { get; } = new();

    public void Wrote(int bytes)
    {
    }

    void IExtractionObserver.Ended(BackupFile file, string path, ExtractionOutcome outcome) =>
        Ended[file.ToString()] = (path, outcome);

    public void Failed(BackupFile file, EngineException error) => Failures[file.ToString()] = error;
}
