using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Calendar;

/// <summary>A calendar event to be written.</summary>
internal sealed record PlannedEvent
{
    public required string Calendar { get; init; }

    public required string Title { get; init; }

    public required DateTimeOffset Start { get; init; }

    public required DateTimeOffset End { get; init; }

    /// <summary>The time zone; <c>_float</c> for one that goes with the clocks of wherever the phone is.</summary>
    public string? Zone { get; init; } = Life.PhoneTime.ZoneName;

    public bool IsAllDay { get; init; }

    public string? Notes { get; init; }

    public string? Url { get; init; }

    public string? ConferenceUrl { get; init; }

    /// <summary>Title, address, degrees north and degrees east of the place.</summary>
    public (string Title, string? Address, double? Latitude, double? Longitude)? Place { get; init; }

    /// <summary>Seconds relative to the start at which alarms ring; negative ones are before it.</summary>
    public IReadOnlyList<int> Alarms { get; init; } = [];

    public PlannedRecurrence? Recurrence { get; init; }

    /// <summary>Occurrences that were deleted.</summary>
    public IReadOnlyList<DateTimeOffset> Exceptions { get; init; } = [];

    /// <summary>The key of the organizer in the cast.</summary>
    public string? Organizer { get; init; }

    /// <summary>Those invited, with their answers: 0 none yet, 1 yes, 2 no, 3 perhaps.</summary>
    public IReadOnlyList<(string Key, int Status)> Attendees { get; init; } = [];

    /// <summary>1 confirmed, 2 tentative, 3 cancelled.</summary>
    public int Status { get; init; }

    /// <summary>0 busy, 1 free, 2 tentative, 3 unavailable.</summary>
    public int Availability { get; init; }

    /// <summary>The names of attached files, which no backup has.</summary>
    public string? AttachmentName { get; init; }

    /// <summary>The row of the series that this is a changed occurrence of, and when that was to be.</summary>
    public (long Row, string Identifier, DateTimeOffset Date)? Changes { get; init; }
}
