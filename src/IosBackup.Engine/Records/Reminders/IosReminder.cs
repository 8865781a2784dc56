using System;

namespace IosBackup;

/// <summary>A reminder.</summary>
public sealed record IosReminder : IosRecord
{
    /// <summary>The identifier, a UUID; null when it has none.</summary>
    public string? ReminderId { get; init; }

    /// <summary>What is to be done.</summary>
    public string? Title { get; init; }

    /// <summary>Notes about it.</summary>
    public string? Notes { get; init; }

    /// <summary>The list it is in.</summary>
    public string? List { get; init; }

    /// <summary>The account of the list.</summary>
    public string? Account { get; init; }

    /// <summary>When it is due; null when it is at no time.</summary>
    public DateTimeOffset? Due { get; init; }

    /// <summary>Whether it is due on a day, without a time.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>Whether it is done.</summary>
    public bool IsCompleted { get; init; }

    /// <summary>When it was done.</summary>
    public DateTimeOffset? Completed { get; init; }

    /// <summary>How urgent it is.</summary>
    public IosReminderPriority Priority { get; init; }

    /// <summary>Whether it is flagged.</summary>
    public bool IsFlagged { get; init; }

    /// <summary>The row of the reminder that this one is a part of; null when it stands alone.</summary>
    public long? ParentRowId { get; init; }

    /// <summary>The identifier of the reminder that this one is a part of; null when there is none.</summary>
    public string? ParentId { get; init; }

    /// <summary>How it repeats, as the RRULE of iCalendar (RFC 5545); null when it does not.</summary>
    public string? RecurrenceRule { get; init; }

    /// <summary>An address that belongs to it.</summary>
    public string? Url { get; init; }

    /// <summary>Whom it is assigned to.</summary>
    public string? Assignee { get; init; }

    /// <summary>The time zone it was planned in, by its IANA name.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether it was deleted and only waits to go.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it changed last.</summary>
    public DateTimeOffset? Modified { get; init; }
}
