using System;

namespace IosBackup;

/// <summary>A voicemail.</summary>
public sealed record IosVoicemail : IosRecord
{
    /// <summary>When it was left.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The number it came from; null when that was withheld.</summary>
    public string? Sender { get; init; }

    /// <summary>The sender's name in the contacts; null when they have none.</summary>
    public string? SenderName { get; init; }

    /// <summary>The number to call back.</summary>
    public string? CallbackNumber { get; init; }

    /// <summary>The number it was left for; null on phones with one line.</summary>
    public string? Receiver { get; init; }

    /// <summary>How long it is.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>When the carrier deletes it.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it was deleted.</summary>
    public bool IsTrashed { get; init; }

    /// <summary>When it was deleted.</summary>
    public DateTimeOffset? Trashed { get; init; }

    /// <summary>What the phone understood; null when it did not write that down.</summary>
    public string? Transcript { get; init; }

    /// <summary>How sure the phone was of that, from 0 to 1.</summary>
    public double? TranscriptConfidence { get; init; }

    /// <summary>The id of the recording in the backup; null when it is not there.</summary>
    public string? AudioFileId { get; init; }

    /// <summary>The recording's path below HomeDomain's root.</summary>
    public string? AudioPath { get; init; }
}
