using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Reminders;

/// <summary>
/// Reads a store of the Reminders app. Since iOS 16 reminders have a table of their own; before that they lie in the
/// table of everything, told by their entity.
/// </summary>
internal static class ReminderRows
{
    private const string OwnTable = "ZREMCDREMINDER";
    private const string CommonTable = "ZREMCDOBJECT";
    private const int GuidLength = 16;

    public static IEnumerable<IosReminder> Read(RecordStore store, ReminderQuery query, CancellationToken stop)
    {
        bool hasOwnTable = store.Has(OwnTable);
        string table = hasOwnTable ? OwnTable : CommonTable;
        RecordSelect select = store.Select(table, "r", "Z_PK");
        select.Join(store.Has("ZREMCDBASELIST") ? "ZREMCDBASELIST" : CommonTable, "l", "Z_PK", "r", "ZLIST");
        select.Join(CommonTable, "a", "Z_PK", "r", "ZACCOUNT");
        select.Join(table, "p", "Z_PK", "r", "ZPARENTREMINDER");
        int title = select.Column("r", "ZTITLE", "ZTITLE1", "ZTITLE2");
        int notes = select.Column("r", "ZNOTES", "ZNOTES1");
        int list = select.Column("l", "ZNAME", "ZNAME1", "ZNAME2");
        int account = select.Column("a", "ZNAME");
        int due = select.Column("r", "ZDUEDATE", "ZDISPLAYDATEDATE");
        int isAllDay = select.Column("r", "ZALLDAY");
        int isCompleted = select.Column("r", "ZCOMPLETED");
        int completed = select.Column("r", "ZCOMPLETIONDATE");
        int priority = select.Column("r", "ZPRIORITY");
        int isFlagged = select.Column("r", "ZFLAGGED");
        int parent = select.Column("r", "ZPARENTREMINDER");
        int url = select.Column("r", "ZICSURL");
        int zone = select.Column("r", "ZTIMEZONE");
        int isDeleted = select.Column("r", "ZMARKEDFORDELETION");
        int created = select.Column("r", "ZCREATIONDATE");
        int modified = select.Column("r", "ZLASTMODIFIEDDATE");
        int cloudId = select.Column("r", "ZCKIDENTIFIER");
        int identifier = select.Column("r", "ZIDENTIFIER");
        int parentCloudId = select.Column("p", "ZCKIDENTIFIER");
        int parentIdentifier = select.Column("p", "ZIDENTIFIER");
        if (!hasOwnTable)
        {
            select.Where($"r.Z_ENT IN ({CoreData.Entities(store, "REMCDReminder") ?? "NULL"})");
        }

        AddConditions(select, query);
        using ReminderDetails details = new(store);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            long key = row.Integer(RecordSelect.Key);
            IosReminder reminder = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = key,
                ReminderId = Identify(row, cloudId, identifier),
                Title = row.Text(title),
                Notes = row.Text(notes),
                List = row.Text(list),
                Account = row.Text(account),
                Due = row.CocoaTime(due),
                IsAllDay = row.Integer(isAllDay) != 0,
                IsCompleted = row.Integer(isCompleted) != 0,
                Completed = row.CocoaTime(completed),
                Priority = ToPriority(row.Integer(priority)),
                IsFlagged = row.Integer(isFlagged) != 0,
                ParentRowId = row.NullableInteger(parent),
                ParentId = Identify(row, parentCloudId, parentIdentifier),
                RecurrenceRule = details.RuleOf(key),
                Url = row.Text(url),
                Assignee = details.AssigneeOf(key),
                TimeZone = row.Text(zone),
                IsDeleted = row.Integer(isDeleted) != 0,
                Created = row.CocoaTime(created),
                Modified = row.CocoaTime(modified),
            };
            if (query.FitsText([reminder.Title, reminder.Notes]))
            {
                yield return reminder;
            }
        }
    }

    /// <summary>The number that calendars have for a priority: 1 is the highest, 9 the lowest.</summary>
    public static IosReminderPriority ToPriority(long number) => number switch
    {
        >= 1 and <= 4 => IosReminderPriority.High,
        5 => IosReminderPriority.Medium,
        >= 6 and <= 9 => IosReminderPriority.Low,
        _ => IosReminderPriority.None,
    };

    private static void AddConditions(RecordSelect select, ReminderQuery query)
    {
        string due = select.Sql("r", "ZDUEDATE", "ZDISPLAYDATEDATE");
        select.WithinPeriod(due, query);
        select.OrderBy(due, query.NewestFirst);
        if (query.IsCompleted is bool isCompleted)
        {
            select.Where($"COALESCE({select.Sql("r", "ZCOMPLETED")}, 0) = ?", isCompleted ? 1L : 0L);
        }

        select.WhereLike(select.Sql("l", "ZNAME", "ZNAME1", "ZNAME2"), query.Lists);
    }

    private static string? Identify(SqliteStatement row, int cloudId, int identifier) =>
        row.Text(cloudId) ?? ToGuid(row.Blob(identifier));

    private static string? ToGuid(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != GuidLength)
        {
            return null;
        }

        string hex = Hex.Lower(bytes).ToUpperInvariant();
        return hex.Insert(20, "-").Insert(16, "-").Insert(12, "-").Insert(8, "-");
    }
}
