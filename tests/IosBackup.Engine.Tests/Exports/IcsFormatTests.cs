using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using IosBackup.Engine.Exports.Records;
using IosBackup.Engine.Records.Calendar;
using IosBackup.Engine.Records.Reminders;
using IosBackup.Engine.Tests.Records;
using Xunit;
using ICalendar = Ical.Net.Calendar;

namespace IosBackup.Engine.Tests.Exports;

/// <summary>Calendar files, as a calendar library of others understands them.</summary>
public sealed class IcsFormatTests : IDisposable
{
    private static readonly IosCalendarEvent s_lesson = new()
    {
        Backup = "backup",
        FileId = "file",
        RowId = 1,
        EventId = "lesson",
        Title = "Lesson",
        Start = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        End = new DateTimeOffset(2026, 3, 2, 9, 45, 0, TimeSpan.Zero),
        TimeZone = "Europe/London",
        RecurrenceRule = "FREQ=WEEKLY;UNTIL=20260511T080000Z",
    };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_series_stays_at_its_hour_when_summer_time_begins()
    {
        List<CalDateTime> times = Occurrences(Export(s_lesson));
        Assert.Equal(11, times.Count);
        Assert.All(times, static time => Assert.Equal((9, 0, "Europe/London"), (time.Hour, time.Minute, time.TzId)));
        Assert.Equal([9, 8], times.Select(static time => time.AsUtc.Hour).Distinct());
        Assert.Equal(new DateTime(2026, 5, 11), times[^1].Value.Date);
    }

    [Theory]
    [InlineData("Europe/London", 2037)]
    [InlineData("Europe/Dublin", 2037)]
    [InlineData("Europe/Moscow", 2037)]
    [InlineData("America/New_York", 2037)]
    [InlineData("America/Sao_Paulo", 2037)]
    [InlineData("America/St_Johns", 2037)]
    [InlineData("Africa/Casablanca", 2025)]
    [InlineData("Asia/Jerusalem", 2037)]
    [InlineData("Asia/Kolkata", 2037)]
    [InlineData("Australia/Lord_Howe", 2037)]
    [InlineData("Pacific/Auckland", 2037)]
    public void A_time_zone_is_described_as_the_system_knows_it(string zone, int until)
    {
        VTimeZone described = Assert.Single(Export(s_lesson with { TimeZone = zone }).TimeZones);
        Assert.Equal(zone, described.TzId);
        TimeZoneInfo known = TimeZoneInfo.FindSystemTimeZoneById(zone);
        List<(DateTime Utc, TimeSpan Offset)> changes = Changes(described);
        for (DateTime time = new(1975, 1, 15, 12, 0, 0, DateTimeKind.Utc); time.Year < until; time = time.AddDays(10))
        {
            TimeSpan offset = changes.Last(change => change.Utc <= time).Offset;
            Assert.True(known.GetUtcOffset(time) == offset, $"{time:u}: {offset}");
        }
    }

    [Fact]
    public void A_zone_whose_clocks_change_each_year_is_described_by_rules()
    {
        VTimeZone described = Assert.Single(Export(s_lesson).TimeZones);
        Assert.Equal(
            ["FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10", "FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3"],
            described.TimeZoneInfos.Select(static info => info.RecurrenceRule?.ToString()).OfType<string>().Order());
    }

    [Fact]
    public void What_was_moved_or_left_out_is_so_afterwards()
    {
        IosCalendarEvent series = s_lesson with
        {
            ExceptionDates = [new DateTimeOffset(2026, 4, 6, 8, 0, 0, TimeSpan.Zero)],
        };
        IosCalendarEvent moved = s_lesson with
        {
            RowId = 2,
            SeriesRowId = 1,
            RecurrenceRule = null,
            OriginalStart = new DateTimeOffset(2026, 4, 13, 8, 0, 0, TimeSpan.Zero),
            Start = new DateTimeOffset(2026, 4, 14, 13, 0, 0, TimeSpan.Zero),
            End = new DateTimeOffset(2026, 4, 14, 14, 0, 0, TimeSpan.Zero),
        };
        List<DateTime> days = [.. Occurrences(Export(series, moved)).Select(static time => time.Value)];
        Assert.Equal(10, days.Count);
        Assert.DoesNotContain(new DateTime(2026, 4, 6, 9, 0, 0), days);
        Assert.DoesNotContain(new DateTime(2026, 4, 13, 9, 0, 0), days);
        Assert.Contains(new DateTime(2026, 4, 14, 14, 0, 0), days);
    }

    [Fact]
    public void Whole_days_are_dates_and_end_the_day_after()
    {
        CalendarEvent item = Assert.Single(Export(s_lesson with
        {
            IsAllDay = true,
            TimeZone = null,
            Start = new DateTimeOffset(2026, 12, 24, 0, 0, 0, TimeSpan.Zero),
            End = new DateTimeOffset(2026, 12, 26, 23, 59, 59, TimeSpan.Zero),
            RecurrenceRule = "FREQ=YEARLY;UNTIL=20301224T000000Z",
        }).Events);
        Assert.True(item.IsAllDay);
        Assert.Equal((new DateOnly(2026, 12, 24), new DateOnly(2026, 12, 27)), (item.Start!.Date, item.End!.Date));
        Assert.False(item.RecurrenceRule!.Until!.HasTime);
        Assert.Equal(5, item.GetOccurrences().Count());
    }

    [Fact]
    public void Floating_times_have_no_zone()
    {
        CalendarEvent item = Assert.Single(Export(s_lesson with { IsFloating = true, TimeZone = null }).Events);
        Assert.True(item.Start!.IsFloating);
        Assert.Equal(new DateTime(2026, 3, 2, 9, 0, 0), item.Start.Value);
        Assert.True(item.RecurrenceRule!.Until!.IsFloating);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("GMT+0200")]
    [InlineData("Atlantis/Capital\r\nX-EVIL:1")]
    public void Without_a_known_zone_times_are_in_utc(string? zone)
    {
        ICalendar calendar = Export(s_lesson with { TimeZone = zone });
        CalendarEvent item = Assert.Single(calendar.Events);
        Assert.True(item.Start!.IsUtc);
        Assert.Equal(s_lesson.Start!.Value.UtcDateTime, item.Start.AsUtc);
        Assert.Empty(calendar.TimeZones);
    }

    [Fact]
    public void Guests_alarms_and_states_are_kept()
    {
        CalendarEvent item = Assert.Single(Export(s_lesson with
        {
            Status = "Tentative",
            Availability = "Free",
            Url = "https://school.example/lesson",
            Latitude = 51.45,
            Longitude = -2.59,
            Organizer = new IosAttendee { Name = "Ada, teacher", Address = "ada@school.example", Status = "Accepted" },
            Attendees =
            [
                new IosAttendee { Name = "\"Bo\"", Address = "bo@example.com", Status = "Declined" },
                new IosAttendee { Address = "+44 117 496 0000", Status = "Unknown" },
            ],
            Alarms = [TimeSpan.FromMinutes(-15), TimeSpan.FromDays(-1)],
        }).Events);
        Assert.Equal(("TENTATIVE", "TRANSPARENT"), (item.Status, item.Transparency));
        Assert.Equal("https://school.example/lesson", item.Url!.OriginalString);
        Assert.Equal(51.45, item.GeographicLocation!.Latitude);
        Assert.Equal(("Ada, teacher", "mailto:ada@school.example"),
            (item.Organizer!.CommonName, item.Organizer.Value!.OriginalString));
        Attendee guest = Assert.Single(item.Attendees);
        Assert.Equal(("'Bo'", "mailto:bo@example.com", "DECLINED"),
            (guest.CommonName, guest.Value!.OriginalString, guest.ParticipationStatus));

        // The library leaves guests out that have no mail address.
        Assert.Contains(
            "ATTENDEE;PARTSTAT=NEEDS-ACTION:tel:+441174960000\r\n", File.ReadAllText(_folder["Calendar.ics"]));
        Assert.Equal(
            [TimeSpan.FromMinutes(-15), TimeSpan.FromDays(-1)],
            item.Alarms.Select(static alarm => alarm.Trigger!.Duration!.Value.ToTimeSpanUnspecified()));
    }

    [Fact]
    public void Hostile_texts_add_nothing()
    {
        const string Evil = "a\r\nEND:VEVENT\nBEGIN:VEVENT\rATTENDEE:mailto:evil@example.com\0\u0007;x,y\\\"";
        ICalendar calendar = Export(s_lesson with
        {
            EventId = Evil,
            Title = Evil + string.Concat(Enumerable.Repeat("🦷", 60)),
            Notes = Evil,
            Url = Evil,
            RecurrenceRule = null,
            Organizer = new IosAttendee { Name = Evil, Address = Evil, Status = Evil },
            Alarms = [TimeSpan.Zero],
        });
        CalendarEvent item = Assert.Single(calendar.Events);
        Assert.Empty(item.Attendees);
        Assert.StartsWith("a\nEND:VEVENT\nBEGIN:VEVENT", item.Summary!.ReplaceLineEndings("\n"));
        Assert.All(
            File.ReadAllText(_folder["Calendar.ics"]).Split("\r\n"),
            static line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    [Fact]
    public void Reminders_are_to_dos()
    {
        IosReminder reminder = new()
        {
            Backup = "backup",
            FileId = "file",
            RowId = 1,
            ReminderId = "vitamins",
            Title = "Take vitamins",
            Due = new DateTimeOffset(2026, 3, 27, 8, 0, 0, TimeSpan.Zero),
            TimeZone = "Europe/London",
            RecurrenceRule = "FREQ=DAILY;COUNT=5",
            Priority = IosReminderPriority.High,
        };
        IosReminder done = reminder with
        {
            ReminderId = "tax",
            Title = "Tax return",
            RecurrenceRule = null,
            IsAllDay = true,
            IsCompleted = true,
            Completed = new DateTimeOffset(2026, 1, 31, 20, 15, 0, TimeSpan.Zero),
        };
        IReadOnlyList<ExportedFile> files = Write([reminder, done, reminder with { ReminderId = "boat", Due = null }]);
        ICalendar calendar = Load(Assert.Single(files).Path);
        Todo vitamins = calendar.Todos.Single(static todo => todo.Uid == "vitamins");
        Assert.Equal(("Europe/London", 1), (vitamins.Due!.TzId, vitamins.Priority));
        Assert.Equal(vitamins.Due, vitamins.Start);
        Assert.Equal("FREQ=DAILY;COUNT=5", vitamins.RecurrenceRule!.ToString());
        Assert.Single(calendar.TimeZones);
        Todo tax = calendar.Todos.Single(static todo => todo.Uid == "tax");
        Assert.Equal(("COMPLETED", done.Completed), (tax.Status, tax.Completed!.AsUtc));
        Assert.Equal(new DateOnly(2026, 3, 27), tax.Due!.Date);
        Assert.False(tax.Due.HasTime);
        Assert.Null(calendar.Todos.Single(static todo => todo.Uid == "boat").Due);
    }

    [Fact]
    public void A_deleted_reminder_does_not_come_back_to_life()
    {
        IosReminder reminder = new()
        {
            Backup = "backup",
            FileId = "file",
            RowId = 1,
            ReminderId = "boat",
            IsDeleted = true,
            IsCompleted = true,
        };
        ICalendar calendar = ICalendar.Load(File.ReadAllText(Write([reminder])[0].Path))!;
        Assert.Equal("CANCELLED", Assert.Single(calendar.Todos).Status);
    }

    [Fact]
    public void A_part_of_a_reminder_names_the_whole()
    {
        IosReminder packing = new() { Backup = "backup", FileId = "file", RowId = 1, ReminderId = "packing" };
        IosReminder socks = packing with { RowId = 2, ReminderId = "socks", ParentRowId = 1, ParentId = "packing" };
        IosReminder nameless = packing with { RowId = 3, ReminderId = null };
        IosReminder part = packing with { RowId = 4, ReminderId = "part", ParentRowId = 3 };

        ICalendar calendar = Load(Assert.Single(Write([packing, socks, nameless, part])).Path);

        string? WholeOf(string id) =>
            calendar.Todos.Single(todo => todo.Uid == id).Properties["RELATED-TO"]?.Value as string;
        Assert.Equal("packing", WholeOf("socks"));
        Assert.Equal("row-3", WholeOf("part"));
        Assert.Contains(calendar.Todos, static todo => todo.Uid == "row-3");
        Assert.Null(WholeOf("packing"));
    }

    [Fact]
    public void The_calendars_and_lists_of_the_starter_phone_come_back()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosCalendarEvent> events = [.. new CalendarReader().Read(backup.Source, new CalendarQuery(), Stop)];
        List<IosReminder> reminders = [.. new ReminderReader().Read(backup.Source, new ReminderQuery(), Stop)];
        List<ICalendar> calendars =
            [.. Write([.. events, .. reminders]).Select(static file => Load(file.Path))];
        Assert.Equal(
            events.Where(static item => item.Start is not null).Select(static item => item.Title).Order(),
            calendars.SelectMany(static calendar => calendar.Events).Select(static item => item.Summary).Order());
        Assert.Equal(
            reminders.Select(static item => item.Title).Order(),
            calendars.SelectMany(static calendar => calendar.Todos).Select(static item => item.Summary).Order());
        CalendarEvent standup = calendars
            .SelectMany(static calendar => calendar.Events).Single(static item => item.Summary == "Stand-up");
        List<CalDateTime> times =
            [.. standup.GetOccurrences().Take(200).Select(static occurrence => occurrence.Period.StartTime)];
        Assert.Single(times.Select(static time => time.Value.TimeOfDay).Distinct());
        Assert.Equal(2, times.Select(static time => time.AsUtc.TimeOfDay).Distinct().Count());
    }

    private static List<CalDateTime> Occurrences(ICalendar calendar) =>
    [
        .. calendar.GetOccurrences(new CalDateTime(2026, 1, 1)).Select(static item => item.Period.StartTime).Order(),
    ];

    private static List<(DateTime Utc, TimeSpan Offset)> Changes(VTimeZone zone) =>
    [
        .. zone.TimeZoneInfos
            .SelectMany(static info => info.GetOccurrences(null, null)
                .Select(static occurrence => occurrence.Period.StartTime.Value)
                .TakeWhile(static time => time.Year < 2038)
                .Select(time => (time - info.OffsetFrom!.Offset, info.OffsetTo!.Offset)))
            .OrderBy(static change => change.Item1),
    ];

    private static ICalendar Load(string path) => ICalendar.Load(File.ReadAllText(path))!;

    private ICalendar Export(params IosCalendarEvent[] events) => Load(Assert.Single(Write(events)).Path);

    private IReadOnlyList<ExportedFile> Write(IEnumerable<IosRecord> records)
    {
        using RecordExporter exporter = new(new ExportOptions
        {
            Destination = _folder.Path,
            Format = ExportFormat.Ics,
            OpenBackup = static _ => throw new InvalidOperationException(),
        });
        foreach (IosRecord record in records)
        {
            exporter.Add(record, Stop);
        }

        return exporter.Finish();
    }
}
