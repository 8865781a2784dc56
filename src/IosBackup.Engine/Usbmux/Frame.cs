using System;

namespace IosBackup.Engine.Usbmux;

/// <summary>One message as it came: its fixed header and the body that the header announced.</summary>
internal readonly struct Frame(ReadOnlyMemory<byte> header, ReadOnlyMemory<byte> body)
{
    public ReadOnlyMemory<byte> Header { get; } = header;

    public ReadOnlyMemory<byte> Body { get; } = body;
}
