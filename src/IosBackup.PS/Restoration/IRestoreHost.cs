using System;
using System.Threading.Tasks;
using IosBackup.Pipeline;

namespace IosBackup.Restoration;

/// <summary>What Restore-IosBackup offers to the classes that do its work.</summary>
internal interface IRestoreHost
{
    /// <summary>Writes an object to the pipeline.</summary>
    void Emit(object output);

    /// <summary>Writes an error and goes on.</summary>
    void Fail(Exception error, object? target);

    /// <summary>Writes an error that makes going on pointless.</summary>
    void End(Exception error);

    /// <summary>Asks whether a device may lose what it has.</summary>
    /// <param name="device">Its name and UDID.</param>
    Task<RestoreConsent> AskAsync(string device);

    /// <summary>Adds an activity to the progress display.</summary>
    ProgressLine AddProgress(string activity);
}
