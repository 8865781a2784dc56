using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Safari;

/// <summary>
/// Reads the pages that were open in Safari: since iOS 15 leaves of a tree like that of bookmarks, before that rows of
/// a table.
/// </summary>
public sealed class BrowserTabReader : StoreReader<IosBrowserTab, BrowserTabQuery>
{
    private const string Table = "tabs";
    private const string Private = "Private";

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Safari tabs",
        Places =
        [
            new StorePlace("HomeDomain", "Library/Safari/SafariTabs.db"),
            new StorePlace("HomeDomain", "Library/Safari/BrowserState.db"),
            new StorePlace("AppDomain-com.apple.mobilesafari", "Library/Safari/BrowserState.db"),
        ],
        IsInEncryptedBackupsOnly = true,
    };

    private protected override IEnumerable<IosBrowserTab> ReadStore(
        RecordStore store, BrowserTabQuery query, CancellationToken stop)
    {
        if (!store.Has(BookmarkFolders.Table, "id") && !store.Has(Table))
        {
            store.WarnUnknown();
            yield break;
        }

        IEnumerable<IosBrowserTab> tabs = store.Has(BookmarkFolders.Table, "id")
            ? ReadTree(store, stop)
            : ReadTable(store, stop);
        foreach (IosBrowserTab tab in tabs)
        {
            if ((query.IncludePrivate || !tab.IsPrivate)
                && query.FitsText([tab.Url, tab.Title, tab.Group])
                && query.FitsTime(tab.LastViewed))
            {
                yield return tab;
            }
        }
    }

    private static IEnumerable<IosBrowserTab> ReadTree(RecordStore store, CancellationToken stop)
    {
        BookmarkFolders folders = BookmarkFolders.Read(store, stop);
        RecordSelect select = store.Select(BookmarkFolders.Table, "b", "id");
        int title = select.Column("b", "title");
        int url = select.Column("b", "url");
        int parent = select.Column("b", "parent");
        int attributes = select.Column("b", "local_attributes");
        int moreAttributes = select.Column("b", "extra_attributes");
        select.Where($"{select.Sql("b", "type")} = 0");
        select.Where($"COALESCE({select.Sql("b", "deleted")}, 0) = 0");
        foreach (SqliteStatement row in select.Rows(stop))
        {
            string group = folders.PathOf(row.Integer(parent));
            yield return new IosBrowserTab
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                Url = row.Text(url),
                Title = row.Text(title),
                LastViewed = Date(row.Blob(attributes), "LastVisitTime")
                    ?? Date(row.Blob(moreAttributes), "DateLastViewed"),
                Group = group,
                IsPrivate = Array.IndexOf(group.Split('/'), Private) >= 0,
            };
        }
    }

    private static IEnumerable<IosBrowserTab> ReadTable(RecordStore store, CancellationToken stop)
    {
        RecordSelect select = store.Select(Table, "t");
        int title = select.Column("t", "title");
        int url = select.Column("t", "user_visible_url", "url");
        int viewed = select.Column("t", "last_viewed_time");
        int isPrivate = select.Column("t", "private_browsing");
        foreach (SqliteStatement row in select.Rows(stop))
        {
            yield return new IosBrowserTab
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                Url = row.Text(url),
                Title = row.Text(title),
                LastViewed = row.CocoaTime(viewed),
                IsPrivate = row.Integer(isPrivate) != 0,
            };
        }
    }

    private static DateTimeOffset? Date(ReadOnlySpan<byte> bytes, string key)
    {
        try
        {
            return bytes.IsEmpty || PropertyList.Parse(bytes) is not PlistDictionary values
                ? null
                : values.GetDate(key) ?? (values.GetReal(key) is double seconds ? AppleTime.FromCocoa(seconds) : null);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return null;
        }
    }
}
