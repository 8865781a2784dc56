using System.Threading;
using IosBackup.Engine.Records.Notes;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Writes the notes, the one that changed last first.</summary>
internal static class ReportNotes
{
    public static void Write(ReportContents contents, CancellationToken stop)
    {
        foreach (IosNote note in new NoteReader().Read(contents.Source, new NoteQuery { NewestFirst = true }, stop))
        {
            contents.Notes.Add(json =>
            {
                json.Text("n", string.IsNullOrWhiteSpace(note.Title) ? "Untitled" : note.Title);
                json.Time("t", note.Modified);
                json.Text("f", note.IsTrashed ? $"{note.Folder ?? "Deleted"} (deleted)" : note.Folder);
                json.Text("a", note.Account);
                json.Text("x", note.Text?.Trim());
                json.Text("w", note.State switch
                {
                    IosNoteState.Locked => "This note is locked with a password of its own.",
                    IosNoteState.NotDownloaded => "The phone had not fetched this note from iCloud.",
                    IosNoteState.Unreadable => "This note is damaged and cannot be read.",
                    _ => null,
                });
            });
        }
    }
}
