using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Records.Text;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Notes;

/// <summary>Reads the notes of mail accounts, and those of the Notes app before iOS 9: bodies are HTML.</summary>
internal static class MailNoteRows
{
    /// <summary>The table of notes.</summary>
    public const string Table = "ZNOTE";

    public static IEnumerable<IosNote> Read(RecordStore store, NoteQuery query, CancellationToken stop)
    {
        RecordSelect select = store.Select(Table, "n", "Z_PK");
        select.Join("ZNOTEBODY", "b", "Z_PK", "n", "ZBODY");
        select.Join("ZSTORE", "s", "Z_PK", "n", "ZSTORE");
        select.Join("ZACCOUNT", "a", "Z_PK", "s", "ZACCOUNT");
        int title = select.Column("n", "ZTITLE");
        int guid = select.Column("n", "ZGUID");
        int body = select.Column("b", "ZCONTENT");
        int folder = select.Column("s", "ZNAME");
        int account = select.Column("a", "ZNAME");
        int created = select.Column("n", "ZCREATIONDATE");
        int modified = select.Column("n", "ZMODIFICATIONDATE");
        int isDeleted = select.Column("n", "ZDELETEDFLAG");
        select.WithinPeriod(select.Sql("n", "ZMODIFICATIONDATE"), query);
        select.OrderBy(select.Sql("n", "ZMODIFICATIONDATE"), query.NewestFirst);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            string text = HtmlText.ToPlain(row.Text(body) ?? "");
            IosNote note = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                NoteId = row.Text(guid),
                Title = row.Text(title),
                Text = text,
                Html = HtmlText.FromPlain(text),
                Markdown = text,
                Folder = row.Text(folder),
                Account = row.Text(account),
                Created = row.CocoaTime(created),
                Modified = row.CocoaTime(modified),
                IsTrashed = row.Integer(isDeleted) != 0,
            };
            if (query.FitsText(note.Title, note.Text))
            {
                yield return note;
            }
        }
    }
}
