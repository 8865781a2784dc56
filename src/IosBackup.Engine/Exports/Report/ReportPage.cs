using System;
using System.IO;
using System.Net;
using System.Text;
using System.Text.Json;

namespace IosBackup.Engine.Exports.Report;

/// <summary>
/// The page as it is written, from its start to its end. Data go into blocks that no browser runs: JSON in which
/// everything that markup begins with is escaped.
/// </summary>
internal sealed class ReportPage : IDisposable
{
    private const int BufferSize = 128 * 1024;

    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private readonly StreamWriter _text;
    private int _parts;

    public ReportPage(Stream output) => _text = new StreamWriter(output, s_utf8, BufferSize) { NewLine = "\n" };

    /// <summary>Writes markup of our own.</summary>
    public ReportPage Markup(string markup)
    {
        _text.Write(markup);
        return this;
    }

    /// <summary>Writes text of whatever origin.</summary>
    public ReportPage Text(string? text)
    {
        _text.Write(WebUtility.HtmlEncode(Clean(text)));
        return this;
    }

    /// <summary>Writes an element with text.</summary>
    public ReportPage Element(string tag, string? text, string attributes = "") =>
        Markup($"<{tag}{attributes}>").Text(text).Markup($"</{tag.Split(' ')[0]}>");

    /// <summary>Writes a part of a list: an array of items.</summary>
    /// <returns>Its number.</returns>
    public int Part(ReadOnlySpan<byte> json)
    {
        int number = _parts++;
        Data(FormattableString.Invariant($"p{number}"), json);
        return number;
    }

    /// <summary>Writes the block that says which parts there are.</summary>
    public void Index(Action<Utf8JsonWriter> write)
    {
        using MemoryStream json = new();
        using (Utf8JsonWriter writer = new(json))
        {
            write(writer);
        }

        Data("index", json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    public void Dispose() => _text.Dispose();

    private void Data(string id, ReadOnlySpan<byte> json)
    {
        _text.Write($"<script type=\"application/json\" id=\"{id}\">");
        _text.Flush();

        // The default encoder escapes <, >, & and quotes: nothing in here can end the block.
        _text.BaseStream.Write(json);
        _text.Write("</script>\n");
    }

    /// <summary>Control characters are legal in no page.</summary>
    private static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        foreach (char c in text)
        {
            if (char.IsControl(c) && c is not ('\n' or '\t'))
            {
                StringBuilder clean = new(text.Length);
                foreach (char kept in text)
                {
                    clean.Append(char.IsControl(kept) && kept is not ('\n' or '\t') ? '\uFFFD' : kept);
                }

                return clean.ToString();
            }
        }

        return text;
    }
}
