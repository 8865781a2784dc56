using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IosBackup.Engine.Records.Text;

namespace IosBackup.Engine.Records.Notes;

/// <summary>Writes a note as Markdown.</summary>
internal sealed class NoteMarkdown(Func<string, NoteInsert?> find)
{
    private const string Special = "\\`*_[]<>#|~";

    private readonly StringBuilder _text = new();
    private bool _isFenced;
    private bool _wasList;

    /// <summary>The Markdown of a body.</summary>
    public string Write(NoteBody body)
    {
        int[] numbers = new int[NoteParagraph.DeepestIndent + 1];
        foreach (NoteParagraph paragraph in body.Paragraphs)
        {
            Fence(paragraph.Style == NoteParagraphStyle.Monospaced);
            CountNumbers(paragraph, numbers);
            Write(paragraph, numbers[paragraph.Indent]);
        }

        Fence(false);
        return _text.ToString().Trim('\n');
    }

    private static void CountNumbers(NoteParagraph paragraph, int[] numbers)
    {
        int deeper = paragraph.Indent;
        if (paragraph.Style == NoteParagraphStyle.NumberList)
        {
            numbers[paragraph.Indent]++;
            deeper++;
        }

        Array.Clear(numbers, deeper, numbers.Length - deeper);
    }

    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char c in text)
        {
            escaped.Append(Special.Contains(c) ? "\\" : "").Append(c == '\u2028' ? ' ' : c);
        }

        return escaped.ToString();
    }

    private void Fence(bool isWanted)
    {
        if (isWanted != _isFenced)
        {
            _text.Append(isWanted ? "\n```\n" : "```\n\n");
            _isFenced = isWanted;
        }
    }

    private void Write(NoteParagraph paragraph, int number)
    {
        if (_isFenced)
        {
            _text.Append(string.Concat(paragraph.Runs.Select(static run => run.Text)).Replace("```", "'''"))
                .Append('\n');
            return;
        }

        if (_wasList && !paragraph.IsList)
        {
            _text.Append('\n');
        }

        _wasList = paragraph.IsList;
        _text.Append(paragraph.IsQuote ? "> " : "").Append(Prefix(paragraph, number));
        foreach (NoteRun run in paragraph.Runs)
        {
            Write(run);
        }

        _text.Append(paragraph.IsList ? "\n" : "\n\n");
    }

    private static string Prefix(NoteParagraph paragraph, int number)
    {
        string marker = paragraph.Style switch
        {
            NoteParagraphStyle.Title => "# ",
            NoteParagraphStyle.Heading => "## ",
            NoteParagraphStyle.Subheading => "### ",
            NoteParagraphStyle.DotList or NoteParagraphStyle.DashList => "- ",
            NoteParagraphStyle.NumberList => number + ". ",
            NoteParagraphStyle.Checklist => paragraph.IsDone ? "- [x] " : "- [ ] ",
            _ => "",
        };
        return paragraph.IsList ? new string(' ', 2 * paragraph.Indent) + marker : marker;
    }

    private void Write(NoteRun run)
    {
        NoteInsert? insert = run.AttachmentId is string id ? find(id) : null;
        if (insert is { Table: NoteTable table })
        {
            Write(table);
            return;
        }

        string text = Escape(insert?.Text ?? run.Text.Replace(NoteBody.AttachmentMark.ToString(), ""));
        string? link = SafeLink.Check(insert?.Link ?? run.Link);
        if (link is not null)
        {
            text = $"[{text}]({link.Replace("(", "%28").Replace(")", "%29")})";
        }
        else if (insert is { IsInline: false })
        {
            text = $"\\[{text}\\]";
        }

        string marks = (run.IsBold ? "**" : "") + (run.IsItalic ? "*" : "") + (run.IsStruck ? "~~" : "");
        bool isBlank = text.Trim().Length == 0;
        _text.Append(isBlank ? "" : marks).Append(text).Append(isBlank ? "" : Reverse(marks));
    }

    private void Write(NoteTable table)
    {
        _text.Append('\n');
        for (int i = 0; i < table.Rows.Count; i++)
        {
            IEnumerable<string> cells = table.Rows[i].Select(cell => Escape(NotePlainText.OneLine(cell)));
            _text.Append("| ").Append(string.Join(" | ", cells)).Append(" |\n");
            if (i == 0)
            {
                _text.Append('|').Append(string.Concat(Enumerable.Repeat(" --- |", table.Rows[0].Count))).Append('\n');
            }
        }
    }

    private static string Reverse(string marks)
    {
        char[] characters = marks.ToCharArray();
        Array.Reverse(characters);
        return new string(characters);
    }
}
