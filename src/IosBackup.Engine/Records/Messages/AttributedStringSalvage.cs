using System;
using System.Buffers.Binary;
using System.Text;

namespace IosBackup.Engine.Records.Messages;

/// <summary>
/// Looks for the text in an archive whose structure is broken before it: the first string object's bytes follow the
/// type <c>+</c> and their length.
/// </summary>
internal static class AttributedStringSalvage
{
    private const byte TextType = (byte)'+';
    private const byte Int16Follows = 0x81;
    private const byte Int32Follows = 0x82;
    private const int FarthestType = 64;

    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    /// <summary>The text; null when there is none that is whole.</summary>
    public static string? FindText(ReadOnlySpan<byte> archive)
    {
        int name = archive.IndexOf("NSString"u8);
        if (name < 0)
        {
            return null;
        }

        ReadOnlySpan<byte> rest = archive.Slice(name + "NSString"u8.Length);
        int type = rest.Slice(0, Math.Min(FarthestType, rest.Length)).IndexOf(TextType);
        return type < 0 ? null : ReadText(rest.Slice(type + 1));
    }

    private static string? ReadText(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 1 + sizeof(int))
        {
            return null;
        }

        (long length, int start) = bytes[0] switch
        {
            Int16Follows => (BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(1)), 1 + sizeof(short)),
            Int32Follows => (BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(1)), 1 + sizeof(int)),
            byte one => ((long)one, 1),
        };
        if (length > bytes.Length - start)
        {
            return null;
        }

        try
        {
            return s_strict.GetString(bytes.Slice(start, (int)length).ToArray());
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
