using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Notes;

/// <summary>What stands in the notes of a store besides text, by identifier, and the files it has.</summary>
internal sealed class NoteItems
{
    private readonly Dictionary<string, NoteItem> _items = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<long, NoteItem> _media = [];
    private readonly Dictionary<long, List<NoteItem>> _ofNote = [];

    private NoteItems()
    {
    }

    /// <summary>Reads all rows that are attachments, words in a text, or files.</summary>
    public static NoteItems Read(RecordStore store, CancellationToken stop)
    {
        NoteItems items = new();
        if (CoreData.Entities(store, "ICAttachment", "ICInlineAttachment", "ICMedia") is not string entities)
        {
            return items;
        }

        string? media = CoreData.Entities(store, "ICMedia");
        RecordSelect select = store.Select(NoteRows.Table, "a", "Z_PK");
        int identifier = select.Column("a", "ZIDENTIFIER");
        int isMedia = select.Expression(media is null ? "0" : $"a.Z_ENT IN ({media})");
        int type = select.Expression(Coalesce(select, "ZTYPEUTI", "ZTYPEUTI1"));
        int text = select.Column("a", "ZALTTEXT");
        int title = select.Expression(Coalesce(select, "ZUSERTITLE", "ZTITLE"));
        int url = select.Column("a", "ZURLSTRING");
        int fileName = select.Column("a", "ZFILENAME");
        int generation = select.Expression(Coalesce(
            select, "ZGENERATION1", "ZGENERATION", "ZFALLBACKIMAGEGENERATION", "ZFALLBACKPDFGENERATION"));
        int mediaRow = select.Column("a", "ZMEDIA");
        int size = select.Column("a", "ZFILESIZE");
        int note = select.Expression(Coalesce(select, "ZNOTE", "ZNOTE1"));
        select.Where($"a.Z_ENT IN ({entities})");
        foreach (SqliteStatement row in select.Rows(stop))
        {
            if (row.Text(identifier) is not { Length: > 0 } id)
            {
                continue;
            }

            NoteItem item = new(row.Integer(RecordSelect.Key), id)
            {
                Type = row.Text(type),
                AlternativeText = row.Text(text),
                Title = row.Text(title),
                Url = row.Text(url),
                FileName = row.Text(fileName),
                Generation = row.Text(generation),
                Media = row.NullableInteger(mediaRow),
                Size = row.NullableInteger(size),
            };
            items.Add(item, row.Integer(isMedia) != 0, row.NullableInteger(note));
        }

        return items;
    }

    /// <summary>What an identifier stands for; null when nothing is known of it.</summary>
    public NoteItem? Find(string identifier) => _items.TryGetValue(identifier, out NoteItem? item) ? item : null;

    /// <summary>The file of an attachment; null when it has none.</summary>
    public NoteItem? MediaOf(NoteItem item) =>
        item.Media is long row && _media.TryGetValue(row, out NoteItem? media) ? media : null;

    /// <summary>What belongs to a note, except words within its text.</summary>
    public IEnumerable<NoteItem> AttachmentsOf(long note) =>
        _ofNote.TryGetValue(note, out List<NoteItem>? items) ? items.Where(static item => !item.IsInline) : [];

    /// <summary>The tags in a note's text.</summary>
    public IEnumerable<string> TagsOf(long note) => _ofNote.TryGetValue(note, out List<NoteItem>? items)
        ? items.Where(static item => item.IsTag).Select(static item => item.AlternativeText ?? "")
            .Where(static tag => tag.Length > 0).Distinct()
        : [];

    private static string Coalesce(RecordSelect select, params string[] names) =>
        $"COALESCE({string.Join(", ", names.Select(name => select.Sql("a", name)))})";

    private void Add(NoteItem item, bool isMedia, long? note)
    {
        if (isMedia)
        {
            _media[item.Row] = item;
            return;
        }

        _items[item.Identifier] = item;
        if (note is long owner)
        {
            if (!_ofNote.TryGetValue(owner, out List<NoteItem>? items))
            {
                _ofNote.Add(owner, items = []);
            }

            items.Add(item);
        }
    }
}
