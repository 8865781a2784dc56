using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;

namespace IosBackup.Engine.Tests.DeviceLink;

/// <summary>Writes down what a parser hands over.</summary>
internal sealed class RecordingSink : IUploadSink
{
    private readonly List<byte> _content = [];
    private string _name = string.Empty;

    public List<string> Files { get; } = [];

    public void Begin(string devicePath, string hostPath)
    {
        _name = $"{devicePath} -> {hostPath}";
        _content.Clear();
    }

    public void Write(ReadOnlySpan<byte> data) => _content.AddRange(data);

    public void End(DeviceLinkStatus status, string message) =>
        Files.Add($"{_name}: {Convert.ToHexString(_content.ToArray())} {status} {message}".TrimEnd());

    public ValueTask WaitForRoomAsync(CancellationToken stop) => default;
}
