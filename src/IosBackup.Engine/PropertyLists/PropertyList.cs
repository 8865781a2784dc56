using System;
using System.IO;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.PropertyLists;

/// <summary>Reads and writes Apple property lists in binary and XML form.</summary>
public static class PropertyList
{
    private static readonly byte[] s_utf8Mark = [0xEF, 0xBB, 0xBF];

    /// <summary>Reads a property list of either form.</summary>
    /// <param name="bytes">The whole property list.</param>
    /// <param name="limits">What it may cost to read; <see cref="PlistLimits.Default"/> when null.</param>
    /// <exception cref="EngineException"><see cref="ErrorKind.PropertyListInvalid"/>.</exception>
    public static PlistNode Parse(ReadOnlySpan<byte> bytes, PlistLimits? limits = null)
    {
        limits ??= PlistLimits.Default;
        try
        {
            if (BinaryPlistView.IsBinary(bytes))
            {
                return BinaryPlistReader.Read(bytes, limits);
            }

            ReadOnlySpan<byte> text = TrimStart(bytes);
            bool utf16 = text.Length >= 2 && (text[0], text[1]) is (0xFE, 0xFF) or (0xFF, 0xFE);
            return utf16 || (text.Length > 0 && text[0] == (byte)'<')
                ? XmlPlistReader.Read(text, limits)
                : throw new FormatException("The bytes are neither a binary nor an XML property list.");
        }
        catch (FormatException e)
        {
            throw new EngineException(ErrorKind.PropertyListInvalid, e.Message, e);
        }
    }

    /// <summary>Reads a property list whose root must be a dictionary.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.PropertyListInvalid"/>.</exception>
    public static PlistDictionary ParseDictionary(ReadOnlySpan<byte> bytes, PlistLimits? limits = null) =>
        Parse(bytes, limits) as PlistDictionary
            ?? throw new EngineException(ErrorKind.PropertyListInvalid, "The root is not a dictionary.");

    /// <summary>Writes the binary form.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PropertyListInvalid"/>: containers are nested more than 256 deep.
    /// </exception>
    public static byte[] ToBinary(PlistNode root) => Write(() => BinaryPlistWriter.Write(root));

    /// <summary>Writes the XML form in UTF-8. Nulls become empty strings: XML has no form for them.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.PropertyListInvalid"/>: containers are nested more than 256 deep.
    /// </exception>
    public static byte[] ToXml(PlistNode root) => Write(() =>
    {
        using MemoryStream output = new();
        XmlPlistWriter.Write(output, root);
        return output.ToArray();
    });

    private static byte[] Write(Func<byte[]> write)
    {
        try
        {
            return write();
        }
        catch (FormatException e)
        {
            throw new EngineException(ErrorKind.PropertyListInvalid, e.Message, e);
        }
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(s_utf8Mark))
        {
            bytes = bytes.Slice(s_utf8Mark.Length);
        }

        int start = 0;
        while (start < bytes.Length && bytes[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            start++;
        }

        return bytes.Slice(start);
    }
}
