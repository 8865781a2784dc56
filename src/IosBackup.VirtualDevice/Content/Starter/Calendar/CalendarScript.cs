using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Calendar;

/// <summary>The events: once and again, with others and alone, in several time zones and in none.</summary>
internal sealed class CalendarScript(Story story)
{
    public const string Home = "Home";
    public const string Work = "Work 💼";
    public const string Family = "Family";
    public const string Holidays = "UK Holidays";
    public const string Birthdays = "Birthdays";

    private const int Daily = 1;
    private const int Weekly = 2;
    private const int Monthly = 3;
    private const int Yearly = 4;

    /// <summary>The series of which one occurrence is changed.</summary>
    public PlannedEvent Standup => new()
    {
        Calendar = Work, Title = "Stand-up", Start = At(-180, 9, 30), End = At(-180, 9, 45), Alarms = [-300],
        Recurrence = new PlannedRecurrence(Weekly) { Specifier = "D=0MO,0WE,0FR" },
        Exceptions = [At(-110, 9, 30), At(-61, 9, 30)], Organizer = "grace",
        Attendees = [("me", 1), ("wang", 1), ("piet", 3), ("bjorn", 2)],
        ConferenceUrl = "https://meet.example/standup?pwd=a%20b",
    };

    /// <summary>The changed occurrence.</summary>
    public PlannedEvent MovedStandup(long row, string identifier) => Standup with
    {
        Title = "Stand-up (moved)", Start = At(-96, 11, 0), End = At(-96, 11, 20), Recurrence = null, Exceptions = [],
        Changes = (row, identifier, At(-96, 9, 30)),
    };

    public IEnumerable<PlannedEvent> Events()
    {
        yield return new PlannedEvent
        {
            Calendar = Home, Title = "Dentist 🦷", Start = At(-299, 16, 30), End = At(-299, 17, 0),
            Place = (
                "Redland Dental Practice", "2 Whiteladies Road, Bristol BS8 1PD, United Kingdom", 51.4584, -2.6110),
            Notes = "Bring the form\nParking is behind the house; code 0420", Alarms = [-900, -86_400],
        };
        yield return new PlannedEvent
        {
            Calendar = Home, Title = "Rent", Start = Day(-400), End = EndOfDay(-400), IsAllDay = true, Zone = null,
            Recurrence = new PlannedRecurrence(Monthly) { Specifier = "M=1" }, Availability = 1,
        };
        yield return new PlannedEvent
        {
            Calendar = Family, Title = "Anniversary ❤️", Start = Day(new DateTime(2019, 9, 7)),
            End = EndOfDay(new DateTime(2019, 9, 7)), IsAllDay = true, Zone = null,
            Recurrence = new PlannedRecurrence(Yearly), Alarms = [-604_800],
        };
        yield return new PlannedEvent
        {
            Calendar = Family, Title = "Weekend in Wales", Start = Day(-61), End = EndOfDay(-59), IsAllDay = true,
            Zone = null,
            Place = ("Snowdonia", null, 53.0685, -4.0763), Url = "https://cottage.example/booking?id=81&x=y",
        };
        yield return new PlannedEvent
        {
            Calendar = Work, Title = "Review with Kyoto", Start = At(-30, 7, 0), End = At(-30, 8, 0),
            Zone = "Asia/Tokyo",
            Organizer = "me", Attendees = [("yuki", 1), ("wang", 0)], AttachmentName = "Agenda v2.docx",
        };
        yield return new PlannedEvent
        {
            Calendar = Work, Title = "Budget round", Start = At(-20, 14, 0), End = At(-20, 15, 30), Status = 3,
            Organizer = "grace", Attendees = [("me", 1)],
        };
        yield return new PlannedEvent
        {
            Calendar = Work, Title = "Call with New York", Start = At(6, 15, 0), End = At(6, 16, 0),
            Zone = "America/New_York", Status = 2, Availability = 2, Organizer = "piet", Attendees = [("me", 3)],
        };
        yield return new PlannedEvent
        {
            Calendar = Home, Title = "Take vitamins", Start = At(-12, 8, 0), End = At(-12, 8, 5), Zone = "_float",
            Recurrence = new PlannedRecurrence(Daily) { Count = 10 },
        };
        yield return new PlannedEvent
        {
            Calendar = Home, Title = "Band practice 🎸", Start = At(-210, 19, 0), End = At(-210, 22, 0),
            Recurrence = new PlannedRecurrence(Weekly, 2) { Specifier = "D=0TH", Until = At(60, 23, 59) },
        };
        yield return new PlannedEvent
        {
            Calendar = Work, Title = "Drinks", Start = At(-200, 17, 30), End = At(-200, 19, 0),
            Recurrence = new PlannedRecurrence(Monthly) { Specifier = "D=-1FR" },
        };
        yield return new PlannedEvent
        {
            Calendar = Home, Title = "Night train", Start = At(-90, 22, 10), End = At(-89, 9, 5),
            Notes = "Coach 12, seats 41–42; \"quiet\"", Alarms = [-7_200],
        };
        yield return new PlannedEvent
        {
            Calendar = Family, Title = "Mum & Dad for lunch", Start = At(2, 12, 30), End = At(2, 15, 0), Alarms = [0],
        };
        yield return new PlannedEvent
        {
            Calendar = Holidays, Title = "Boxing Day", Start = Day(new DateTime(2025, 12, 26)),
            End = EndOfDay(new DateTime(2025, 12, 26)), IsAllDay = true, Zone = null, Availability = 1,
        };
        yield return new PlannedEvent
        {
            Calendar = Holidays, Title = "St Patrick’s Day (Northern Ireland)", Start = Day(new DateTime(2025, 3, 17)),
            End = EndOfDay(new DateTime(2025, 3, 17)), IsAllDay = true, Zone = null, Availability = 1,
        };
    }

    /// <summary>What is planned later.</summary>
    public PlannedEvent Later(int episode) => new()
    {
        Calendar = Home, Title = "Pick up the bike", Start = story.EpisodeStart(episode).AddDays(5),
        End = story.EpisodeStart(episode).AddDays(5).AddHours(1),
    };

    private DateTimeOffset At(int days, int hour, int minute) => story.DaysAgo(-days, hour, minute);

    /// <summary>The start of an all-day event: midnight UTC.</summary>
    private DateTimeOffset Day(int days) => Day(PhoneTime.ToLondon(story.Base).AddDays(days).Date);

    private DateTimeOffset EndOfDay(int days) => Day(days).AddDays(1).AddSeconds(-1);

    private static DateTimeOffset Day(DateTime date) => new(date.Year, date.Month, date.Day, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset EndOfDay(DateTime date) => Day(date).AddDays(1).AddSeconds(-1);
}
