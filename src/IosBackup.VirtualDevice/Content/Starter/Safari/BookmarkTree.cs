using System;
using System.Collections.Generic;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Safari;

/// <summary>Writes the tree of folders and leaves that bookmarks and tabs are kept in.</summary>
internal sealed class BookmarkTree : IDisposable
{
    private const int Leaf = 0;
    private const int FolderType = 1;

    private readonly StarterRandom _random;
    private readonly StoreBuilder _store;
    private readonly Dictionary<long, int> _children = [];
    private readonly Dictionary<long, long> _parents = [];

    public BookmarkTree(StarterRandom random, string moreTables = "")
    {
        _random = random;
        _store = new StoreBuilder(SafariSchema.Bookmarks + moreTables);
        _store.Insert("bookmarks", new StoreRow
        {
            ["id"] = 0L,
            ["special_id"] = 0L,
            ["type"] = (long)FolderType,
            ["title"] = "Root",
            ["order_index"] = 0L,
            ["external_uuid"] = "Root",
            ["editable"] = false,
            ["deletable"] = false,
        });
        _store.Insert("generations", new StoreRow { ["generation"] = 12L });
    }

    public long AddFolder(long parent, string title, int specialId = 0, DateTimeOffset? modified = null)
    {
        long folder = Add(parent, new StoreRow
        {
            ["special_id"] = (long)specialId,
            ["type"] = (long)FolderType,
            ["title"] = title,
            ["external_uuid"] = specialId == 0 ? _random.Guid() : title + " ID",
            ["last_modified"] = modified is DateTimeOffset date ? (double)PhoneTime.Unix(date) : SqlValue.Null,
        });
        _parents.Add(folder, parent);
        for (long ancestor = parent; ; ancestor = _parents[ancestor])
        {
            _store.Insert("folder_ancestors", new StoreRow { ["folder_id"] = folder, ["ancestor_id"] = ancestor });
            if (ancestor == 0)
            {
                return folder;
            }
        }
    }

    /// <summary>Adds a page and returns its UUID.</summary>
    public string AddLeaf(
        long parent, string title, string url, DateTimeOffset? modified, Action<StoreRow>? more = null)
    {
        string uuid = _random.Guid();
        StoreRow row = new()
        {
            ["type"] = (long)Leaf,
            ["title"] = title,
            ["url"] = url,
            ["external_uuid"] = uuid,
            ["last_modified"] = modified is DateTimeOffset date ? (double)PhoneTime.Unix(date) : SqlValue.Null,
        };
        more?.Invoke(row);
        Add(parent, row);
        return uuid;
    }

    public long Insert(string table, StoreRow row) => _store.Insert(table, row);

    public byte[] ToImage()
    {
        foreach (KeyValuePair<long, int> folder in _children)
        {
            _store.Execute(FormattableString.Invariant(
                $"UPDATE bookmarks SET num_children = {folder.Value} WHERE id = {folder.Key}"));
        }

        return _store.ToImage();
    }

    public void Dispose() => _store.Dispose();

    /// <summary>The attributes of a page that is kept for reading.</summary>
    public static byte[] ReadingListAttributes(DateTimeOffset added, string preview, DateTimeOffset? viewed)
    {
        PlistDictionary item = new() { ["DateAdded"] = added, ["PreviewText"] = preview };
        if (viewed is DateTimeOffset date)
        {
            item["DateLastViewed"] = date;
        }

        return PropertyList.ToBinary(new PlistDictionary { ["com.apple.ReadingList"] = item });
    }

    private long Add(long parent, StoreRow row)
    {
        _children[parent] = _children.TryGetValue(parent, out int count) ? count + 1 : 1;
        row["parent"] = parent;
        row["order_index"] = (long)_children[parent] - 1;
        return _store.Insert("bookmarks", row);
    }
}
