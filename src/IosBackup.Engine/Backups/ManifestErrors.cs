using System;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Backups;

/// <summary>Damage of a database or stream is, for a manifest, damage of the manifest.</summary>
internal static class ManifestErrors
{
    public static bool IsDamage(EngineException error) =>
        error.Kind is ErrorKind.DatabaseDamaged or ErrorKind.PayloadDamaged;

    public static EngineException ToManifestDamaged(EngineException error, string path) =>
        new(ErrorKind.ManifestDamaged, error.Message, error) { Target = path };

    /// <summary>Runs something that reads a manifest.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/> and others.</exception>
    public static T Convert<T>(string path, Func<T> read)
    {
        try
        {
            return FileErrors.WhileReading(path, read);
        }
        catch (EngineException e) when (IsDamage(e))
        {
            throw ToManifestDamaged(e, path);
        }
    }
}
