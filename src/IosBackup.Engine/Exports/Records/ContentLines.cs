using System.IO;
using System.Text;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// Writes the lines of vCards and iCalendar (RFC 6350 section 3.2, RFC 5545 section 3.1): ended with CR LF, folded at
/// 75 octets between characters.
/// </summary>
internal static class ContentLines
{
    private const int LongestLine = 75;

    /// <summary>Writes a line whose value is a text.</summary>
    public static void Text(this TextWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.Line(name + ":" + Escape(value!));
        }
    }

    /// <summary>Writes a line as it is.</summary>
    public static void Line(this TextWriter writer, string line)
    {
        StringBuilder folded = new(line.Length + (line.Length / LongestLine * 3) + 2);
        int octets = 0;
        for (int i = 0; i < line.Length; i++)
        {
            bool isPair = i + 1 < line.Length && char.IsSurrogatePair(line[i], line[i + 1]);
            int size = isPair ? 4 : line[i] < 0x80 ? 1 : line[i] < 0x800 ? 2 : 3;
            if (octets + size > LongestLine)
            {
                folded.Append("\r\n ");
                octets = 1;
            }

            folded.Append(line[i]);
            octets += size;
            if (isPair)
            {
                folded.Append(line[++i]);
            }
        }

        writer.Write(folded.Append("\r\n").ToString());
    }

    /// <summary>A text as a value, or as one part of one.</summary>
    public static string Escape(string? text) => text is null
        ? ""
        : Controls(text).Replace("\\", "\\\\").Replace(";", "\\;").Replace(",", "\\,")
            .Replace("\r\n", "\\n").Replace("\r", "\\n").Replace("\n", "\\n");

    /// <summary>A text as the value of a parameter.</summary>
    public static string Parameter(string text) =>
        "\"" + OneLine(text).Replace('"', '\'') + "\"";

    /// <summary>A text in one line.</summary>
    public static string OneLine(string text) => Controls(text).Replace("\r", " ").Replace("\n", " ");

    /// <summary>Takes out control characters, which have no place in such files.</summary>
    public static string Controls(string text)
    {
        StringBuilder clean = new(text.Length);
        foreach (char c in text)
        {
            if (c >= ' ' || c is '\r' or '\n' or '\t')
            {
                clean.Append(c);
            }
        }

        return clean.ToString();
    }
}
