using System;
using System.Collections.Generic;
using System.Text;

namespace IosBackup.Engine.Records.Notes;

/// <summary>Writes a note as plain text: words where attachments stand, cells of tables between tabs.</summary>
internal static class NotePlainText
{
    /// <summary>The text of a body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="find">Says what the attachments are, by identifier; null for those that are gone.</param>
    public static string Write(NoteBody body, Func<string, NoteInsert?> find)
    {
        if (body.Text.IndexOf(NoteBody.AttachmentMark) < 0)
        {
            return body.Text;
        }

        StringBuilder text = new();
        for (int i = 0; i < body.Paragraphs.Count; i++)
        {
            text.Append(i == 0 ? "" : "\n");
            foreach (NoteRun run in body.Paragraphs[i].Runs)
            {
                Append(text, run, find);
            }
        }

        return text.ToString();
    }

    /// <summary>The text of a cell, in one line.</summary>
    public static string OneLine(NoteBody cell) =>
        cell.Text.Replace(NoteBody.AttachmentMark.ToString(), "").Replace('\n', ' ').Replace('\t', ' ').Trim();

    private static void Append(StringBuilder text, NoteRun run, Func<string, NoteInsert?> find)
    {
        NoteInsert? insert = run.AttachmentId is string id ? find(id) : null;
        if (insert is { Table: NoteTable table })
        {
            for (int i = 0; i < table.Rows.Count; i++)
            {
                text.Append(i == 0 ? "" : "\n").Append(string.Join("\t", Cells(table.Rows[i])));
            }
        }
        else
        {
            text.Append(insert switch
            {
                null when run.AttachmentId is not null => "",
                null => run.Text.Replace(NoteBody.AttachmentMark.ToString(), ""),
                { IsInline: true } => insert.Text,
                _ => "[" + insert.Text + "]",
            });
        }
    }

    private static IEnumerable<string> Cells(IReadOnlyList<NoteBody> row)
    {
        foreach (NoteBody cell in row)
        {
            yield return OneLine(cell);
        }
    }
}
