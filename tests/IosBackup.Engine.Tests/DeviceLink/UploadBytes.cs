using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace IosBackup.Engine.Tests.DeviceLink;

/// <summary>Builds the raw bytes of an upload as a device sends them.</summary>
internal sealed class UploadBytes
{
    private readonly List<byte> _bytes = [];

    public UploadBytes Length(uint length)
    {
        Span<byte> buffer = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(buffer, length);
        _bytes.AddRange(buffer);
        return this;
    }

    public UploadBytes Raw(params byte[] bytes)
    {
        _bytes.AddRange(bytes);
        return this;
    }

    public UploadBytes Text(string text) => Length((uint)Encoding.UTF8.GetByteCount(text)).Raw(Encoding.UTF8.GetBytes(text));

    public UploadBytes Paths(string device, string host) => Text(device).Text(host);

    public UploadBytes Block(byte code, params byte[] data) => Length((uint)data.Length + 1).Raw(code).Raw(data);

    public UploadBytes End() => Length(0);

    public byte[] ToArray() => [.. _bytes];
}
