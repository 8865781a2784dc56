using System;
using System.Buffers;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;

namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>
/// Gathers the bytes of arriving files into buffers for the writers. Small files become one job; large ones a job for
/// each full buffer.
/// </summary>
internal sealed class UploadBatch(FolderDrive drive, WriterLanes lanes) : IUploadSink
{
    private const int LargestBuffer = 256 * 1024;
    private const int FirstBuffer = 64 * 1024;

    private IncomingFile? _file;
    private WriterLane? _lane;
    private byte[]? _buffer;
    private int _filled;
    private string _devicePath = string.Empty;
    private bool _dropped;
    private long _length;

    /// <summary>The first file that was refused because of its path.</summary>
    public DeviceLinkException? Refusal { get; private set; }

    public void Begin(string devicePath, string hostPath)
    {
        _devicePath = devicePath;
        _length = 0;
        _filled = 0;
        _dropped = drive.Drops(devicePath, hostPath);
        try
        {
            _file = drive.CreateIncoming(hostPath);
            _lane = lanes.Choose();
        }
        catch (DeviceLinkException e)
        {
            // Its bytes are read and dropped, so that the stream stays in step.
            Refusal ??= e;
            _file = null;
        }
    }

    public void Write(ReadOnlySpan<byte> data)
    {
        _length += data.Length;
        drive.CountReceived(data.Length);
        while (data.Length > 0 && _file is not null && !_dropped)
        {
            byte[] buffer = MakeRoom(data.Length);
            int taken = Math.Min(buffer.Length - _filled, data.Length);
            data.Slice(0, taken).CopyTo(buffer.AsSpan(_filled));
            _filled += taken;
            data = data.Slice(taken);
        }
    }

    public void End(DeviceLinkStatus status, string message)
    {
        bool whole = status == DeviceLinkStatus.Success;
        if (_file is not null)
        {
            Post(whole ? WriteJobEnd.Complete : WriteJobEnd.Discard);
        }

        _file = null;
        drive.FileEnded(_devicePath, _length, whole ? null : message);
    }

    public ValueTask WaitForRoomAsync(CancellationToken stop) => lanes.WaitForRoomAsync(stop);

    private byte[] MakeRoom(int wanted)
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Min(Math.Max(wanted, FirstBuffer), LargestBuffer));
        }
        else if (_filled == _buffer.Length && _buffer.Length < LargestBuffer)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(
                Math.Min(Math.Max(2 * _filled, _filled + wanted), LargestBuffer));
            Buffer.BlockCopy(_buffer, 0, larger, 0, _filled);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
        else if (_filled == _buffer.Length)
        {
            Post(WriteJobEnd.None);
            _buffer = ArrayPool<byte>.Shared.Rent(LargestBuffer);
        }

        return _buffer;
    }

    private void Post(WriteJobEnd end)
    {
        lanes.Add(_lane!, new WriteJob(_file!, _buffer, _filled, end));
        _buffer = null;
        _filled = 0;
    }
}
