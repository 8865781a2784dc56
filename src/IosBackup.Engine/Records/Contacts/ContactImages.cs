using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>The pictures of cards, in a store of their own.</summary>
internal sealed class ContactImages : IDisposable
{
    private const int LargestImage = 32 * 1024 * 1024;

    private readonly RecordStore? _store;
    private readonly Dictionary<long, (string Table, long Row)> _places = [];

    public ContactImages(RecordSource source, CancellationToken stop)
    {
        try
        {
            _store = source.TryOpen(ContactStore.Images, stop);
            Find("ABThumbnailImage", stop);
            Find("ABFullSizeImage", stop);
        }
        catch (EngineException e) when (e.Kind is not ErrorKind.BackupPasswordRequired)
        {
            source.Warn(RecordWarningKind.ContentUnreadable, ContactStore.Images.Name);
        }
    }

    /// <summary>Whether a card has a picture.</summary>
    public bool Has(long person) => _places.ContainsKey(person);

    /// <summary>The picture of a card, the largest there is; null when there is none.</summary>
    public byte[]? Read(long person)
    {
        if (_store is null || !_places.TryGetValue(person, out (string Table, long Row) place))
        {
            return null;
        }

        using SqliteStatement image = _store.Database
            .Prepare($"SELECT data FROM \"{place.Table}\" WHERE ROWID = ?1")
            .Bind(1, (long?)place.Row);
        return image.Step() && image.Blob(0) is { Length: > 0 and <= LargestImage } data ? data.ToArray() : null;
    }

    public void Dispose() => _store?.Dispose();

    private void Find(string table, CancellationToken stop)
    {
        if (_store is null || !_store.Has(table, "record_id") || !_store.Has(table, "data"))
        {
            return;
        }

        RecordSelect select = _store.Select(table, "i");
        int person = select.Column("i", "record_id");
        select.Where("length(i.data) > 0");
        foreach (SqliteStatement row in select.Rows(stop))
        {
            _places[row.Integer(person)] = (table, row.Integer(RecordSelect.Key));
        }
    }
}
