using System;
using System.Net;
using System.Text;

namespace IosBackup.Engine.Records.Text;

/// <summary>Turns HTML of strangers into plain text, and that into HTML that is harmless.</summary>
internal static class HtmlText
{
    private static readonly string[] s_lines =
        ["br", "div", "p", "li", "tr", "h1", "h2", "h3", "blockquote"];

    /// <summary>The text of HTML, with line breaks where blocks end; scripts and styles are left out.</summary>
    public static string ToPlain(string html)
    {
        StringBuilder text = new(html.Length);
        string? hidden = null;
        int at = 0;
        while (at < html.Length)
        {
            int open = html.IndexOf('<', at);
            int end = open < 0 ? -1 : html.IndexOf('>', open);
            if (hidden is null)
            {
                text.Append(WebUtility.HtmlDecode(html.Substring(at, (end < 0 ? html.Length : open) - at)));
            }

            if (end < 0)
            {
                break;
            }

            ReadOnlySpan<char> tag = html.AsSpan(open + 1, end - open - 1).TrimStart('/');
            bool isClosing = html[open + 1] == '/';
            string name = NameOf(tag);
            if (name is "script" or "style" or "head")
            {
                hidden = isClosing ? null : name;
            }
            else if (hidden is null && Array.IndexOf(s_lines, name) >= 0 && (isClosing || name == "br")
                && text.Length > 0)
            {
                text.Append('\n');
            }

            at = end + 1;
        }

        return text.ToString().Replace('\u00A0', ' ').Trim();
    }

    /// <summary>A paragraph a line.</summary>
    public static string FromPlain(string text)
    {
        StringBuilder html = new();
        foreach (string line in text.Split('\n'))
        {
            html.Append("<p>").Append(WebUtility.HtmlEncode(line)).Append("</p>\n");
        }

        return html.ToString();
    }

    private static string NameOf(ReadOnlySpan<char> tag)
    {
        int length = 0;
        while (length < tag.Length && char.IsLetterOrDigit(tag[length]))
        {
            length++;
        }

        return tag.Slice(0, length).ToString().ToLowerInvariant();
    }
}
