using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Records.Calendar;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Calendar;

public sealed class CalendarReaderTests
{
    private static readonly CalendarReader s_reader = new();

    [Fact]
    public void The_synthetic_store_gives_its_five_items()
    {
        byte[] store = File.ReadAllBytes(ConformanceData.Conformance("stores", "calendar.1.Calendar.sqlitedb"));
        using StoreBackup backup = StoreBackup.Of(
            (CalendarReader.Place.Domain, CalendarReader.Place.RelativePath, store));
        List<IosCalendarEvent> events = Read(backup);
        Assert.Equal(5, events.Count);
        IosCalendarEvent sync = events.Single(static item => item.Title == "Team Sync");
        Assert.Equal(("Work", "iCloud", "HQ"), (sync.Calendar, sync.Account, sync.Location));
        Assert.Equal("FREQ=WEEKLY;COUNT=10", sync.RecurrenceRule);
        Assert.Equal("Alex Organizer", sync.Organizer?.Name);
        Assert.Equal(
            ["blair@example.invalid Accepted", "casey@example.invalid Declined"],
            sync.Attendees.Select(static guest => $"{guest.Address} {guest.Status}"));
        Assert.Equal(TimeSpan.FromMinutes(-15), sync.Alarms[0]);
        Assert.Equal(["agenda.pdf"], sync.AttachmentNames);
        Assert.Equal("https://meet.example.invalid/abc", sync.ConferenceUrl);
        Assert.True(events.Single(static item => item.Title == "Holiday").IsFloating);
        Assert.True(events.Single(static item => item.Title == "Birthday of Somebody").IsBirthday);
        Assert.Null(events.Single(static item => item.Title == "Corrupt").Start);
        Assert.Null(events.Single(static item => item.Title == "Quick note").Calendar);
    }

    [Fact]
    public void Every_event_of_the_starter_phone_is_read()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosCalendarEvent> events = Read(backup);
        Assert.Equal(
            TestPhone.Default.Truth.Count(StarterKind.CalendarEvent),
            events.Count(static item => !item.IsBirthday));
        IosCalendarEvent standup = events.Single(static item => item.Title == "Stand-up");
        Assert.Equal("FREQ=WEEKLY;BYDAY=MO,WE,FR;WKST=MO", standup.RecurrenceRule);
        Assert.Equal(2, standup.ExceptionDates.Count);
        IosCalendarEvent moved = events.Single(static item => item.Title == "Stand-up (moved)");
        Assert.Equal((standup.RowId, standup.EventId), (moved.SeriesRowId, moved.EventId));
        Assert.NotNull(moved.OriginalStart);
    }

    [Fact]
    public void A_series_fits_a_period_that_it_reaches_into()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        CalendarQuery nextWeek = new()
        {
            Since = TestPhone.Default.Options.BaseDate,
            Until = TestPhone.Default.Options.BaseDate.AddDays(7),
        };
        List<IosCalendarEvent> events = Read(backup, nextWeek);
        Assert.Contains(events, static item => item.Title == "Stand-up");
        Assert.DoesNotContain(events, static item => item.Title == "Dentist 🦷");
        Assert.All(events.Where(static item => item.RecurrenceRule is null), item => Assert.True(
            item.Start >= nextWeek.Since && item.Start < nextWeek.Until));
    }

    [Fact]
    public void Calendars_are_chosen_by_pattern()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosCalendarEvent> events = Read(backup, new CalendarQuery { Calendars = ["wor?*"] });
        Assert.NotEmpty(events);
        Assert.All(events, static item => Assert.StartsWith("Work", item.Calendar, StringComparison.Ordinal));
    }

    private static List<IosCalendarEvent> Read(StoreBackup backup, CalendarQuery? query = null) =>
        [.. s_reader.Read(backup.Source, query ?? new CalendarQuery(), TestContext.Current.CancellationToken)];
}
