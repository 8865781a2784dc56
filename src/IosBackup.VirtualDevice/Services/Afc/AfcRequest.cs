using System;
using System.Buffers.Binary;
using System.Text;
using IosBackup.Engine.Services;

namespace IosBackup.VirtualDevice.Services.Afc;

/// <summary>Takes the arguments of a request apart.</summary>
internal sealed class AfcRequest(AfcPacket packet)
{
    private readonly byte[] _content = packet.Content.ToArray();

    public AfcOperation Operation => packet.Operation;

    /// <summary>The number at a position.</summary>
    /// <exception cref="AfcException">The request is too short.</exception>
    public ulong Integer(int index)
    {
        int at = index * sizeof(ulong);
        return at + sizeof(ulong) <= _content.Length
            ? BinaryPrimitives.ReadUInt64LittleEndian(_content.AsSpan(at))
            : throw new AfcException(AfcStatus.InvalidArgument);
    }

    /// <summary>The texts that follow a number of integers, each ended by a zero.</summary>
    /// <exception cref="AfcException">There are fewer texts than wanted.</exception>
    public string[] Texts(int count, int integersBefore = 0)
    {
        int start = Math.Min(_content.Length, integersBefore * sizeof(ulong));
        string[] texts = Encoding.UTF8.GetString(_content, start, _content.Length - start).Split('\0');
        return texts.Length >= count ? texts : throw new AfcException(AfcStatus.InvalidArgument);
    }

    /// <summary>What follows a number of integers.</summary>
    public byte[] Payload(int integersBefore) => _content.AsSpan(
        Math.Min(_content.Length, integersBefore * sizeof(ulong))).ToArray();
}
