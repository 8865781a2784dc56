using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Repository;

/// <content>What is deleted, and what takes its place.</content>
internal sealed partial class DeviceRepository
{
    /// <summary>
    /// Deletes a generation: out of sight in one step, then from the disk. When it was the newest, the one before it
    /// takes its place.
    /// </summary>
    /// <param name="generation">The generation.</param>
    /// <param name="evenLast">Whether to delete it although no other good one is left.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.LastGeneration"/>.</exception>
    public void Remove(Generation generation, bool evenLast) => Guard(_layout, () =>
    {
        bool othersAreGood = _repository.Generations(_layout.Udid).Any(
            other => other.Path != generation.Path && other.IsFinished && !other.IsPartial);
        if (generation.IsFinished && !generation.IsPartial && !othersAreGood && !evenLast)
        {
            throw new EngineException(ErrorKind.LastGeneration, "No other good backup of the device is left.")
            {
                Target = generation.Path,
            };
        }

        string? stamp = generation.Record?.Stamp ?? generation.FolderStamp;
        Discard(generation.Path);
        if (stamp is not null)
        {
            Discard(_layout.Generation(stamp));
        }

        Promote();
        return true;
    });

    /// <summary>
    /// Gives the youngest good archived generation the newest one's place when that is empty: other tools, and the next
    /// run, look there.
    /// </summary>
    private void Promote()
    {
        if (!Directory.Exists(_layout.Newest)
            && _repository.Generations(_layout.Udid).FirstOrDefault(static g => g.IsFinished && !g.IsPartial)
                is Generation youngest)
        {
            _files.MoveDirectory(youngest.Path, _layout.Newest);
        }
    }

    private void Discard(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        _files.CreateDirectory(_layout.Trash);
        string trash = Path.Combine(_layout.Trash, Guid.NewGuid().ToString("N"));
        _files.MoveDirectory(folder, trash);
        _files.DeleteDirectory(trash);
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

    private void EmptyTrash()
    {
        if (Directory.Exists(_layout.Trash))
        {
            _files.DeleteDirectory(_layout.Trash);
        }
    }
}
