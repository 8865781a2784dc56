using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Safari;

/// <summary>The folders of the tree that bookmarks and tabs are kept in.</summary>
internal sealed class BookmarkFolders
{
    /// <summary>The table of the tree.</summary>
    public const string Table = "bookmarks";

    /// <summary>The number of the reading list's folder.</summary>
    public const int ReadingList = 3;

    private const int DeepestFolder = 64;

    private readonly Dictionary<long, BookmarkRow> _folders = [];

    private BookmarkFolders()
    {
    }

    public static BookmarkFolders Read(RecordStore store, CancellationToken stop)
    {
        BookmarkFolders folders = new();
        RecordSelect select = store.Select(Table, "b", "id");
        int title = select.Column("b", "title");
        int parent = select.Column("b", "parent");
        int special = select.Column("b", "special_id");
        select.Where($"{select.Sql("b", "type")} = 1");
        foreach (SqliteStatement row in select.Rows(stop))
        {
            if (!row.IsNull(parent))
            {
                folders._folders[row.Integer(RecordSelect.Key)] = new BookmarkRow(
                    row.Text(title) ?? "", row.Integer(parent), row.Integer(special));
            }
        }

        return folders;
    }

    /// <summary>The titles of the folders from the top down to one.</summary>
    public string PathOf(long folder)
    {
        List<string> titles = [];
        for (int depth = 0; depth < DeepestFolder && _folders.TryGetValue(folder, out BookmarkRow? row); depth++)
        {
            titles.Insert(0, NameOf(row));
            folder = row.Parent;
        }

        return string.Join("/", titles);
    }

    /// <summary>The title of a folder in words for people; null when the row is no folder.</summary>
    public string? TitleOf(long folder) => _folders.TryGetValue(folder, out BookmarkRow? row) ? NameOf(row) : null;

    /// <summary>Whether a folder is the reading list.</summary>
    public bool IsReadingList(long folder) =>
        _folders.TryGetValue(folder, out BookmarkRow? row) && row.SpecialId == ReadingList;

    private static string NameOf(BookmarkRow row) => row.SpecialId switch
    {
        1 => "Favorites",
        2 => "Bookmarks Menu",
        ReadingList => "Reading List",
        _ => row.Title,
    };
}
