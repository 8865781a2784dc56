using System;
using System.Buffers.Binary;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice;

/// <summary>
/// Messages of lockdown and the small services: a big-endian length of four bytes, then a property list. Requests may be
/// XML or binary, answers are XML.
/// </summary>
internal sealed class PlistChannel(Stream stream)
{
    private const int LargestMessage = 64 * 1024 * 1024;

    /// <summary>Where messages go; replaced when the connection becomes a TLS one.</summary>
    public Stream Stream { get; set; } = stream;

    /// <summary>Reads a message; null when the client has closed the connection.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ProtocolViolation"/> or <see cref="ErrorKind.PropertyListInvalid"/>.
    /// </exception>
    public async Task<PlistDictionary?> ReadAsync(CancellationToken cancellationToken)
    {
        byte[] prefix = new byte[sizeof(uint)];
        if (!await Stream.TryReadExactlyAsync(prefix, cancellationToken))
        {
            return null;
        }

        uint length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length is 0 or > LargestMessage)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, $"A message states a length of {length}.");
        }

        byte[] message = new byte[length];
        return await Stream.TryReadExactlyAsync(message, cancellationToken)
            ? PropertyList.ParseDictionary(message)
            : null;
    }

    /// <summary>Sends a message.</summary>
    public async Task WriteAsync(PlistDictionary message, CancellationToken cancellationToken)
    {
        byte[] payload = PropertyList.ToXml(message);
        byte[] bytes = new byte[sizeof(uint) + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, payload.Length);
        payload.CopyTo(bytes.AsSpan(sizeof(uint)));
        await Stream.WriteAsync(bytes, cancellationToken);
        await Stream.FlushAsync(cancellationToken);
    }
}
