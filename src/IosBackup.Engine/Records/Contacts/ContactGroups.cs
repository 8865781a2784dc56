using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>What cards belong to: groups, and the cards that are linked with them.</summary>
internal sealed class ContactGroups
{
    private readonly Dictionary<long, List<string>> _groups = [];
    private readonly Dictionary<long, List<long>> _links = [];

    public ContactGroups(RecordStore store, CancellationToken stop)
    {
        ReadGroups(store, stop);
        ReadLinks(store, stop);
    }

    /// <summary>The groups of a card.</summary>
    public IReadOnlyList<string> GroupsOf(long person) =>
        _groups.TryGetValue(person, out List<string>? groups) ? groups : [];

    /// <summary>The other cards of a link.</summary>
    public IReadOnlyList<long> LinkedWith(long person, long link) =>
        link > 0 && _links.TryGetValue(link, out List<long>? people)
            ? people.FindAll(other => other != person)
            : [];

    private void ReadGroups(RecordStore store, CancellationToken stop)
    {
        if (!store.Has("ABGroupMembers", "member_id"))
        {
            return;
        }

        RecordSelect select = store.Select("ABGroupMembers", "m");
        select.Join("ABGroup", "g", "ROWID", "m", "group_id");
        int person = select.Column("m", "member_id");
        int name = select.Column("g", "Name");
        select.Where($"COALESCE({select.Sql("m", "member_type")}, 0) = 0");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            if (row.Text(name) is { Length: > 0 } text)
            {
                Add(_groups, row.Integer(person), text);
            }
        }
    }

    private void ReadLinks(RecordStore store, CancellationToken stop)
    {
        if (!store.Has("ABPerson", "PersonLink"))
        {
            return;
        }

        RecordSelect select = store.Select("ABPerson", "p");
        int link = select.Column("p", "PersonLink");
        select.Where("p.PersonLink > 0");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            Add(_links, row.Integer(link), row.Integer(RecordSelect.Key));
        }
    }

    private static void Add<T>(Dictionary<long, List<T>> lists, long key, T item)
    {
        if (!lists.TryGetValue(key, out List<T>? list))
        {
            lists.Add(key, list = []);
        }

        list.Add(item);
    }
}
