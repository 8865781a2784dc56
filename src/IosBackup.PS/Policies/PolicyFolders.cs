using System.IO;
using IosBackup.Engine.Errors;

namespace IosBackup.Policies;

/// <summary>
/// The folders that a policy names have to be there: of a drive that is not, a run would make a new folder on another
/// one, and call that a success.
/// </summary>
internal static class PolicyFolders
{
    /// <summary>What is wrong with a folder; null when it is there.</summary>
    public static EngineException? Find(string folder) => Directory.Exists(folder)
        ? null
        : new EngineException(
            ErrorKind.DestinationUnavailable,
            "The folder is not there. A policy makes none: make it once, when the drive that it is on is there.")
        {
            Target = folder,
        };
}
