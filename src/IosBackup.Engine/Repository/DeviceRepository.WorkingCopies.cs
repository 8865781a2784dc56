using System;
using System.IO;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Repository;

/// <summary>Copies of generations that are to be changed and thrown away.</summary>
internal sealed partial class DeviceRepository
{
    /// <summary>
    /// Copies the newest generation by the cheapest way the volume has. The copy may be changed by replacing files; it
    /// lies where what is to be deleted lies, so that the next run removes what is left of it, whatever happens.
    /// </summary>
    /// <param name="stop">Ends the work.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupIncomplete"/>: there is no generation that is finished; and file errors.
    /// </exception>
    public WorkingCopy CopyNewest(CancellationToken stop) => Guard(_layout, () =>
    {
        Generation newest = UsableNewest() ?? throw new EngineException(
            ErrorKind.BackupIncomplete, "There is no finished backup of the device.")
            {
                Target = _layout.Newest,
            };
        _files.CreateDirectory(_layout.Trash);
        CloneMethod method = VolumeProbe.Probe(_files, _layout.Own);
        WorkingCopy copy = new(
            _files, Path.Combine(_layout.Trash, Guid.NewGuid().ToString("N")), _layout.Udid);
        try
        {
            _files.CreateDirectory(copy.Root);
            new GenerationCloner(_files, method).Clone(newest.Path, copy.Path, stop);
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    });
}
