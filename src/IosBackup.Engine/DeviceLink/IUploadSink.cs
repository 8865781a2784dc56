using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.DeviceLink;

/// <summary>Takes the files of one upload batch, one after the other, as their bytes arrive.</summary>
internal interface IUploadSink
{
    /// <summary>A file begins.</summary>
    /// <param name="devicePath">Where the file lies on the device; information only.</param>
    /// <param name="hostPath">Where the device wants it, relative to the backup root; hostile input.</param>
    void Begin(string devicePath, string hostPath);

    /// <summary>The next bytes of the file; valid only during the call.</summary>
    void Write(ReadOnlySpan<byte> data);

    /// <summary>The file has ended. Anything but <see cref="DeviceLinkStatus.Success"/> means its bytes are worthless.</summary>
    void End(DeviceLinkStatus status, string message);

    /// <summary>Completes when there is room for more bytes: bounds what is held in memory.</summary>
    ValueTask WaitForRoomAsync(CancellationToken stop);
}
