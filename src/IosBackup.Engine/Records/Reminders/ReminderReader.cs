using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Records.Calendar;

namespace IosBackup.Engine.Records.Reminders;

/// <summary>
/// Reads reminders: since iOS 13 from a store for each account, whose names are nowhere listed; before that from the
/// calendar's store.
/// </summary>
public sealed class ReminderReader : StoreReader<IosReminder, ReminderQuery>
{
    private const string Stores = "Container_v1/Stores/";

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Reminders",
        Places =
        [
            new StorePlace("AppDomainGroup-group.com.apple.reminders", Stores + "Data-local.sqlite"),
            new StorePlace("HomeDomain", "Library/Reminders/" + Stores + "Data-local.sqlite"),
            CalendarReader.Place,
        ],
        Elsewhere = new BackupFileQuery
        {
            Domains =
            [
                TextFilter.Exact("AppDomainGroup-group.com.apple.reminders"), TextFilter.Exact("HomeDomain"),
            ],
            Paths = [TextFilter.Like("%" + Stores.Replace("_", "\\_") + "%.sqlite")],
        },
        HasMany = true,
    };

    private protected override DateTimeOffset? TimeOf(IosReminder record) => record.Due;

    private protected override IEnumerable<IosReminder> ReadStore(
        RecordStore store, ReminderQuery query, CancellationToken stop) =>
        store.Has(CalendarReader.Table) ? CalendarReminderRows.Read(store, query, stop)
        : store.Has("ZREMCDREMINDER") || store.Has("ZREMCDOBJECT") ? ReminderRows.Read(store, query, stop)
        : Unknown(store);

    private static IReadOnlyList<IosReminder> Unknown(RecordStore store)
    {
        store.WarnUnknown();
        return [];
    }
}
