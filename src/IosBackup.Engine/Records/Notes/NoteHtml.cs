using System;
using System.Collections.Generic;
using System.Net;
using System.Text;
using IosBackup.Engine.Records.Text;

namespace IosBackup.Engine.Records.Notes;

/// <summary>Writes a note as HTML without scripts, styles or anything else that acts.</summary>
internal sealed class NoteHtml(Func<string, NoteInsert?> find)
{
    private readonly StringBuilder _html = new();
    private readonly Stack<string> _lists = new();
    private string? _block;

    /// <summary>The HTML of a body: what belongs into a page's body.</summary>
    public string Write(NoteBody body)
    {
        foreach (NoteParagraph paragraph in body.Paragraphs)
        {
            Write(paragraph);
        }

        CloseLists(0);
        Block(null);
        return _html.ToString();
    }

    private void Write(NoteParagraph paragraph)
    {
        if (paragraph.IsList)
        {
            Block(null);
            BeginItem(paragraph);
            WriteRuns(paragraph.Runs);
            return;
        }

        CloseLists(0);
        Block(paragraph.Style == NoteParagraphStyle.Monospaced ? "pre" : paragraph.IsQuote ? "blockquote" : null);
        string tag = paragraph.Style switch
        {
            NoteParagraphStyle.Title => "h1",
            NoteParagraphStyle.Heading => "h2",
            NoteParagraphStyle.Subheading => "h3",
            _ => "p",
        };
        if (_block == "pre")
        {
            WriteRuns(paragraph.Runs);
            _html.Append('\n');
            return;
        }

        _html.Append('<').Append(tag).Append('>');
        WriteRuns(paragraph.Runs);
        _html.Append("</").Append(tag).Append(">\n");
    }

    private void BeginItem(NoteParagraph paragraph)
    {
        string list = paragraph.Style switch
        {
            NoteParagraphStyle.NumberList => "ol",
            NoteParagraphStyle.Checklist => "ul class=\"checklist\"",
            NoteParagraphStyle.DashList => "ul class=\"dashes\"",
            _ => "ul",
        };
        int depth = paragraph.Indent + 1;
        CloseLists(depth);
        if (_lists.Count == depth && _lists.Peek() != list)
        {
            CloseLists(depth - 1);
        }
        else if (_lists.Count == depth)
        {
            _html.Append("</li>\n");
        }

        while (_lists.Count < depth)
        {
            _html.Append('<').Append(list).Append('>').Append(_lists.Count < depth - 1 ? "<li>" : "");
            _lists.Push(list);
        }

        _html.Append("<li>");
        if (paragraph.Style == NoteParagraphStyle.Checklist)
        {
            _html.Append(paragraph.IsDone ? "☑ " : "☐ ");
        }
    }

    private void CloseLists(int depth)
    {
        while (_lists.Count > depth)
        {
            _html.Append("</li></").Append(_lists.Pop().AsSpan(0, 2)).Append(">\n");
        }
    }

    private void Block(string? block)
    {
        if (block != _block)
        {
            _html.Append(_block is null ? "" : $"</{_block}>\n").Append(block is null ? "" : $"<{block}>");
            _block = block;
        }
    }

    private void WriteRuns(IReadOnlyList<NoteRun> runs)
    {
        foreach (NoteRun run in runs)
        {
            NoteInsert? insert = run.AttachmentId is string id ? find(id) : null;
            if (insert is { Table: NoteTable table })
            {
                Write(table);
            }
            else
            {
                Write(run, insert);
            }
        }
    }

    private void Write(NoteRun run, NoteInsert? insert)
    {
        string text = insert switch
        {
            null => run.Text.Replace(NoteBody.AttachmentMark.ToString(), ""),
            { IsInline: true } => insert.Text,
            _ => "[" + insert.Text + "]",
        };
        List<string> tags = [];
        string? link = SafeLink.Check(insert?.Link ?? run.Link);
        Add(link is not null, "a");
        Add(run.IsBold, "b");
        Add(run.IsItalic, "i");
        Add(run.IsUnderlined, "u");
        Add(run.IsStruck, "s");
        Add(run.Superscript > 0, "sup");
        Add(run.Superscript < 0, "sub");
        foreach (string tag in tags)
        {
            _html.Append('<').Append(tag);
            _html.Append(tag == "a" ? $" href=\"{WebUtility.HtmlEncode(link)}\" rel=\"noreferrer\"" : "").Append('>');
        }

        _html.Append(WebUtility.HtmlEncode(text).Replace("\u2028", "<br>"));
        for (int i = tags.Count - 1; i >= 0; i--)
        {
            _html.Append("</").Append(tags[i]).Append('>');
        }

        void Add(bool isWanted, string tag)
        {
            if (isWanted)
            {
                tags.Add(tag);
            }
        }
    }

    private void Write(NoteTable table)
    {
        _html.Append("<table>");
        foreach (IReadOnlyList<NoteBody> row in table.Rows)
        {
            _html.Append("<tr>");
            foreach (NoteBody cell in row)
            {
                _html.Append("<td>");
                for (int i = 0; i < cell.Paragraphs.Count; i++)
                {
                    _html.Append(i == 0 ? "" : "<br>");
                    foreach (NoteRun run in cell.Paragraphs[i].Runs)
                    {
                        Write(run, null);
                    }
                }

                _html.Append("</td>");
            }

            _html.Append("</tr>");
        }

        _html.Append("</table>");
    }
}
