using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Records.Calendar;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Reminders;

/// <summary>Reads the reminders of iOS 12 and earlier, which lie among the events of the calendar.</summary>
internal static class CalendarReminderRows
{
    private const int Event = 2;

    public static IEnumerable<IosReminder> Read(RecordStore store, ReminderQuery query, CancellationToken stop)
    {
        if (!store.Has(CalendarReader.Table, "entity_type"))
        {
            yield break;
        }

        RecordSelect select = store.Select(CalendarReader.Table, "i");
        select.Join("Calendar", "c", "ROWID", "i", "calendar_id");
        select.Join("Store", "s", "ROWID", "c", "store_id");
        int title = select.Column("i", "summary");
        int notes = select.Column("i", "description");
        int list = select.Column("c", "title");
        int account = select.Column("s", "name");
        int due = select.Column("i", "due_date");
        int isAllDay = select.Column("i", "due_all_day", "all_day");
        int completed = select.Column("i", "completion_date");
        int priority = select.Column("i", "priority");
        int url = select.Column("i", "url");
        int zone = select.Column("i", "due_tz", "start_tz");
        int identifier = select.Column("i", "unique_identifier", "UUID");
        int created = select.Column("i", "creation_date");
        int modified = select.Column("i", "last_modified");
        select.Where($"i.entity_type <> {Event}");
        select.WithinPeriod(select.Sql("i", "due_date"), query);
        select.OrderBy(select.Sql("i", "due_date"), query.NewestFirst);
        select.WhereLike(select.Sql("c", "title"), query.Lists);
        using CalendarDetails details = new(store);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            long key = row.Integer(RecordSelect.Key);
            IosReminder reminder = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = key,
                ReminderId = row.Text(identifier),
                Title = row.Text(title),
                Notes = row.Text(notes),
                List = row.Text(list),
                Account = row.Text(account),
                Due = row.CocoaTime(due),
                IsAllDay = row.Integer(isAllDay) != 0,
                IsCompleted = row.CocoaTime(completed) is not null,
                Completed = row.CocoaTime(completed),
                Priority = ReminderRows.ToPriority(row.Integer(priority)),
                RecurrenceRule = details.RuleOf(key),
                Url = row.Text(url),
                TimeZone = row.Text(zone),
                Created = row.CocoaTime(created),
                Modified = row.CocoaTime(modified),
            };
            if ((query.IsCompleted is null || query.IsCompleted == reminder.IsCompleted)
                && query.FitsText([reminder.Title, reminder.Notes]))
            {
                yield return reminder;
            }
        }
    }
}
