using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Restoration;

/// <summary>Hears what an extraction does, from any of its threads.</summary>
public interface IExtractionObserver
{
    /// <summary>Bytes of content were written.</summary>
    void Wrote(int bytes);

    /// <summary>An entry is at its place, or was there before.</summary>
    /// <param name="file">The entry.</param>
    /// <param name="path">Where it lies.</param>
    /// <param name="outcome">How it came there.</param>
    void Ended(BackupFile file, string path, ExtractionOutcome outcome);

    /// <summary>An entry could not be extracted; the others go on.</summary>
    void Failed(BackupFile file, EngineException error);
}
