using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Safari;

/// <summary>Reads the bookmarks and the reading list of Safari. Periods are about when they changed last.</summary>
public sealed class BookmarkReader : StoreReader<IosBookmark, RecordQuery>
{
    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Safari bookmarks",
        Places = [new StorePlace("HomeDomain", "Library/Safari/Bookmarks.db")],
    };

    private protected override IEnumerable<IosBookmark> ReadStore(
        RecordStore store, RecordQuery query, CancellationToken stop)
    {
        if (!store.Has(BookmarkFolders.Table, "id"))
        {
            store.WarnUnknown();
            yield break;
        }

        BookmarkFolders folders = BookmarkFolders.Read(store, stop);
        RecordSelect select = store.Select(BookmarkFolders.Table, "b", "id");
        int title = select.Column("b", "title");
        int url = select.Column("b", "url");
        int parent = select.Column("b", "parent");
        int type = select.Column("b", "type");
        int isRead = select.Column("b", "read");
        int modified = select.Column("b", "last_modified");
        int order = select.Column("b", "order_index");
        int attributes = select.Column("b", "extra_attributes");
        select.Where($"COALESCE({select.Sql("b", "deleted")}, 0) = 0");
        select.Where($"{select.Sql("b", "parent")} IS NOT NULL OR {select.Sql("b", "type")} = 0");
        select.OrderBy(select.Sql("b", "parent") + ", " + select.Sql("b", "order_index"));
        foreach (SqliteStatement row in select.Rows(stop))
        {
            bool isReadingList = folders.IsReadingList(row.Integer(parent));
            PlistDictionary? item = isReadingList ? ReadAttributes(row.Blob(attributes)) : null;
            IosBookmark bookmark = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                Title = folders.TitleOf(row.Integer(RecordSelect.Key)) ?? row.Text(title),
                Url = row.Text(url),
                Folder = folders.PathOf(row.Integer(parent)),
                IsFolder = row.Integer(type) == 1,
                IsReadingList = isReadingList,
                IsRead = isReadingList && !row.IsNull(isRead) ? row.Integer(isRead) != 0 : null,
                Added = item?.GetDate("DateAdded"),
                LastViewed = item?.GetDate("DateLastViewed"),
                Modified = row.UnixTime(modified),
                Preview = item?.GetString("PreviewText"),
                Order = row.Integer(order),
            };
            if (query.FitsText([bookmark.Title, bookmark.Url, bookmark.Preview])
                && query.FitsTime(bookmark.Modified ?? bookmark.Added))
            {
                yield return bookmark;
            }
        }
    }

    private static PlistDictionary? ReadAttributes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return null;
        }

        try
        {
            return (PropertyList.Parse(bytes) as PlistDictionary)?.GetDictionary("com.apple.ReadingList");
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return null;
        }
    }
}
