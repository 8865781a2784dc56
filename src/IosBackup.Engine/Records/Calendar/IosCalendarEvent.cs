using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>
/// An event of a calendar. A series is one event with a rule; an occurrence that was changed is an event of its own.
/// </summary>
public sealed record IosCalendarEvent : IosRecord
{
    /// <summary>
    /// The identifier that other calendars know the event by; a changed occurrence has that of its series.
    /// </summary>
    public string? EventId { get; init; }

    /// <summary>What it is called.</summary>
    public string? Title { get; init; }

    /// <summary>Notes about it.</summary>
    public string? Notes { get; init; }

    /// <summary>Where it takes place.</summary>
    public string? Location { get; init; }

    /// <summary>The address of that place.</summary>
    public string? Address { get; init; }

    /// <summary>Degrees north of the equator; null when they are not known.</summary>
    public double? Latitude { get; init; }

    /// <summary>Degrees east of Greenwich; null when they are not known.</summary>
    public double? Longitude { get; init; }

    /// <summary>When it begins. For all-day events midnight UTC of the first day.</summary>
    public DateTimeOffset? Start { get; init; }

    /// <summary>When it ends. For all-day events the last second UTC of the last day.</summary>
    public DateTimeOffset? End { get; init; }

    /// <summary>The time zone it was planned in, by its IANA name; null for the phone's own.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether it takes whole days.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>
    /// Whether it begins at the same time of day wherever the phone is; times are then not really UTC.
    /// </summary>
    public bool IsFloating { get; init; }

    /// <summary>The calendar it is in.</summary>
    public string? Calendar { get; init; }

    /// <summary>The calendar's colour as #RRGGBB.</summary>
    public string? Color { get; init; }

    /// <summary>The account of the calendar.</summary>
    public string? Account { get; init; }

    /// <summary>Confirmed, Tentative, Cancelled, or null.</summary>
    public string? Status { get; init; }

    /// <summary>Busy, Free, Tentative, Unavailable, or null.</summary>
    public string? Availability { get; init; }

    /// <summary>An address that belongs to it.</summary>
    public string? Url { get; init; }

    /// <summary>Where to join by video.</summary>
    public string? ConferenceUrl { get; init; }

    /// <summary>How it repeats, as the RRULE of iCalendar (RFC 5545); null when it does not.</summary>
    public string? RecurrenceRule { get; init; }

    /// <summary>The occurrences that do not take place.</summary>
    public IReadOnlyList<DateTimeOffset> ExceptionDates { get; init; } = [];

    /// <summary>For a changed occurrence, when it would have begun; null for all other events.</summary>
    public DateTimeOffset? OriginalStart { get; init; }

    /// <summary>For a changed occurrence, the row of its series.</summary>
    public long? SeriesRowId { get; init; }

    /// <summary>Who invites.</summary>
    public IosAttendee? Organizer { get; init; }

    /// <summary>Who is invited.</summary>
    public IReadOnlyList<IosAttendee> Attendees { get; init; } = [];

    /// <summary>When it alerts, relative to its start; negative is before it.</summary>
    public IReadOnlyList<TimeSpan> Alarms { get; init; } = [];

    /// <summary>The names of what is attached. Backups do not contain the files.</summary>
    public IReadOnlyList<string> AttachmentNames { get; init; } = [];

    /// <summary>Whether it is the birthday of a contact. Without a year, it is in 1604.</summary>
    public bool IsBirthday { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? Modified { get; init; }
}
