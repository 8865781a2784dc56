using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>Finds the names of people by their phone numbers and e-mail addresses.</summary>
internal sealed class ContactNames
{
    private readonly Dictionary<string, string> _exact = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names by the end of the number; null where several people have numbers that end alike.</summary>
    private readonly Dictionary<string, string?> _byEnding = new(StringComparer.Ordinal);

    private ContactNames()
    {
    }

    /// <summary>Reads the names of the address book; there are none when it cannot be read.</summary>
    public static ContactNames Read(RecordSource source, CancellationToken stop)
    {
        ContactNames names = new();
        try
        {
            using RecordStore? store = source.TryOpen(ContactStore.Definition, stop);
            if (store is not null && store.Has("ABPerson") && store.Has("ABMultiValue", "record_id"))
            {
                names.Read(store, stop);
            }
        }
        catch (EngineException e) when (e.Kind is not ErrorKind.BackupPasswordRequired)
        {
            // Names are an extra: who reads the contacts themselves gets the error.
        }

        return names;
    }

    /// <summary>The name of whoever has a number or address; null when nobody is known to have it.</summary>
    public string? Find(string? handle)
    {
        if (string.IsNullOrEmpty(handle))
        {
            return null;
        }

        if (_exact.TryGetValue(PhoneNumbers.DigitsOf(handle!) ?? handle!, out string? name))
        {
            return name;
        }

        return PhoneNumbers.KeyOf(handle!) is string key && _byEnding.TryGetValue(key, out name) ? name : null;
    }

    private void Read(RecordStore store, CancellationToken stop)
    {
        ContactNameColumns columns = new(store);
        Dictionary<long, string> people = [];
        foreach (SqliteStatement row in columns.Select.Rows(stop))
        {
            if (columns.Read(row) is string name)
            {
                people[row.Integer(RecordSelect.Key)] = name;
            }
        }

        RecordSelect values = store.Select("ABMultiValue", "v");
        int person = values.Column("v", "record_id");
        int value = values.Column("v", "value");
        values.Where($"{values.Sql("v", "property")} IN ({ContactStore.PhoneProperty}, {ContactStore.EmailProperty})");
        foreach (SqliteStatement row in values.Rows(stop))
        {
            if (row.Text(value) is { Length: > 0 } handle && people.TryGetValue(row.Integer(person), out string? name))
            {
                Add(handle.Trim(), name);
            }
        }
    }

    private void Add(string handle, string name)
    {
        string exact = PhoneNumbers.DigitsOf(handle) ?? handle;
        _exact[exact] = _exact.TryGetValue(exact, out string? first) ? first : name;

        if (PhoneNumbers.KeyOf(handle) is string key)
        {
            _byEnding[key] = _byEnding.TryGetValue(key, out string? other) && other != name ? null : name;
        }
    }
}
