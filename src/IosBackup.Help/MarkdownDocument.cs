using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace IosBackup.Help;

/// <summary>A Markdown file as a tree of sections, with the values of its front matter.</summary>
internal sealed class MarkdownDocument
{
    private const string FrontMatterFence = "---";
    private const string CodeFence = "```";

    private MarkdownDocument(string path, Dictionary<string, string> values, MarkdownSection root)
    {
        Path = path;
        Values = values;
        Root = root;
    }

    public string Path { get; }

    /// <summary>What stands between the <c>---</c> lines at the top.</summary>
    public IReadOnlyDictionary<string, string> Values { get; }

    /// <summary>The section of the one <c>#</c> heading.</summary>
    public MarkdownSection Root { get; }

    public static MarkdownDocument Read(string path) => Parse(path, File.ReadAllLines(path));

    /// <summary>Reads lines as the file they came from.</summary>
    public static MarkdownDocument Parse(string path, IReadOnlyList<string> lines)
    {
        Dictionary<string, string> values = [];
        int next = ReadFrontMatter(lines, values);
        Stack<MarkdownSection> open = new();
        MarkdownSection? root = null;
        bool inCode = false;
        for (; next < lines.Count; next++)
        {
            string line = lines[next];
            inCode ^= line.StartsWith(CodeFence, StringComparison.Ordinal);
            int level = inCode ? 0 : HeadingLevel(line);
            if (level == 0)
            {
                open.TryPeek(out MarkdownSection? current);
                current?.Lines.Add(line);
                continue;
            }

            MarkdownSection section = new(level, line[level..].Trim(), next + 1);
            while (open.TryPeek(out MarkdownSection? above) && above.Level >= level)
            {
                open.Pop();
            }

            if (open.TryPeek(out MarkdownSection? parent))
            {
                parent.Sections.Add(section);
            }
            else if (root is null)
            {
                root = section;
            }
            else
            {
                throw new HelpSourceException(path, next + 1, "There is a second heading of the first level.");
            }

            open.Push(section);
        }

        return new MarkdownDocument(
            path, values, root ?? throw new HelpSourceException(path, 1, "There is no heading."));
    }

    /// <summary>A section that has to be there.</summary>
    public MarkdownSection Require(MarkdownSection within, string title) => within.Find(title)
        ?? throw new HelpSourceException(Path, within.Line, $"'{within.Title}' has no section '{title}'.");

    private static int ReadFrontMatter(IReadOnlyList<string> lines, Dictionary<string, string> values)
    {
        if (lines.Count == 0 || lines[0] != FrontMatterFence)
        {
            return 0;
        }

        int next = 1;
        for (; next < lines.Count && lines[next] != FrontMatterFence; next++)
        {
            string[] parts = lines[next].Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts.Length == 2)
            {
                values[parts[0]] = parts[1];
            }
        }

        return next + 1;
    }

    private static int HeadingLevel(string line)
    {
        int level = line.TakeWhile(character => character == '#').Count();
        return level > 0 && level < line.Length && line[level] == ' ' ? level : 0;
    }
}
