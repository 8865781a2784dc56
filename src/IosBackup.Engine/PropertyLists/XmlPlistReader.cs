using System;
using System.Globalization;
using System.IO;
using System.Numerics;
using System.Text;
using System.Xml;

namespace IosBackup.Engine.PropertyLists;

/// <summary>Builds a tree from an XML property list. Document types and external entities are never followed.</summary>
internal sealed class XmlPlistReader
{
    private static readonly XmlReaderSettings s_settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    private readonly XmlReader _xml;
    private readonly PlistLimits _limits;
    private long _nodes;

    private XmlPlistReader(XmlReader xml, PlistLimits limits)
    {
        _xml = xml;
        _limits = limits;
    }

    /// <exception cref="FormatException">The text is malformed or beyond the limits.</exception>
    public static PlistNode Read(ReadOnlySpan<byte> bytes, PlistLimits limits)
    {
        try
        {
            using XmlReader xml = XmlReader.Create(new MemoryStream(Sanitize(bytes), writable: false), s_settings);
            return new XmlPlistReader(xml, limits).ReadDocument();
        }
        catch (Exception e) when (e is XmlException or OverflowException)
        {
            throw new FormatException(e.Message, e);
        }
    }

    /// <summary>
    /// Devices put raw control characters into XML (in device names, say), which no XML parser takes: they become
    /// spaces, as in libimobiledevice.
    /// </summary>
    private static byte[] Sanitize(ReadOnlySpan<byte> bytes)
    {
        byte[] copy = bytes.ToArray();
        bool utf16 = copy.Length >= 2 && (copy[0], copy[1]) is (0xFE, 0xFF) or (0xFF, 0xFE);
        for (int i = 0; i < copy.Length && !utf16; i++)
        {
            if (copy[i] is < 0x20 and not (byte)'\t' and not (byte)'\n' and not (byte)'\r')
            {
                copy[i] = (byte)' ';
            }
        }

        return copy;
    }

    private PlistNode ReadDocument()
    {
        MoveToElement();
        PlistNode root;
        if (_xml.Name == "plist")
        {
            if (_xml.IsEmptyElement)
            {
                throw new FormatException("The property list is empty.");
            }

            _xml.Read();
            if (!MoveToChild())
            {
                throw new FormatException("The property list is empty.");
            }

            root = ReadValue(0);
            if (MoveToChild())
            {
                throw new FormatException("The property list has more than one root.");
            }
        }
        else
        {
            root = ReadValue(0);
        }

        while (_xml.Read())
        {
            // The rest of the document must be well-formed as well.
        }

        return root;
    }

    private void MoveToElement()
    {
        if (_xml.MoveToContent() != XmlNodeType.Element)
        {
            throw new FormatException("There is no element.");
        }
    }

    /// <summary>Moves to the next child element; false at the end tag of the container.</summary>
    private bool MoveToChild() => _xml.MoveToContent() switch
    {
        XmlNodeType.Element => true,
        XmlNodeType.EndElement => false,
        _ => throw new FormatException($"Unexpected {_xml.NodeType} between values."),
    };

    private PlistNode ReadValue(int depth)
    {
        if (depth > _limits.MaximumDepth || ++_nodes > _limits.MaximumNodes)
        {
            throw new FormatException("The property list is nested too deeply or has too many values.");
        }

        return _xml.Name switch
        {
            "dict" => ReadEntries(depth),
            "array" => ReadArray(depth),
            "true" => ReadFlag(PlistBoolean.True),
            "false" => ReadFlag(PlistBoolean.False),
            "string" => new PlistString(ReadText()),
            "integer" => ParseInteger(ReadText().Trim()),
            "real" => new PlistReal(ParseReal(ReadText().Trim())),
            "date" => ParseDate(ReadText().Trim()),
            "data" => new PlistData(Convert.FromBase64String(ReadText())),
            string name => throw new FormatException($"Unknown element '{name}'."),
        };
    }

    private PlistArray ReadArray(int depth)
    {
        PlistArray array = new();
        if (Enter())
        {
            while (MoveToChild())
            {
                array.Add(ReadValue(depth + 1));
            }

            _xml.ReadEndElement();
        }

        return array;
    }

    private PlistNode ReadEntries(int depth)
    {
        PlistDictionary dictionary = new();
        if (Enter())
        {
            while (MoveToChild())
            {
                if (_xml.Name != "key")
                {
                    throw new FormatException("A dictionary entry has no key.");
                }

                string key = ReadText();
                if (!MoveToChild())
                {
                    throw new FormatException("A dictionary key has no value.");
                }

                dictionary[key] = ReadValue(depth + 1);
            }

            _xml.ReadEndElement();
        }

        return PlistUidXml.FromDictionary(dictionary) ?? (PlistNode)dictionary;
    }

    private bool Enter()
    {
        bool hasContent = !_xml.IsEmptyElement;
        _xml.Read();
        return hasContent;
    }

    private PlistBoolean ReadFlag(PlistBoolean value) => ReadText().Trim().Length == 0
        ? value
        : throw new FormatException("A truth value has content.");

    /// <summary>The text of an element without children, white space included.</summary>
    private string ReadText()
    {
        if (!Enter())
        {
            return string.Empty;
        }

        StringBuilder? longer = null;
        string text = string.Empty;
        while (_xml.NodeType is not XmlNodeType.EndElement)
        {
            if (_xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace
                or XmlNodeType.SignificantWhitespace))
            {
                throw new FormatException($"Unexpected {_xml.NodeType} inside a value.");
            }

            if (text.Length > 0)
            {
                longer ??= new StringBuilder(text);
                longer.Append(_xml.Value);
            }
            else
            {
                text = _xml.Value;
            }

            _xml.Read();
        }

        _xml.ReadEndElement();
        return longer?.ToString() ?? text;
    }

    private static PlistInteger ParseInteger(string text)
    {
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value))
        {
            return new PlistInteger(value);
        }

        bool negative = text.StartsWith('-');
        string digits = text.TrimStart('+', '-');
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && ulong.TryParse(digits.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong hex))
        {
            return !negative ? new PlistInteger(hex) : new PlistInteger(hex == 0 ? 0 : -1, unchecked(0 - hex));
        }

        const int DigitsOf128Bits = 39;
        if (text.Length > DigitsOf128Bits + 1
            || !BigInteger.TryParse(
                text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger big)
            || BigInteger.Abs(big) >> 127 != 0)
        {
            throw new FormatException("An integer is malformed or too wide.");
        }

        return new PlistInteger((long)(big >> 64), (ulong)(big & ulong.MaxValue));
    }

    private static double ParseReal(string text) => text.ToUpperInvariant() switch
    {
        "NAN" => double.NaN,
        "INF" or "+INF" or "INFINITY" or "+INFINITY" => double.PositiveInfinity,
        "-INF" or "-INFINITY" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static PlistDate ParseDate(string text) => DateTimeOffset.TryParseExact(
        text,
        "yyyy-MM-dd'T'HH:mm:ss'Z'",
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal,
        out DateTimeOffset date) ? new PlistDate(date) : throw new FormatException("A date is malformed.");
}
