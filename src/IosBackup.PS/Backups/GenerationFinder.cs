using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Repository;

namespace IosBackup.Backups;

/// <summary>Finds the generation that a cmdlet's backup stands for, though it may have moved since.</summary>
internal static class GenerationFinder
{
    /// <summary>The folder of backups that holds a backup.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.NotABackup"/>.</exception>
    public static string RootOf(BackupPlace place) =>
        Path.GetDirectoryName(FullPath(place)) ?? throw NotABackup(place);

    /// <summary>The generation.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.NotABackup"/>: the folder's name is no backup's;
    /// <see cref="ErrorKind.BackupReplaced"/>: it is gone.
    /// </exception>
    public static Generation Find(BackupRepository repository, BackupPlace place)
    {
        string path = FullPath(place);
        if (repository.Find(path) is not Generation found)
        {
            throw NotABackup(place);
        }

        if (place.RunId is null || RunOf(found) == place.RunId)
        {
            return Directory.Exists(path) ? found : throw NotABackup(place);
        }

        return repository.Generations(found.Udid).FirstOrDefault(other => RunOf(other) == place.RunId)
            ?? throw new EngineException(ErrorKind.BackupReplaced, "The backup is no longer there.")
            {
                Target = path,
            };
    }

    /// <summary>
    /// The same for a source that is only read, where a backup may have any name: its device is what it says.
    /// </summary>
    /// <exception cref="EngineException">As for <see cref="Find"/>.</exception>
    public static Generation FindAny(BackupRepository repository, BackupPlace place)
    {
        string path = FullPath(place);
        if (repository.Find(path) is not null)
        {
            return Find(repository, place);
        }

        IosBackup described = BackupDescriptions.Describe(path);
        return RepositoryLayout.IsUdid(described.Udid)
            ? new Generation(path, described.Udid, null, described.IsPartial, Generation.ReadStatus(path), null)
            : throw NotABackup(place);
    }

    /// <summary>The run that made a generation, as its backup tells it: without Status.plist by its time.</summary>
    private static string? RunOf(Generation generation)
    {
        if (generation.Status?.Uuid is string known)
        {
            return known;
        }

        try
        {
            using Backup backup = Backup.Open(generation.Path);
            return backup.RunId;
        }
        catch (EngineException)
        {
            // Nothing else describes it either.
            return null;
        }
    }

    private static string FullPath(BackupPlace place) => Path.GetFullPath(place.Path)
        .TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);

    private static EngineException NotABackup(BackupPlace place) =>
        new(ErrorKind.NotABackup, "It is no backup of a repository.") { Target = place.Path };
}
