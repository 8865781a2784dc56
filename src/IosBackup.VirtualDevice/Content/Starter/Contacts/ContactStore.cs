using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Contacts;

/// <summary>Writes the address book and the pictures of its people.</summary>
internal sealed class ContactStore : IDisposable
{
    private const int PhoneProperty = 3;
    private const int EmailProperty = 4;
    private const int AddressProperty = 5;
    private const int DateProperty = 12;
    private const int MessengerProperty = 13;
    private const int UrlProperty = 22;
    private const int RelatedProperty = 23;
    private const int ProfileProperty = 46;
    private const int DerivedFromNothing = -1;

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly StoreBuilder _store = new(ContactSchema.AddressBook);
    private readonly StoreBuilder _images = new(ContactSchema.Images);
    private readonly Dictionary<string, long> _labels = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _entryKeys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _rows = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _groups = new(StringComparer.Ordinal);

    private ContactStore(Story story)
    {
        _story = story;
        _random = story.Random("contacts");
    }

    /// <summary>Adds the address book to a phone.</summary>
    public static void Write(Story story)
    {
        using ContactStore contacts = new(story);
        contacts.Write();
    }

    public void Dispose()
    {
        _store.Dispose();
        _images.Dispose();
    }

    private void Write()
    {
        AddSources();
        foreach (Person person in _story.Cast.People)
        {
            AddPerson(person);
        }

        foreach (Person person in _story.Cast.People.Where(static person => person.LinkedTo is not null))
        {
            Link(_rows[person.LinkedTo!], _rows[person.Key]);
        }

        Property("ClientVersion", "57");
        Property("MeIdentifier", _rows["me"].ToString(CultureInfo.InvariantCulture));
        const string Folder = "Library/AddressBook/";
        DateTimeOffset modified = _story.DaysAgo(6, 20, 4);
        _story.Files.Add("HomeDomain", Folder + "AddressBook.sqlitedb", _store.ToImage(), modified);
        _story.Files.Add("HomeDomain", Folder + "AddressBookImages.sqlitedb", _images.ToImage(), modified);
    }

    private void AddSources()
    {
        AddSource(ContactSource.Local, "", null, 0);
        AddSource(ContactSource.Cloud, "Card", "A6F0E9B1-0C3B-4E58-9A5D-1F1B7D2C0E01", 1);
        AddSource(ContactSource.Exchange, "Contacts", "C2D8B44E-57A1-4D1F-8E64-6B6B0A7A3E02", 2);
    }

    private void AddSource(ContactSource source, string name, string? account, long type)
    {
        const int NoAccount = -1;
        long accountRow = account is null ? NoAccount : _store.Insert("ABAccount", new StoreRow
        {
            ["AccountIdentifier"] = account,
            ["Flags"] = 0L,
            ["guid"] = _random.Guid(),
        });
        _rows[source.ToString()] = _store.Insert("ABStore", new StoreRow
        {
            ["Name"] = name,
            ["Type"] = type,
            ["AccountID"] = accountRow,
            ["StoreInternalIdentifier"] = _random.Guid(),
            ["guid"] = _random.Guid() + ":ABAddressBookSource",
        });
    }

    private void AddPerson(Person person)
    {
        string guid = _random.Guid() + ":ABPerson";
        DateTimeOffset created = _random.Between(_story.Base.AddYears(-4), _story.Base.AddDays(-20));
        long row = _store.Insert("ABPerson", new StoreRow
        {
            ["First"] = person.First,
            ["Last"] = person.Last,
            ["Middle"] = person.Middle,
            ["FirstPhonetic"] = person.FirstPhonetic,
            ["LastPhonetic"] = person.LastPhonetic,
            ["Organization"] = person.Organization,
            ["Department"] = person.Department,
            ["Note"] = person.Note,
            ["Kind"] = person.IsCompany,
            ["Birthday"] = Birthday(person.Birthday),
            ["JobTitle"] = person.JobTitle,
            ["Nickname"] = person.Nickname,
            ["Prefix"] = person.Prefix,
            ["Suffix"] = person.Suffix,
            ["FirstSort"] = person.First,
            ["LastSort"] = person.Last,
            ["CreationDate"] = (long)PhoneTime.Cocoa(created),
            ["ModificationDate"] = (long)PhoneTime.Cocoa(_random.Between(created, _story.Base.AddDays(-6))),
            ["CompositeNameFallback"] = person.First is null && person.Last is null && person.Organization is null
                ? person.FullName
                : null,
            ["StoreID"] = _rows[person.Source.ToString()],
            ["guid"] = guid,
            ["ImageType"] = person.HasImage ? "PHOTO" : null,
        });
        _rows[person.Key] = row;
        AddValues(row, person);
        AddImages(row, person);
        foreach (string group in person.Groups)
        {
            AddToGroup(group, row);
        }

        _story.Truth.Add(StarterKind.Contact, guid, person.FullName, created);
    }

    private void AddValues(long person, Person card)
    {
        int identifier = 0;
        foreach (LabeledValue phone in card.Phones)
        {
            long value = AddValue(person, PhoneProperty, identifier++, phone.Label, phone.Value);
            _store.Insert("ABPhoneLastFour", new StoreRow
            {
                ["multivalue_id"] = value,
                ["value"] = phone.Value.Substring(Math.Max(0, phone.Value.Length - 4)),
            });
        }

        AddSimple(person, EmailProperty, card.Emails);
        AddSimple(person, UrlProperty, card.Urls);
        AddSimple(person, RelatedProperty, card.Related);
        AddSimple(person, DateProperty, [.. card.Dates.Select(
            static date => new LabeledValue(date.Label, Birthday(date.Date)!))]);
        AddStructured(person, AddressProperty, card.Addresses, static address => address.Label, static address =>
        [
            ("Street", address.Street), ("City", address.City), ("State", address.State), ("ZIP", address.Zip),
            ("Country", address.Country), ("CountryCode", address.CountryCode),
        ]);
        AddStructured(person, MessengerProperty, card.Messengers, static _ => Labels.Home, static name =>
            [("service", name.Service), ("username", name.UserName)]);
        AddStructured(person, ProfileProperty, card.Profiles, static _ => null, static name =>
            [("service", name.Service), ("username", name.UserName), ("url", name.Url)]);
    }

    private void AddSimple(long person, int property, IReadOnlyList<LabeledValue> values)
    {
        for (int i = 0; i < values.Count; i++)
        {
            AddValue(person, property, i, values[i].Label, values[i].Value);
        }
    }

    private void AddStructured<T>(
        long person,
        int property,
        IReadOnlyList<T> values,
        Func<T, string?> label,
        Func<T, IReadOnlyList<(string Key, string? Value)>> entries)
    {
        for (int i = 0; i < values.Count; i++)
        {
            long parent = AddValue(person, property, i, label(values[i]), null);
            foreach ((string key, string? value) in entries(values[i]).Where(static entry => entry.Value is not null))
            {
                _store.Insert("ABMultiValueEntry", new StoreRow
                {
                    ["parent_id"] = parent,
                    ["key"] = RowOf("ABMultiValueEntryKey", _entryKeys, key),
                    ["value"] = value,
                });
            }
        }
    }

    private long AddValue(long person, int property, int identifier, string? label, string? value) =>
        _store.Insert("ABMultiValue", new StoreRow
        {
            ["record_id"] = person,
            ["property"] = (long)property,
            ["identifier"] = (long)identifier,
            ["label"] = label is null ? SqlValue.Null : RowOf("ABMultiValueLabel", _labels, label),
            ["value"] = value,
            ["guid"] = _random.Guid(),
        });

    private long RowOf(string table, Dictionary<string, long> known, string value)
    {
        if (!known.TryGetValue(value, out long row))
        {
            row = _store.Insert(table, new StoreRow { ["value"] = value });
            known.Add(value, row);
        }

        return row;
    }

    private void AddToGroup(string name, long person)
    {
        if (!_groups.TryGetValue(name, out long group))
        {
            group = _store.Insert("ABGroup", new StoreRow
            {
                ["Name"] = name,
                ["StoreID"] = _rows[nameof(ContactSource.Cloud)],
                ["guid"] = _random.Guid() + ":ABGroup",
            });
            _groups.Add(name, group);
            _story.Truth.Add(StarterKind.ContactGroup, name, name);
        }

        _store.Insert("ABGroupMembers", new StoreRow
        {
            ["group_id"] = group,
            ["member_type"] = 0L,
            ["member_id"] = person,
        });
    }

    private void AddImages(long person, Person card)
    {
        const int FullSize = 320;
        const int Thumbnail = 96;
        if (!card.HasImage)
        {
            return;
        }

        _images.Insert("ABFullSizeImage", new StoreRow
        {
            ["record_id"] = person,
            ["crop_x"] = 0L,
            ["crop_y"] = 0L,
            ["crop_width"] = (long)FullSize,
            ["data"] = JpegWriter.Write(new Mosaic((int)person, FullSize, FullSize)),
        });
        _images.Insert("ABThumbnailImage", new StoreRow
        {
            ["record_id"] = person,
            ["format"] = 0L,
            ["derived_from_format"] = (long)DerivedFromNothing,
            ["data"] = JpegWriter.Write(new Mosaic((int)person, Thumbnail, Thumbnail)),
        });
    }

    private void Link(long preferred, long other)
    {
        long link = _store.Insert("ABPersonLink", new StoreRow
        {
            ["PreferredImagePersonID"] = preferred,
            ["PreferredNamePersonID"] = preferred,
            ["guid"] = _random.Guid(),
        });
        _store.Execute(FormattableString.Invariant(
            $"""
            UPDATE ABPerson SET PersonLink = {link}, IsPreferredName = (ROWID = {preferred})
            WHERE ROWID IN ({preferred}, {other})
            """));
    }

    private void Property(string key, string value) => _store.Insert(
        "_SqliteDatabaseProperties", new StoreRow { ["key"] = key, ["value"] = value });

    /// <summary>A day as the address book keeps it: noon UTC in seconds since 2001, as text.</summary>
    private static string? Birthday(DateTime? date)
    {
        if (date is not DateTime day)
        {
            return null;
        }

        DateTimeOffset noon = new(day.Year, day.Month, day.Day, 12, 0, 0, TimeSpan.Zero);
        return PhoneTime.Cocoa(noon).ToString("0.0", CultureInfo.InvariantCulture);
    }
}
