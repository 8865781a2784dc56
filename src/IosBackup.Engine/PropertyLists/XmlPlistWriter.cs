using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace IosBackup.Engine.PropertyLists;

/// <summary>
/// Writes a tree as an XML property list in Apple's layout: tabs, and data in lines of 68 characters.
/// </summary>
internal sealed class XmlPlistWriter
{
    private const int DataLineLength = 68;

    private readonly TextWriter _output;

    private XmlPlistWriter(TextWriter output)
    {
        _output = output;
    }

    public static void Write(Stream output, PlistNode root)
    {
        using StreamWriter text = new(output, new UTF8Encoding(false), 4096, leaveOpen: true) { NewLine = "\n" };
        text.WriteLine("""<?xml version="1.0" encoding="UTF-8"?>""");
        text.WriteLine("""
            <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
            """);
        text.WriteLine("""<plist version="1.0">""");
        new XmlPlistWriter(text).WriteNode(root, 0);
        text.WriteLine("</plist>");
    }

    private void WriteNode(PlistNode node, int depth)
    {
        if (depth > PlistLimits.Default.MaximumDepth)
        {
            throw new FormatException("Containers are nested too deeply.");
        }

        switch (node)
        {
            case PlistDictionary dictionary:
                WriteEntries(dictionary, depth);
                break;
            case PlistArray array:
                WriteArray(array, depth);
                break;
            case PlistData data:
                WriteData(data, depth);
                break;
            case PlistUid uid:
                WriteEntries(new PlistDictionary { [PlistUidXml.Key] = uid.Value }, depth);
                break;
            case PlistBoolean boolean:
                WriteLine(depth, boolean.Value ? "<true/>" : "<false/>");
                break;
            case PlistInteger integer:
                WriteLine(depth, $"<integer>{integer}</integer>");
                break;
            case PlistReal real:
                WriteLine(depth, $"<real>{FormatReal(real.Value)}</real>");
                break;
            case PlistDate date:
                WriteLine(depth, $"<date>{FormatDate(date)}</date>");
                break;
            case PlistString text:
                WriteLine(depth, $"<string>{Escape(text.Value)}</string>");
                break;
            default:
                WriteLine(depth, "<string></string>");
                break;
        }
    }

    private void WriteEntries(PlistDictionary dictionary, int depth)
    {
        if (dictionary.Count == 0)
        {
            WriteLine(depth, "<dict/>");
            return;
        }

        WriteLine(depth, "<dict>");
        foreach (KeyValuePair<string, PlistNode> entry in dictionary)
        {
            WriteLine(depth + 1, $"<key>{Escape(entry.Key)}</key>");
            WriteNode(entry.Value, depth + 1);
        }

        WriteLine(depth, "</dict>");
    }

    private void WriteArray(PlistArray array, int depth)
    {
        if (array.Count == 0)
        {
            WriteLine(depth, "<array/>");
            return;
        }

        WriteLine(depth, "<array>");
        foreach (PlistNode item in array)
        {
            WriteNode(item, depth + 1);
        }

        WriteLine(depth, "</array>");
    }

    private void WriteData(PlistData data, int depth)
    {
        WriteLine(depth, "<data>");
        ReadOnlySpan<byte> rest = data.Value.Span;
        while (rest.Length > 0)
        {
            int taken = Math.Min(rest.Length, DataLineLength / 4 * 3);
            WriteLine(depth, Convert.ToBase64String(rest.Slice(0, taken).ToArray()));
            rest = rest.Slice(taken);
        }

        WriteLine(depth, "</data>");
    }

    private void WriteLine(int depth, string text)
    {
        for (int i = 0; i < depth; i++)
        {
            _output.Write('\t');
        }

        _output.WriteLine(text);
    }

    private static string FormatReal(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "+infinity",
        double.NegativeInfinity => "-infinity",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    /// <summary>
    /// XML has no form for dates outside the calendar: the nearest end of it is written, the epoch for NaN.
    /// </summary>
    private static string FormatDate(PlistDate date)
    {
        double seconds = date.SecondsSince2001;
        return double.IsNaN(seconds) ? "2001-01-01T00:00:00Z"
            : date.Value is not null ? date.ToString()
            : seconds < 0 ? "0001-01-01T00:00:00Z" : "9999-12-31T23:59:59Z";
    }

    /// <summary>Characters that XML 1.0 cannot hold are replaced, so that what is written can always be read.</summary>
    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char unit = text[i];
            bool pair = char.IsHighSurrogate(unit) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            _ = unit switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\r' => escaped.Append("&#13;"),
                _ when pair => escaped.Append(unit).Append(text[++i]),
                _ when char.IsSurrogate(unit) || unit is '\uFFFE' or '\uFFFF' => escaped.Append('\uFFFD'),
                _ when unit < ' ' && unit is not ('\t' or '\n') => escaped.Append(' '),
                _ => escaped.Append(unit),
            };
        }

        return escaped.ToString();
    }
}
