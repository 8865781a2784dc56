using System;
using System.Linq;
using IosBackup.Engine.Records.Calendar;

namespace IosBackup.Engine.Records.Reminders;

/// <summary>
/// What belongs to reminders and lies in the table of everything: rules, and whom they are assigned to.
/// </summary>
internal sealed class ReminderDetails(RecordStore store) : IDisposable
{
    private const string Table = "ZREMCDOBJECT";

    private readonly StoreChildren _rules = new(
        store, Table, "ZREMINDER4", ["ZFREQUENCY", "ZINTERVAL", "ZOCCURRENCECOUNT", "ZENDDATE"]);

    private readonly StoreChildren _assignees = new(
        store, Table, "ZREMINDER1", [], (Table, "Z_PK", "ZASSIGNEE"), "ZFIRSTNAME", "ZLASTNAME", "ZADDRESS1");

    public string? RuleOf(long reminder) => _rules.Of(reminder)
        .Select(static row => RecurrenceRule.Write(
            row.Integer(1) + 1, row.Integer(2), row.Integer(3), row.CocoaTime(4)))
        .FirstOrDefault(static rule => rule is not null);

    public string? AssigneeOf(long reminder) => _assignees.Of(reminder)
        .Select(static row => $"{row.Text(1)} {row.Text(2)}".Trim() is { Length: > 0 } name ? name : row.Text(3))
        .FirstOrDefault(static name => name is not null);

    public void Dispose()
    {
        _rules.Dispose();
        _assignees.Dispose();
    }
}
