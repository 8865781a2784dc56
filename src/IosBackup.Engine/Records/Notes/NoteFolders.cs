using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Notes;

/// <summary>The folders and accounts of a notes store.</summary>
internal sealed class NoteFolders
{
    private const int TrashType = 1;
    private const int DeepestFolder = 32;

    private readonly Dictionary<long, Folder> _folders = [];
    private readonly Dictionary<long, Account> _accounts = [];

    private NoteFolders()
    {
    }

    /// <summary>The identifiers of the accounts, which their files lie below.</summary>
    public IEnumerable<string> AccountIdentifiers
    {
        get
        {
            foreach (Account account in _accounts.Values)
            {
                if (account.Identifier is { Length: > 0 } identifier)
                {
                    yield return identifier;
                }
            }
        }
    }

    /// <summary>Reads folders and accounts.</summary>
    public static NoteFolders Read(RecordStore store, CancellationToken stop)
    {
        NoteFolders all = new();
        RecordSelect select = store.Select(NoteRows.Table, "f", "Z_PK");
        int title = select.Column("f", "ZTITLE2");
        int parent = select.Column("f", "ZPARENT");
        int type = select.Column("f", "ZFOLDERTYPE");
        int owner = select.Column("f", "ZOWNER");
        int identifier = select.Column("f", "ZIDENTIFIER");
        int name = select.Column("f", "ZNAME");
        if (CoreData.Entities(store, "ICAccount") is string account)
        {
            int isAccount = select.Expression($"f.Z_ENT IN ({account})");
            select.Where($"f.Z_ENT IN ({account}) OR f.Z_ENT IN ({CoreData.Entities(store, "ICFolder") ?? account})");
            foreach (SqliteStatement row in select.Rows(stop))
            {
                if (row.Integer(isAccount) != 0)
                {
                    all._accounts[row.Integer(RecordSelect.Key)] = new Account(row.Text(name), row.Text(identifier));
                }
                else
                {
                    all._folders[row.Integer(RecordSelect.Key)] = new Folder(
                        row.Text(title),
                        row.Integer(parent),
                        row.Integer(type) == TrashType || IsTrashName(row.Text(identifier)),
                        row.Integer(owner));
                }
            }
        }

        return all;
    }

    /// <summary>A folder's title behind those of the folders it lies in; null when there is no such folder.</summary>
    public string? PathOf(long folder)
    {
        if (!_folders.ContainsKey(folder))
        {
            return null;
        }

        List<string> titles = [];
        for (int depth = 0; depth < DeepestFolder && _folders.TryGetValue(folder, out Folder? found); depth++)
        {
            titles.Insert(0, found.Title ?? folder.ToString(CultureInfo.InvariantCulture));
            folder = found.Parent;
        }

        return string.Join("/", titles);
    }

    /// <summary>Whether a folder is "Recently Deleted".</summary>
    public bool IsTrash(long folder) => _folders.TryGetValue(folder, out Folder? found) && found.IsTrash;

    /// <summary>
    /// The name of a note's account: the first of the rows it refers to that is one, else the account of its folder.
    /// </summary>
    public string? AccountOf(IEnumerable<long> candidates, long folder)
    {
        foreach (long candidate in candidates)
        {
            if (_accounts.TryGetValue(candidate, out Account? account))
            {
                return account.Name;
            }
        }

        return _folders.TryGetValue(folder, out Folder? found) && _accounts.TryGetValue(found.Owner, out Account? owner)
            ? owner.Name
            : null;
    }

    private static bool IsTrashName(string? identifier) =>
        identifier?.StartsWith("TrashFolder", System.StringComparison.Ordinal) ?? false;

    private sealed record Folder(string? Title, long Parent, bool IsTrash, long Owner);

    private sealed record Account(string? Name, string? Identifier);
}
