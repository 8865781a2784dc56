using System;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.DeviceLink;

/// <summary>Takes an upload for another sink, and tells the watch when the device waits for the host's disk.</summary>
internal sealed class WatchedSink(IUploadSink inner, IdleWatch watch) : IUploadSink
{
    public void Begin(string devicePath, string hostPath) => inner.Begin(devicePath, hostPath);

    public void Write(ReadOnlySpan<byte> data) => inner.Write(data);

    public void End(DeviceLinkStatus status, string message) => inner.End(status, message);

    public async ValueTask WaitForRoomAsync(CancellationToken stop)
    {
        // What has just arrived is dealt with by now: from here on it is the device's turn again.
        using IDisposable pause = watch.Pause();
        await inner.WaitForRoomAsync(stop);
    }
}
