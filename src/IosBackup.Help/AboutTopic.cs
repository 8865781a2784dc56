using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace IosBackup.Help;

/// <summary>Turns an about topic into the plain text that Get-Help shows.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    public static string ToText(MarkdownDocument document)
    {
        MarkdownSection root = document.Root;
        document.Require(root, "Short description");
        StringBuilder text = new();
        text.Append("TOPIC\n").Append(Indent).Append(root.Title).Append('\n');
        foreach (MarkdownSection section in root.Sections)
        {
            Append(text, section);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, MarkdownSection section)
    {
        string title = section.Level <= 2 ? section.Title.ToUpperInvariant() : Indent[..2] + section.Title;
        text.Append('\n').Append(MarkdownBlock.Plain(title)).Append('\n');
        bool first = true;
        bool inTable = false;
        foreach (MarkdownBlock block in MarkdownBlock.Split(section.Lines))
        {
            bool row = !block.IsCode && block.Text.StartsWith('|');
            bool entry = !block.IsCode && block.Text.StartsWith("- ", StringComparison.Ordinal);
            if (!first && !(row && inTable) && !entry)
            {
                text.Append('\n');
            }

            inTable = row;
            first = false;
            AppendBlock(text, block, row);
        }

        foreach (MarkdownSection inner in section.Sections)
        {
            Append(text, inner);
        }
    }

    private static void AppendBlock(StringBuilder text, MarkdownBlock block, bool row)
    {
        IEnumerable<string> lines = block.IsCode
            ? block.Text.Split('\n').Select(line => Indent + line)
            : row ? [block.Text] : Wrap(block.Text);
        foreach (string line in lines)
        {
            text.Append((Indent + line).TrimEnd()).Append('\n');
        }
    }

    private static IEnumerable<string> Wrap(string paragraph)
    {
        string hanging = paragraph.StartsWith("- ", StringComparison.Ordinal) ? "  " : "";
        StringBuilder line = new();
        foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && Indent.Length + line.Length + 1 + word.Length > Width)
            {
                yield return line.ToString();
                line.Clear().Append(hanging).Append(word);
            }
            else
            {
                line.Append(line.Length > 0 ? " " : "").Append(word);
            }
        }

        yield return line.ToString();
    }
}
