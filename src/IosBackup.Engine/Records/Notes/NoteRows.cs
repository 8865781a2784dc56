using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Notes;

/// <summary>
/// Reads the notes of the Notes app. One table holds nearly everything; names of columns carry numbers that differ from
/// version to version.
/// </summary>
internal sealed class NoteRows
{
    /// <summary>The table of notes, folders, accounts and attachments.</summary>
    public const string Table = "ZICCLOUDSYNCINGOBJECT";

    private const string Bodies = "ZICNOTEDATA";

    private readonly RecordStore _store;
    private readonly NoteQuery _query;
    private readonly CancellationToken _stop;
    private readonly NoteFolders _folders;
    private readonly NoteItems _items;
    private readonly NoteFiles _files;
    private readonly RowTexts _oldFolders;
    private readonly NoteColumns _columns;
    private readonly RecordSelect _select;
    private long _locked;
    private long _unreadable;
    private long _missing;

    public NoteRows(RecordStore store, NoteQuery query, CancellationToken stop)
    {
        (_store, _query, _stop) = (store, query, stop);
        _folders = NoteFolders.Read(store, stop);
        _items = NoteItems.Read(store, stop);
        _files = new NoteFiles(store.Source.Backup, _folders, stop);
        _oldFolders = CoreData.FindJoin(store, "NOTES", "NOTES", "FOLDERS") is CoreDataJoin join
            ? CoreData.Texts(store, $"SELECT \"{join.From}\", \"{join.To}\" FROM \"{join.Table}\"", stop)
            : new RowTexts();
        _select = store.Select(Table, "n", "Z_PK");
        _select.Join(Bodies, "d", "ZNOTE", "n", "Z_PK");
        _columns = new NoteColumns(_select, store);
        _select.Where(CoreData.Entities(store, "ICNote") is string entity
            ? $"n.Z_ENT IN ({entity})"
            : $"{_select.Sql("d", "ZNOTE")} IS NOT NULL");
        _select.WithinPeriod(_select.Sql("n", "ZMODIFICATIONDATE1"), query);
        _select.OrderBy(_select.Sql("n", "ZMODIFICATIONDATE1"), query.NewestFirst);
    }

    public IEnumerable<IosNote> Read()
    {
        using NoteTables tables = new(_store);
        foreach (SqliteStatement row in _select.Rows(_stop))
        {
            IosNote note = ToNote(row, tables);
            if (_query.FitsText(note.Title, note.Text))
            {
                yield return note;
            }
        }

        Warn(_query.Password is null ? RecordWarningKind.Locked : RecordWarningKind.LockedOtherwise, _locked);
        Warn(RecordWarningKind.ContentUnreadable, _unreadable);
        Warn(RecordWarningKind.KeptInICloud, _missing);
    }

    private void Warn(RecordWarningKind kind, long count)
    {
        if (count > 0)
        {
            _store.Source.Warn(kind, _store.Definition.Name, count);
        }
    }

    private IosNote ToNote(SqliteStatement row, NoteTables tables)
    {
        long key = row.Integer(RecordSelect.Key);
        long folder = row.NullableInteger(_columns.Folder) ?? OldFolder(key);
        bool isLocked = row.Integer(_columns.IsLocked) != 0;
        IosNoteState state = IosNoteState.Read;
        NoteBody? body = ReadBody(row, isLocked, ref state);
        Func<string, NoteInsert?> find = id => Describe(id, tables);
        IReadOnlyList<IosNoteAttachment> attachments = [.. _items.AttachmentsOf(key).Select(ToAttachment)];
        _missing += attachments.Count(static attachment => attachment.IsMissing)
            + (state == IosNoteState.NotDownloaded ? 1 : 0);
        return new IosNote
        {
            Backup = _store.Source.Backup.FolderPath,
            FileId = _store.File.FileId,
            RowId = key,
            NoteId = row.Text(_columns.Identifier),
            Title = row.Text(_columns.Title),
            Text = body is null ? null : NotePlainText.Write(body, find),
            Html = body is null ? null : new NoteHtml(find).Write(body),
            Markdown = body is null ? null : new NoteMarkdown(find).Write(body),
            Folder = _folders.PathOf(folder),
            Account = _folders.AccountOf(_columns.Accounts.Select(row.Integer), folder),
            Created = row.CocoaTime(_columns.Created),
            Modified = row.CocoaTime(_columns.Modified),
            IsPinned = row.Integer(_columns.IsPinned) != 0,
            IsLocked = isLocked,
            PasswordHint = row.Text(_columns.PasswordHint),
            IsTrashed = row.Integer(_columns.IsDeleted) != 0 || _folders.IsTrash(folder),
            State = state,
            Tags = [.. _items.TagsOf(key)],
            ChecklistItems = CountItems(body, isDone: false),
            ChecklistItemsDone = CountItems(body, isDone: true),
            Attachments = attachments,
        };
    }

    private long OldFolder(long note) => _oldFolders[note] is [string folder, ..]
        && long.TryParse(folder, NumberStyles.None, CultureInfo.InvariantCulture, out long row) ? row : 0;

    private static int CountItems(NoteBody? body, bool isDone) => body?.Paragraphs.Count(
        paragraph => paragraph.Style == NoteParagraphStyle.Checklist && (!isDone || paragraph.IsDone)) ?? 0;

    private NoteBody? ReadBody(SqliteStatement row, bool isLocked, ref IosNoteState state)
    {
        ReadOnlySpan<byte> stored = row.Blob(_columns.Body);
        if (isLocked)
        {
            byte[]? opened = _query.Password is null ? null : Unlock(row);
            if (opened is null)
            {
                state = IosNoteState.Locked;
                _locked++;
                return null;
            }

            stored = opened;
        }
        else if (stored.IsEmpty)
        {
            state = row.Integer(_columns.NeedsFetch) != 0 ? IosNoteState.NotDownloaded : IosNoteState.Read;
            return state == IosNoteState.Read ? NoteBody.Empty : null;
        }

        try
        {
            return NoteBodyDecoder.Decode(stored);
        }
        catch (InvalidDataException)
        {
            state = IosNoteState.Unreadable;
            _unreadable++;
            return null;
        }
    }

    private byte[]? Unlock(SqliteStatement row)
    {
        byte[]? key = NoteLock.TryUnwrapKey(
            _query.Password!.Utf8,
            row.Blob(_columns.Salt).ToArray(),
            row.Integer(_columns.Rounds),
            row.Blob(_columns.WrappedKey).ToArray());
        return key is null
            ? null
            : NoteLock.TryDecrypt(key, row.Blob(_columns.Nonce), row.Blob(_columns.Tag), row.Blob(_columns.Body));
    }

    private NoteInsert? Describe(string identifier, NoteTables tables)
    {
        if (_items.Find(identifier) is not NoteItem item)
        {
            return null;
        }

        string name = item.AlternativeText ?? item.Title ?? _items.MediaOf(item)?.FileName ?? item.Url
            ?? NameOfType(item.Type);
        return new NoteInsert(name)
        {
            IsInline = item.IsInline,
            Link = item.IsLink ? item.Url : null,
            Table = item.IsTable ? tables.Read(item.Row) : null,
        };
    }

    private static string NameOfType(string? type) => type switch
    {
        null => "attachment",
        "com.apple.notes.table" => "table",
        "com.apple.notes.gallery" => "scans",
        _ when Regex.IsMatch(type, "drawing|paper") => "drawing",
        _ => type,
    };

    private IosNoteAttachment ToAttachment(NoteItem item)
    {
        NoteItem? media = _items.MediaOf(item);
        bool hasFile = !item.IsTable && !item.IsLink && !item.IsGallery;
        BackupFile? file = hasFile ? _files.Find(item, media) : null;
        return new IosNoteAttachment
        {
            AttachmentId = item.Identifier,
            Type = item.Type ?? "",
            FileName = media?.FileName ?? file?.Name,
            Title = item.Title,
            Url = item.Url,
            Size = file?.Size ?? item.Size,
            FileId = file?.FileId,
            IsMissing = hasFile && file is null,
        };
    }
}
