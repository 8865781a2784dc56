using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// Exchanges property lists with lockdown or a service. One task may send while another receives; two of the same kind
/// have to take turns.
/// </summary>
internal sealed class PlistConnection(DeviceStream stream) : IDisposable
{
    private readonly FrameAssembler _assembler = PlistFrame.CreateAssembler();

    /// <summary>The pipe below, for services that change to another protocol.</summary>
    public DeviceStream Stream { get; } = stream;

    /// <exception cref="EngineException"><see cref="ErrorKind.DeviceDisconnected"/>.</exception>
    public async Task SendAsync(PlistDictionary message, CancellationToken cancellation) =>
        await Stream.WriteAsync(PlistFrame.Encode(message).AsMemory(), cancellation);

    /// <summary>Waits for the next message; null when the peer ended the connection between two messages.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceDisconnected"/>, <see cref="ErrorKind.ProtocolViolation"/>.
    /// </exception>
    public async Task<PlistDictionary?> TryReceiveAsync(CancellationToken cancellation)
    {
        Frame? frame = await _assembler.ReadAsync(Stream, cancellation);
        return frame is null ? null : PlistFrame.Decode(frame.Value);
    }

    /// <summary>Waits for the next message.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceDisconnected"/>, <see cref="ErrorKind.ProtocolViolation"/>.
    /// </exception>
    public async Task<PlistDictionary> ReceiveAsync(CancellationToken cancellation) =>
        await TryReceiveAsync(cancellation)
            ?? throw new EngineException(ErrorKind.DeviceDisconnected, "The device closed the connection.");

    /// <summary>Sends a request and waits for its answer, no longer than allowed.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceDisconnected"/>, <see cref="ErrorKind.ProtocolViolation"/>,
    /// <see cref="ErrorKind.IdleTimeout"/>.
    /// </exception>
    public Task<PlistDictionary> ExchangeAsync(
        PlistDictionary request, TimeSpan limit, string what, CancellationToken cancellation) =>
        Deadline.RunAsync(
            limit,
            what,
            async token =>
            {
                await SendAsync(request, token);
                return await ReceiveAsync(token);
            },
            cancellation);

    public void Dispose() => Stream.Dispose();
}
