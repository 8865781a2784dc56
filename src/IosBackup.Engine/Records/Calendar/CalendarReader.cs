using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Calendar;

/// <summary>Reads the events of all calendars, subscribed ones and birthdays among them.</summary>
public sealed class CalendarReader : StoreReader<IosCalendarEvent, CalendarQuery>
{
    /// <summary>The table of events, and, before iOS 13, of reminders.</summary>
    internal const string Table = "CalendarItem";

    /// <summary>Where the store lies.</summary>
    internal static StorePlace Place { get; } = new("HomeDomain", "Library/Calendar/Calendar.sqlitedb");

    private protected override StoreDefinition Store { get; } = new() { Name = "Calendar", Places = [Place] };

    private protected override IEnumerable<IosCalendarEvent> ReadStore(
        RecordStore store, CalendarQuery query, CancellationToken stop)
    {
        if (!store.Has(Table))
        {
            store.WarnUnknown();
            yield break;
        }

        RecordSelect select = store.Select(Table, "i");
        select.Join("Calendar", "c", "ROWID", "i", "calendar_id");
        select.Join("Store", "s", "ROWID", "c", "store_id");
        select.Join("Location", "l", "ROWID", "i", "location_id");
        CalendarColumns columns = new(select);
        AddConditions(select, store, query);
        using CalendarDetails details = new(store);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            IosCalendarEvent item = columns.ToEvent(row, store, details);
            if (query.FitsText([item.Title, item.Notes, item.Location, item.Address]))
            {
                yield return item;
            }
        }

        if (details.Damage is EngineException damage)
        {
            throw damage;
        }
    }

    private static void AddConditions(RecordSelect select, RecordStore store, CalendarQuery query)
    {
        const int Event = 2;
        string start = select.Sql("i", "start_date");
        select.Where($"{select.Sql("i", "entity_type")} IS NULL OR {select.Sql("i", "entity_type")} = {Event}");
        select.WhereLike(select.Sql("c", "title"), query.Calendars);
        if (query.Since is DateTimeOffset since)
        {
            double seconds = AppleTime.ToCocoa(since);
            string series = store.Has("Recurrence", "owner_id") && store.Has("Recurrence", "end_date")
                ? "i.ROWID IN (SELECT owner_id FROM Recurrence WHERE COALESCE(end_date, 0) = 0 OR end_date >= ?)"
                : "0 > ?";
            select.Where($"{start} >= ? OR {series}", seconds, seconds);
        }

        if (query.Until is DateTimeOffset until)
        {
            select.Where($"{start} < ?", AppleTime.ToCocoa(until));
        }

        select.OrderBy(start, query.NewestFirst);
    }
}
