using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.VirtualDevice;

/// <summary>Messages of lockdown and the small services.</summary>
internal sealed class PlistChannel(Stream stream)
{
    private readonly FrameAssembler _assembler = PlistFrame.CreateAssembler();

    /// <summary>Where messages go; replaced when the connection becomes a TLS one.</summary>
    public Stream Stream { get; set; } = stream;

    /// <summary>Reads a message; null when the client has closed the connection.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceDisconnected"/> or <see cref="ErrorKind.ProtocolViolation"/>.
    /// </exception>
    public async Task<PlistDictionary?> ReadAsync(CancellationToken cancellationToken) =>
        await _assembler.ReadAsync(Stream, cancellationToken) is Frame frame ? PlistFrame.Decode(frame) : null;

    /// <summary>Sends a message.</summary>
    public async Task WriteAsync(PlistDictionary message, CancellationToken cancellationToken)
    {
        await Stream.WriteAsync(PlistFrame.Encode(message), cancellationToken);
        await Stream.FlushAsync(cancellationToken);
    }
}
