using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>
/// The people of WhatsApp. They are identified by a number (<c>447700900109@s.whatsapp.net</c>) or, since 2025, by an
/// identity that hides it (<c>…@lid</c>) and is turned into the number where the app knows it.
/// </summary>
internal sealed class WhatsAppPeople
{
    private readonly ContactNames _contacts;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _numbers = new(StringComparer.Ordinal);

    public WhatsAppPeople(RecordStore store, CancellationToken stop)
    {
        _contacts = store.Source.Names(stop);
        ReadTable(
            store, WhatsAppStores.Beside(store, "WhatsApp identities", "LID.sqlite"),
            "ZWAPHONENUMBERLIDPAIR", ["ZLID"], "ZPHONENUMBER", _numbers, stop);
        ReadTable(
            store, WhatsAppStores.Beside(store, "WhatsApp contacts", "ContactsV2.sqlite"),
            "ZWAADDRESSBOOKCONTACT", ["ZWHATSAPPID", "ZLID"], "ZFULLNAME", _names, stop);
        if (store.Has("ZWAPROFILEPUSHNAME"))
        {
            Read(store, "ZWAPROFILEPUSHNAME", ["ZJID"], "ZPUSHNAME", _names, stop);
        }
    }

    /// <summary>The phone number of an identifier, with its plus sign; the identifier when it has none.</summary>
    public string? Number(string? jid)
    {
        if (string.IsNullOrEmpty(jid))
        {
            return null;
        }

        string known = _numbers.TryGetValue(jid!, out string? number) ? number : jid!;
        string user = known.Split('@')[0];
        bool isNumber = known.EndsWith("@s.whatsapp.net", StringComparison.Ordinal)
            || known.IndexOf('@') < 0;
        return isNumber && PhoneNumbers.DigitsOf(user) is string digits ? "+" + digits : known;
    }

    /// <summary>The name of an identifier: the address book's, else WhatsApp's; null when nobody knows it.</summary>
    public string? Name(string? jid) => string.IsNullOrEmpty(jid) ? null
        : _contacts.Find(Number(jid)) ?? (_names.TryGetValue(jid!, out string? name) ? name : null);

    private static void ReadTable(
        RecordStore store, StoreDefinition other, string table, string[] keys, string value,
        Dictionary<string, string> target, CancellationToken stop)
    {
        try
        {
            using RecordStore? beside = store.Source.TryOpen(other, stop);
            if (beside is not null && beside.Has(table))
            {
                Read(beside, table, keys, value, target, stop);
            }
        }
        catch (EngineException e) when (e.Kind is not ErrorKind.BackupPasswordRequired)
        {
            store.Source.Warn(RecordWarningKind.ContentUnreadable, other.Name);
        }
    }

    private static void Read(
        RecordStore store, string table, string[] keys, string value, Dictionary<string, string> target,
        CancellationToken stop)
    {
        RecordSelect select = store.Select(table, "t", "Z_PK");
        int[] columns = Array.ConvertAll(keys, key => select.Column("t", key));
        int text = select.Column("t", value);
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            foreach (int column in columns)
            {
                if (row.Text(column) is { Length: > 0 } key && row.Text(text) is { Length: > 0 } found
                    && !target.ContainsKey(key))
                {
                    target.Add(key, found);
                }
            }
        }
    }
}
