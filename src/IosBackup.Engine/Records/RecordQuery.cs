using System;

namespace IosBackup.Engine.Records;

/// <summary>Which records to read. All conditions must hold; what is null is no condition.</summary>
public record RecordQuery
{
    /// <summary>Only records of this moment or later. Records without a time do not fit.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only records before this moment. Records without a time do not fit.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Only records in whose texts this one is found, in whatever case.</summary>
    public string? Contains { get; init; }

    /// <summary>Whether the newest record comes first, instead of the oldest.</summary>
    public bool NewestFirst { get; init; }

    /// <summary>Whether <see cref="Contains"/> is found in one of some texts.</summary>
    internal bool FitsText(params ReadOnlySpan<string?> texts)
    {
        if (string.IsNullOrEmpty(Contains))
        {
            return true;
        }

        foreach (string? text in texts)
        {
            if (text?.IndexOf(Contains, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a time lies within the period asked for.</summary>
    internal bool FitsTime(DateTimeOffset? time) =>
        (Since is null || time >= Since) && (Until is null || time < Until);
}
