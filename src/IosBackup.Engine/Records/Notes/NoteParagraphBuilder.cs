using System;
using System.Collections.Generic;
using System.Text;

namespace IosBackup.Engine.Records.Notes;

/// <summary>Cuts runs, which may begin and end anywhere, into paragraphs, and joins those that look the same.</summary>
internal sealed class NoteParagraphBuilder
{
    private readonly List<NoteParagraph> _paragraphs = [];
    private readonly StringBuilder _text = new();
    private NoteRun? _look;
    private List<NoteRun> _runs = [];
    private NoteParagraph? _style;

    /// <summary>Adds text; a paragraph has the style of the run it begins with.</summary>
    public void Add(ReadOnlySpan<char> text, NoteRunStyle style)
    {
        while (!text.IsEmpty)
        {
            _style ??= style.Paragraph;
            int end = text.IndexOf('\n');
            AddRun(end < 0 ? text : text.Slice(0, end), style.Look);
            if (end < 0)
            {
                return;
            }

            EndParagraph();
            text = text.Slice(end + 1);
        }
    }

    /// <summary>All paragraphs.</summary>
    public IReadOnlyList<NoteParagraph> Finish()
    {
        if (_style is not null)
        {
            EndParagraph();
        }

        return _paragraphs;
    }

    private void AddRun(ReadOnlySpan<char> text, NoteRun look)
    {
        if (text.IsEmpty)
        {
            return;
        }

        if (look != _look || look.AttachmentId is not null)
        {
            EndRun();
            _look = look;
        }

        _text.Append(text);
    }

    private void EndRun()
    {
        if (_look is not null)
        {
            _runs.Add(_look with { Text = _text.ToString() });
        }

        _look = null;
        _text.Clear();
    }

    private void EndParagraph()
    {
        EndRun();
        _paragraphs.Add((_style ?? NoteRunStyle.Plain.Paragraph) with { Runs = _runs });
        _runs = [];
        _style = null;
    }
}
