using System;
using System.Collections.Generic;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Calendar;

/// <summary>Makes events of rows.</summary>
internal sealed class CalendarColumns
{
    private const string Floating = "_float";

    private static readonly string?[] s_statuses = [null, "Confirmed", "Tentative", "Cancelled"];
    private static readonly string?[] s_availabilities = ["Busy", "Free", "Tentative", "Unavailable"];

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    public CalendarColumns(RecordSelect select)
    {
        foreach (string column in new[]
        {
            "summary", "description", "start_date", "start_tz", "end_date", "all_day", "orig_item_id", "orig_date",
            "organizer_id", "status", "availability", "url", "last_modified", "creation_date", "calendar_scale",
            "birthday_id",
        })
        {
            _columns.Add(column, select.Column("i", column));
        }

        _columns.Add("id", select.Expression(
            $"COALESCE({select.Sql("i", "unique_identifier")}, {select.Sql("i", "UUID", "external_id")})"));
        _columns.Add("conference", select.Expression($"COALESCE({select.Sql("i", "conference_url_detected")}, "
            + $"{select.Sql("i", "conference_url")})"));
        _columns.Add("calendar", select.Column("c", "title"));
        _columns.Add("color", select.Column("c", "color"));
        _columns.Add("account", select.Column("s", "name"));
        _columns.Add("place", select.Column("l", "title"));
        _columns.Add("address", select.Column("l", "address"));
        _columns.Add("latitude", select.Column("l", "latitude"));
        _columns.Add("longitude", select.Column("l", "longitude"));
    }

    public IosCalendarEvent ToEvent(SqliteStatement row, RecordStore store, CalendarDetails details)
    {
        long key = row.Integer(RecordSelect.Key);
        string? zone = Text("start_tz");
        long series = row.Integer(_columns["orig_item_id"]);
        DateTimeOffset? start = Time("start_date");
        IosAttendee? organizer = details.OrganizerOf(key, row.Integer(_columns["organizer_id"]));
        return new IosCalendarEvent
        {
            Backup = store.Source.Backup.FolderPath,
            FileId = store.File.FileId,
            RowId = key,
            EventId = Text("id"),
            Title = Text("summary"),
            Notes = Text("description"),
            Location = Text("place"),
            Address = Text("address"),
            Latitude = row.NullableReal(_columns["latitude"]),
            Longitude = row.NullableReal(_columns["longitude"]),
            Start = start,
            End = Time("end_date"),
            TimeZone = zone is Floating or "" ? null : zone,
            IsAllDay = row.Integer(_columns["all_day"]) != 0,
            IsFloating = zone == Floating,
            Calendar = Text("calendar"),
            Color = Text("color"),
            Account = Text("account"),
            Status = Name("status", s_statuses),
            Availability = Name("availability", s_availabilities),
            Url = Text("url"),
            ConferenceUrl = Text("conference"),
            RecurrenceRule = details.RuleOf(key),
            ExceptionDates = details.ExceptionsOf(key),
            OriginalStart = series > 0 ? Time("orig_date") : null,
            SeriesRowId = series > 0 ? series : null,
            Organizer = organizer,
            Attendees = details.AttendeesOf(key),
            Alarms = details.AlarmsOf(key, start),
            AttachmentNames = details.AttachmentsOf(key),
            IsBirthday = Text("calendar_scale") == "gregorian" || row.Integer(_columns["birthday_id"]) > 0,
            Created = Time("creation_date"),
            Modified = Time("last_modified"),
        };

        string? Text(string column) => row.Text(_columns[column]);
        DateTimeOffset? Time(string column) => row.CocoaTime(_columns[column]);
        string? Name(string column, string?[] names) =>
            row.NullableInteger(_columns[column]) is long number && number >= 0 && number < names.Length
                ? names[number]
                : null;
    }
}
