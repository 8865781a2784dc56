using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Repository;

/// <content>What is deleted, and what takes its place.</content>
internal sealed partial class DeviceRepository
{
    /// <summary>
    /// Deletes a generation: out of sight in one step, then from the disk. When it stood in the newest one's place, the
    /// one before it moves there.
    /// </summary>
    /// <param name="generation">
    /// The generation as it was seen; found again by its run, since a newer one may have taken its place meanwhile.
    /// </param>
    /// <param name="force">Whether to delete it although it is the newest good one.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.LastGeneration"/>: it is the newest good one; <see cref="ErrorKind.BackupReplaced"/>: it is
    /// no longer there.
    /// </exception>
    public void Remove(Generation generation, bool force) => Guard(_layout, () =>
    {
        IReadOnlyList<Generation> all = _repository.Generations(_layout.Udid);
        Generation found = FindAgain(all, generation);
        if (found.Path == NewestGood(all)?.Path && !force)
        {
            throw new EngineException(ErrorKind.LastGeneration, "It is the newest good backup of the device.")
            {
                Target = found.Path,
            };
        }

        _lock.RequireHeld();
        string? stamp = found.Record?.Stamp ?? found.FolderStamp;
        MoveToTrash(found.Path);
        if (stamp is not null && !all.Any(other => other.Path != found.Path && other.Record?.Stamp == stamp))
        {
            MoveToTrash(_layout.Generation(stamp));
        }

        Promote();
        _files.SyncDirectory(_layout.Root);
        EmptyTrash();
        return true;
    });

    /// <summary>
    /// The newest backup that is finished, whole and has not failed its test; null when there is none. Where all have
    /// failed, the newest of them counts: nothing is better.
    /// </summary>
    public static Generation? NewestGood(IEnumerable<Generation> generations) => generations
        .Where(static generation => generation.IsFinished && !generation.IsPartial)
        .OrderBy(static generation => generation.Record?.FailedTest is not null)
        .ThenByDescending(static generation => generation.Date)
        .FirstOrDefault();

    private static Generation FindAgain(IReadOnlyList<Generation> all, Generation seen)
    {
        // Copies that other tools make share the run's UUID: the place decides as long as the run is still there.
        string? uuid = seen.Status?.Uuid;
        return all.FirstOrDefault(other => other.Path == seen.Path && (uuid is null || other.Status?.Uuid == uuid))
            ?? all.FirstOrDefault(other => uuid is not null && other.Status?.Uuid == uuid)
            ?? throw new EngineException(ErrorKind.BackupReplaced, "The backup is no longer there.")
            {
                Target = seen.Path,
            };
    }

    /// <summary>
    /// Gives the youngest good archived generation the newest one's place when that is empty: other tools, and the next
    /// run, look there.
    /// </summary>
    private void Promote()
    {
        if (!Directory.Exists(_layout.Newest)
            && NewestGood(_repository.Generations(_layout.Udid)) is Generation youngest)
        {
            _files.MoveDirectory(youngest.Path, _layout.Newest);
        }
    }

    private void Discard(string folder)
    {
        if (MoveToTrash(folder) is string trash)
        {
            _files.DeleteDirectory(trash);
        }
    }

    private string? MoveToTrash(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return null;
        }

        _files.CreateDirectory(_layout.Trash);
        string trash = _layout.NewTrash();
        _files.MoveDirectory(folder, trash);
        return trash;
    }

    /// <summary>Records of commits that were never begun.</summary>
    private void DiscardPending()
    {
        if (Directory.Exists(_layout.Generations))
        {
            foreach (string pending in Directory.EnumerateDirectories(_layout.Generations, "*.pending"))
            {
                Discard(pending);
            }
        }
    }

    /// <summary>The folder itself stays: on a full volume there may be no room to make it again.</summary>
    private void EmptyTrash()
    {
        _files.CreateDirectory(_layout.Trash);
        foreach (string trash in Directory.EnumerateDirectories(_layout.Trash))
        {
            _files.DeleteDirectory(trash);
        }
    }
}
