using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>The values of all cards: numbers, addresses and whatever else a card can have several of.</summary>
internal sealed class ContactValues
{
    private readonly Dictionary<long, List<ContactValue>> _byPerson = [];

    public ContactValues(RecordStore store, CancellationToken stop)
    {
        if (!store.Has("ABMultiValue", "record_id"))
        {
            return;
        }

        Dictionary<long, ContactValue> byId = [];
        Dictionary<long, string> labels = ReadTexts(store, "ABMultiValueLabel", stop);
        RecordSelect select = store.Select("ABMultiValue", "v");
        int person = select.Column("v", "record_id");
        int property = select.Column("v", "property");
        int label = select.Column("v", "label");
        int value = select.Column("v", "value");
        int identifier = select.Column("v", "UID");
        select.OrderBy(select.Sql("v", "identifier"));
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            labels.TryGetValue(row.Integer(label), out string? text);
            ContactValue made = new(row.Integer(identifier), (int)row.Integer(property), text, row.Text(value));
            long owner = row.Integer(person);
            if (!_byPerson.TryGetValue(owner, out List<ContactValue>? values))
            {
                _byPerson.Add(owner, values = []);
            }

            values.Add(made);
            byId[made.Id] = made;
        }

        ReadEntries(store, byId, stop);
    }

    /// <summary>The values of a card that have no parts.</summary>
    public IReadOnlyList<IosContactValue> Plain(long person, int property) =>
        Of(person, property, static value => string.IsNullOrEmpty(value.Value)
            ? null
            : new IosContactValue(value.Label, value.Value!));

    /// <summary>The days of a card.</summary>
    public IReadOnlyList<IosContactValue> Days(long person) =>
        Of(person, ContactStore.DateProperty, static value => ContactDates.Format(value.Value) is string day
            ? new IosContactValue(value.Label, day)
            : null);

    /// <summary>The postal addresses of a card.</summary>
    public IReadOnlyList<IosPostalAddress> Addresses(long person) =>
        Of(person, ContactStore.AddressProperty, static value => new IosPostalAddress
        {
            Label = value.Label,
            Street = value["Street"],
            District = value["SubLocality"],
            City = value["City"],
            State = value["State"],
            PostalCode = value["ZIP"],
            Country = value["Country"],
            CountryCode = value["CountryCode"],
        });

    /// <summary>The names of a card at messengers or in networks.</summary>
    public IReadOnlyList<IosOnlineName> OnlineNames(long person, int property) =>
        Of(person, property, static value => new IosOnlineName
        {
            Label = value.Label,
            Service = value["service"],
            UserName = value["username"] ?? value["displayname"] ?? value["identifier"] ?? value.Value,
            Url = value["url"],
        });

    private T[] Of<T>(long person, int property, Func<ContactValue, T?> convert)
        where T : class =>
        _byPerson.TryGetValue(person, out List<ContactValue>? values)
            ? [.. values.Where(value => value.Property == property).Select(convert).OfType<T>()]
            : [];

    private static void ReadEntries(
        RecordStore store, Dictionary<long, ContactValue> byId, CancellationToken stop)
    {
        if (!store.Has("ABMultiValueEntry", "parent_id"))
        {
            return;
        }

        Dictionary<long, string> keys = ReadTexts(store, "ABMultiValueEntryKey", stop);
        RecordSelect select = store.Select("ABMultiValueEntry", "e");
        int parent = select.Column("e", "parent_id");
        int key = select.Column("e", "key");
        int value = select.Column("e", "value");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            if (byId.TryGetValue(row.Integer(parent), out ContactValue? owner)
                && keys.TryGetValue(row.Integer(key), out string? name)
                && row.Text(value) is { Length: > 0 } text)
            {
                (owner.Entries ??= new(StringComparer.OrdinalIgnoreCase))[name] = text;
            }
        }
    }

    /// <summary>The texts of a table whose rows others refer to, without the marks of built-in ones.</summary>
    private static Dictionary<long, string> ReadTexts(RecordStore store, string table, CancellationToken stop)
    {
        const string Start = "_$!<";
        const string End = ">!$_";
        Dictionary<long, string> texts = [];
        if (!store.Has(table, "value"))
        {
            return texts;
        }

        RecordSelect select = store.Select(table, "t");
        int value = select.Column("t", "value");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            if (row.Text(value) is string text)
            {
                bool isBuiltIn = text.StartsWith(Start, StringComparison.Ordinal)
                    && text.EndsWith(End, StringComparison.Ordinal) && text.Length >= Start.Length + End.Length;
                texts[row.Integer(RecordSelect.Key)] = isBuiltIn
                    ? text.Substring(Start.Length, text.Length - Start.Length - End.Length)
                    : text;
            }
        }

        return texts;
    }
}
