using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>
/// Apple File Conduit: files below one folder of the device, the media folder for the plain service. One request is under
/// way at a time; calls of several tasks take turns.
/// </summary>
internal sealed class AfcClient(DeviceStream stream, DeviceTimeouts timeouts) : IDisposable
{
    public const string ServiceName = "com.apple.afc";

    private readonly FrameAssembler _assembler = AfcPacket.CreateAssembler();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private ulong _number;

    public static async Task<AfcClient> OpenAsync(DeviceSession session, CancellationToken cancellation) =>
        new(await session.StartServiceAsync(ServiceName, cancellation: cancellation), session.Timeouts);

    /// <summary>The names in a folder, without "." and "..".</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string path, CancellationToken cancellation)
    {
        AfcPacket reply = await DataAsync(AfcOperation.ReadDirectory, Strings(path), path, cancellation);
        return [.. Split(reply.Content.Span).Where(static name => name is not ("" or "." or ".."))];
    }

    /// <summary>What is at a path; null when nothing is.</summary>
    public async Task<AfcFileInfo?> GetInfoAsync(string path, CancellationToken cancellation)
    {
        try
        {
            AfcPacket reply = await DataAsync(AfcOperation.GetFileInfo, Strings(path), path, cancellation);
            return new AfcFileInfo(Pairs(reply.Content.Span));
        }
        catch (EngineException e) when (e.Kind == ErrorKind.ItemNotFound)
        {
            return null;
        }
    }

    public async Task<AfcDeviceInfo> GetDeviceInfoAsync(CancellationToken cancellation)
    {
        AfcPacket reply = await DataAsync(AfcOperation.GetDeviceInfo, [], null, cancellation);
        return new AfcDeviceInfo(Pairs(reply.Content.Span));
    }

    /// <summary>Makes a folder and those above it; one that is there is no error.</summary>
    public Task MakeDirectoryAsync(string path, CancellationToken cancellation) =>
        StatusAsync(AfcOperation.MakeDirectory, Strings(path), default, path, cancellation);

    /// <summary>Removes a file or an empty folder.</summary>
    public Task RemoveAsync(string path, CancellationToken cancellation) =>
        StatusAsync(AfcOperation.RemovePath, Strings(path), default, path, cancellation);

    /// <summary>Removes a file or a folder with all that is in it.</summary>
    public Task RemoveTreeAsync(string path, CancellationToken cancellation) =>
        StatusAsync(AfcOperation.RemovePathAndContents, Strings(path), default, path, cancellation);

    public Task RenameAsync(string from, string to, CancellationToken cancellation) =>
        StatusAsync(AfcOperation.RenamePath, Strings(from, to), default, from, cancellation);

    public async Task<AfcFile> OpenFileAsync(string path, AfcOpenMode mode, CancellationToken cancellation)
    {
        byte[] arguments = [.. Integers((ulong)mode), .. Strings(path)];
        AfcPacket reply = await RequestAsync(AfcOperation.FileOpen, arguments, default, path, cancellation);
        ulong handle = Integer(Expect(reply, AfcOperation.FileOpenResult, AfcOperation.FileOpen));
        return new AfcFile(this, handle, path);
    }

    public void Dispose()
    {
        stream.Dispose();
        _turn.Dispose();
    }

    public static byte[] Integers(params ulong[] values)
    {
        byte[] bytes = new byte[values.Length * sizeof(ulong)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(ulong)), values[i]);
        }

        return bytes;
    }

    public static ulong Integer(AfcPacket reply) => reply.Content.Length >= sizeof(ulong)
        ? BinaryPrimitives.ReadUInt64LittleEndian(reply.Content.Span)
        : throw new EngineException(ErrorKind.ProtocolViolation, $"AFC {reply.Operation} without a number.");

    public static AfcPacket Expect(AfcPacket reply, AfcOperation expected, AfcOperation request) =>
        reply.Operation == expected
            ? reply
            : throw new EngineException(
                ErrorKind.ProtocolViolation, $"AFC {request} was answered with {reply.Operation}.");

    /// <summary>An operation that is answered with data.</summary>
    public async Task<AfcPacket> DataAsync(
        AfcOperation operation, byte[] arguments, string? path, CancellationToken cancellation) =>
        Expect(
            await RequestAsync(operation, arguments, default, path, cancellation), AfcOperation.Data, operation);

    /// <summary>An operation that is answered with success.</summary>
    public async Task StatusAsync(
        AfcOperation operation,
        byte[] arguments,
        ReadOnlyMemory<byte> payload,
        string? path,
        CancellationToken cancellation) =>
        Expect(
            await RequestAsync(operation, arguments, payload, path, cancellation), AfcOperation.Status, operation);

    /// <summary>Sends a request and gives its answer, unless that is a failure.</summary>
    public async Task<AfcPacket> RequestAsync(
        AfcOperation operation,
        byte[] arguments,
        ReadOnlyMemory<byte> payload,
        string? path,
        CancellationToken cancellation)
    {
        AfcPacket reply;
        await _turn.WaitAsync(cancellation);
        try
        {
            reply = await Deadline.RunAsync(
                timeouts.Reply,
                $"AFC {operation}",
                token => ExchangeAsync(operation, arguments, payload, token),
                cancellation);
        }
        finally
        {
            _turn.Release();
        }

        AfcStatus status = reply.Operation == AfcOperation.Status ? (AfcStatus)Integer(reply) : AfcStatus.Success;
        return status == AfcStatus.Success ? reply : throw AfcErrors.ToException(status, operation, path);
    }

    private static byte[] Strings(params string[] values)
    {
        if (values.Any(static value => value.Contains('\0')))
        {
            throw new EngineException(ErrorKind.InvalidArgument, "A path on the device holds a NUL character.");
        }

        return Encoding.UTF8.GetBytes(string.Concat(values.Select(static value => value + '\0')));
    }

    private static string[] Split(ReadOnlySpan<byte> content)
    {
        string text = Encoding.UTF8.GetString(content.ToArray());
        return text.TrimEnd('\0') is { Length: > 0 } trimmed ? trimmed.Split('\0') : [];
    }

    private static Dictionary<string, string> Pairs(ReadOnlySpan<byte> content)
    {
        string[] words = Split(content);
        Dictionary<string, string> pairs = new(StringComparer.Ordinal);
        for (int i = 0; i + 1 < words.Length; i += 2)
        {
            pairs[words[i]] = words[i + 1];
        }

        return pairs;
    }

    private async Task<AfcPacket> ExchangeAsync(
        AfcOperation operation, byte[] arguments, ReadOnlyMemory<byte> payload, CancellationToken cancellation)
    {
        ulong number = _number++;
        byte[] head = AfcPacket.EncodeHead(operation, number, arguments, payload.Length);
        await stream.WriteAsync(head.AsMemory(), cancellation);
        if (!payload.IsEmpty)
        {
            await stream.WriteAsync(payload, cancellation);
        }

        Frame frame = await _assembler.ReadAsync(stream, cancellation)
            ?? throw new EngineException(ErrorKind.DeviceDisconnected, "The device closed the AFC connection.");
        AfcPacket reply = AfcPacket.Decode(frame);
        return reply.Number == number
            ? reply
            : throw new EngineException(
                ErrorKind.ProtocolViolation, $"AFC answered request {number} as {reply.Number}.");
    }
}
