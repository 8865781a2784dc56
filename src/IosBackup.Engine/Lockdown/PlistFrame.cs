using System;
using System.Buffers.Binary;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Lockdown;

/// <summary>
/// The framing of lockdown and most services: a big-endian 32-bit length, then a property list in either form.
/// </summary>
internal static class PlistFrame
{
    /// <summary>The largest message that is read. Application lists without chosen attributes reach many megabytes.</summary>
    public const int MaximumLength = 64 * 1024 * 1024;

    private const int HeaderLength = sizeof(uint);

    public static FrameAssembler CreateAssembler() => new(HeaderLength, BodyLength);

    /// <summary>Frames a message as XML, which every service reads.</summary>
    public static byte[] Encode(PlistNode message)
    {
        byte[] body = PropertyList.ToXml(message);
        byte[] frame = new byte[HeaderLength + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(frame, (uint)body.Length);
        body.CopyTo(frame, HeaderLength);
        return frame;
    }

    /// <exception cref="EngineException"><see cref="ErrorKind.ProtocolViolation"/>.</exception>
    public static PlistDictionary Decode(Frame frame)
    {
        try
        {
            return PropertyList.ParseDictionary(frame.Body.Span);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, $"A malformed message: {e.Message}", e);
        }
    }

    private static int BodyLength(ReadOnlySpan<byte> header)
    {
        uint length = BinaryPrimitives.ReadUInt32BigEndian(header);
        return length is > 0 and <= MaximumLength
            ? (int)length
            : throw new EngineException(ErrorKind.ProtocolViolation, $"A message claims {length} bytes.");
    }
}
