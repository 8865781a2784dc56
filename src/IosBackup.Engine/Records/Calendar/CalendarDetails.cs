using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Calendar;

/// <summary>What belongs to events: rules, guests, alarms, attachments.</summary>
internal sealed class CalendarDetails : IDisposable
{
    private const int AttendeeType = 7;
    private const int OrganizerType = 8;
    private const double LongestAlarm = 400 * 86_400.0;

    private static readonly string[] s_statuses =
        ["NeedsAction", "Accepted", "Declined", "Tentative", "Delegated", "Completed", "InProcess", "NeedsAction"];

    private readonly StoreChildren _rules;
    private readonly StoreChildren _exceptions;
    private readonly StoreChildren _people;
    private readonly StoreChildren _alarms;
    private readonly StoreChildren _attachments;

    public CalendarDetails(RecordStore store)
    {
        _rules = new StoreChildren(
            store, "Recurrence", "owner_id",
            ["frequency", "interval", "count", "end_date", "specifier", "week_start"]);
        _exceptions = new StoreChildren(store, "ExceptionDate", "owner_id", ["date"]);
        _people = new StoreChildren(
            store, "Participant", "owner_id", ["entity_type", "status", "email", "phone_number", "is_self"],
            ("Identity", "ROWID", "identity_id"), "display_name", "address", "first_name", "last_name");
        _alarms = new StoreChildren(
            store, "Alarm", store.Has("Alarm", "calendaritem_owner_id") ? "calendaritem_owner_id" : "owner_id",
            ["trigger_interval", "trigger_date", "disabled"]);
        _attachments = new StoreChildren(
            store, "Attachment", "owner_id", [], ("AttachmentFile", "ROWID", "file_id"), "filename", "url");
    }

    /// <summary>What is wrong with what could not be read; null when all could.</summary>
    public EngineException? Damage =>
        _rules.Damage ?? _exceptions.Damage ?? _people.Damage ?? _alarms.Damage ?? _attachments.Damage;

    public string? RuleOf(long item) => _rules.Of(item)
        .Select(static row => RecurrenceRule.Write(
            row.Integer(1), row.Integer(2), row.Integer(3), row.CocoaTime(4), row.Text(5), row.Integer(6)))
        .FirstOrDefault();

    public IReadOnlyList<DateTimeOffset> ExceptionsOf(long item) =>
        [.. _exceptions.Of(item).Select(static row => row.CocoaTime(1)).OfType<DateTimeOffset>()];

    public IReadOnlyList<IosAttendee> AttendeesOf(long item) =>
        [.. _people.Of(item).Where(static row => row.Integer(1) == AttendeeType).Select(ToAttendee)];

    /// <summary>Who invites: the guest that the event names as such.</summary>
    public IosAttendee? OrganizerOf(long item, long participant) => _people.Of(item)
        .Where(row => participant > 0 ? row.Integer(0) == participant : row.Integer(1) == OrganizerType)
        .Select(ToAttendee)
        .FirstOrDefault();

    public IReadOnlyList<TimeSpan> AlarmsOf(long item, DateTimeOffset? start) =>
        [.. _alarms.Of(item).Select(row => ToOffset(row, start)).OfType<TimeSpan>()];

    public IReadOnlyList<string> AttachmentsOf(long item) =>
        [.. _attachments.Of(item).Select(static row => row.Text(1) ?? row.Text(2)).OfType<string>()];

    public void Dispose()
    {
        _rules.Dispose();
        _exceptions.Dispose();
        _people.Dispose();
        _alarms.Dispose();
        _attachments.Dispose();
    }

    private static TimeSpan? ToOffset(SqliteStatement row, DateTimeOffset? start)
    {
        if (row.Integer(3) != 0)
        {
            return null;
        }

        if (row.NullableReal(1) is double seconds && Math.Abs(seconds) <= LongestAlarm)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        return row.CocoaTime(2) is DateTimeOffset time && start is DateTimeOffset begin ? time - begin : null;
    }

    private static IosAttendee ToAttendee(SqliteStatement row)
    {
        const string Mail = "mailto:";
        string? address = row.Text(3) ?? row.Text(4) ?? row.Text(7);
        string names = $"{row.Text(8)} {row.Text(9)}".Trim();
        long status = row.Integer(2);
        return new IosAttendee
        {
            Name = row.Text(6) is { Length: > 0 } name ? name : names.Length > 0 ? names : null,
            Address = address?.StartsWith(Mail, StringComparison.OrdinalIgnoreCase) ?? false
                ? address.Substring(Mail.Length)
                : address,
            Status = status >= 0 && status < s_statuses.Length ? s_statuses[status] : "Unknown",
            IsSelf = row.Integer(5) == 1,
        };
    }
}
