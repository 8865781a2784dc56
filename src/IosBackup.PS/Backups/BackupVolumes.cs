using System;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Backups;

/// <summary>Finds out what the volume of a repository can do.</summary>
internal static class BackupVolumes
{
    /// <summary>
    /// Looks at the volume. What a new generation costs is tried out in the repository's own folder; a folder that is
    /// no repository is left as it is.
    /// </summary>
    public static IosBackupVolume Look(string root)
    {
        string own = Path.Combine(root, RepositoryLayout.OwnFolder);
        return new IosBackupVolume
        {
            FreeSpace = Try(() => (long?)FileLayer.Real.FreeSpace(root)),
            CloneMethod = Directory.Exists(own)
                ? Try(() => (CloneMethod?)VolumeProbe.Probe(FileLayer.Real, own))
                : null,
            IsCaseSensitive = IsCaseSensitive(root),
        };
    }

    private static bool? IsCaseSensitive(string root)
    {
        string name = Path.GetFileName(root);
        string? parent = Path.GetDirectoryName(root);
        string upper = name.ToUpperInvariant();
        string other = string.Equals(upper, name, StringComparison.Ordinal) ? name.ToLowerInvariant() : upper;
        return parent is null || string.Equals(other, name, StringComparison.Ordinal)
            ? null
            : !Directory.Exists(Path.Combine(parent, other));
    }

    private static T? Try<T>(Func<T?> look)
    {
        try
        {
            return look();
        }
        catch (Exception error) when (FileErrors.IsFileError(error) || error is EngineException)
        {
            return default;
        }
    }
}
