using System;
using System.Collections.Generic;
using System.Text;
using System.Text.RegularExpressions;

namespace IosBackup.Help;

/// <summary>A paragraph, a list entry, or a piece of code with its lines as they are.</summary>
/// <param name="Text">The text without Markdown's marks.</param>
/// <param name="Language">What the code fence says; null when this is not code.</param>
internal sealed partial record MarkdownBlock(string Text, string? Language)
{
    private const string CodeFence = "```";

    public bool IsCode => Language is not null;

    /// <summary>Cuts lines into blocks.</summary>
    public static IReadOnlyList<MarkdownBlock> Split(IEnumerable<string> lines)
    {
        List<MarkdownBlock> blocks = [];
        List<string> pending = [];
        string? language = null;
        foreach (string line in lines)
        {
            if (line.StartsWith(CodeFence, StringComparison.Ordinal))
            {
                Finish(blocks, pending, language);
                language = language is null ? line[CodeFence.Length..].Trim() : null;
            }
            else if (language is not null)
            {
                pending.Add(line);
            }
            else
            {
                bool startsBlock = line.Trim().Length == 0 || ListMark().IsMatch(line) || line.StartsWith('|');
                if (startsBlock)
                {
                    Finish(blocks, pending, null);
                }

                pending.Add(line);
            }
        }

        Finish(blocks, pending, language);
        return blocks;
    }

    /// <summary>Text without Markdown's marks: links become "text (address)".</summary>
    public static string Plain(string markdown)
    {
        string text = Link().Replace(markdown, match =>
            match.Groups[1].Value == match.Groups[2].Value || !match.Groups[2].Value.Contains("://")
                ? match.Groups[1].Value
                : $"{match.Groups[1].Value} ({match.Groups[2].Value})");
        text = Strong().Replace(text, "$1");
        return Escape().Replace(text.Replace("`", ""), "$1");
    }

    private static void Finish(List<MarkdownBlock> blocks, List<string> pending, string? language)
    {
        if (language is not null)
        {
            blocks.Add(new MarkdownBlock(string.Join('\n', pending), language));
        }
        else
        {
            StringBuilder text = new();
            foreach (string line in pending)
            {
                text.Append(text.Length > 0 ? " " : "").Append(text.Length > 0 ? line.Trim() : line.TrimEnd());
            }

            if (text.ToString().Trim().Length > 0)
            {
                blocks.Add(new MarkdownBlock(Plain(text.ToString().Trim()), null));
            }
        }

        pending.Clear();
    }

    [GeneratedRegex(@"^\s*([-*]|\d+\.)\s")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"\[([^\]]*)\]\(([^)]*)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"\*\*([^*]+)\*\*")]
    private static partial Regex Strong();

    [GeneratedRegex(@"\\([\\`*_{}\[\]()#+\-.!<>|])")]
    private static partial Regex Escape();
}
