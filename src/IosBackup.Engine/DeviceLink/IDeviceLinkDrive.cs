using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.DeviceLink;

/// <summary>
/// What the device works on: a folder tree of the host. Paths are relative to its root, divided by "/", and hostile.
/// Members throw <see cref="DeviceLinkException"/> for what the device is told as a status.
/// </summary>
internal interface IDeviceLinkDrive
{
    /// <summary>Bytes that can still be stored.</summary>
    long FreeSpace();

    /// <summary>Opens a file to be sent to the device.</summary>
    Stream OpenRead(string path);

    /// <summary>Lists one level of a directory.</summary>
    IReadOnlyList<DeviceLinkEntry> List(string path);

    /// <summary>Makes a directory and its parents; does nothing when it exists.</summary>
    void CreateDirectory(string path);

    /// <summary>Renames a file or directory; what stands at the target is replaced.</summary>
    void Move(string source, string target);

    /// <summary>Deletes a file or a directory with all it holds.</summary>
    void Remove(string path);

    /// <summary>Copies a file or a directory with all it holds.</summary>
    void Copy(string source, string target);

    /// <summary>Where the files of an upload batch go.</summary>
    IUploadSink BeginUpload();

    /// <summary>
    /// Completes when the batch can be answered, and throws what it is answered with when something has gone wrong.
    /// Files may still be on their way to the disk, so that the device goes on meanwhile.
    /// </summary>
    ValueTask EndUploadAsync(CancellationToken stop);

    /// <summary>
    /// Completes when everything that was uploaded is stored; throws when something could not be. Comes before every
    /// other request, and before the end counts.
    /// </summary>
    ValueTask SettleAsync(CancellationToken stop);
}
