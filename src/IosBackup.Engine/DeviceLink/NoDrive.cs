using System.Collections.Generic;
using System.IO;
using System.Threading;
using System.Threading.Tasks;

namespace IosBackup.Engine.DeviceLink;

/// <summary>A drive for conversations in which the device has no business with files: it refuses everything.</summary>
internal sealed class NoDrive : IDeviceLinkDrive
{
    private NoDrive()
    {
    }

    public static NoDrive Instance { get; } = new();

    public long FreeSpace() => throw Refusal();

    public Stream OpenRead(string path) => throw Refusal();

    public IReadOnlyList<DeviceLinkEntry> List(string path) => throw Refusal();

    public void CreateDirectory(string path) => throw Refusal();

    public void Move(string source, string target) => throw Refusal();

    public void Remove(string path) => throw Refusal();

    public void Copy(string source, string target) => throw Refusal();

    public IUploadSink BeginUpload() => throw Refusal();

    public ValueTask EndUploadAsync(CancellationToken stop) => throw Refusal();

    public ValueTask SettleAsync(CancellationToken stop) => default;

    private static DeviceLinkException Refusal() => new(DeviceLinkStatus.WrongState, "There is nothing to work on.");
}
