using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A call that was made or came in, over whichever service.</summary>
public sealed record IosCall : IosRecord
{
    /// <summary>What identifies the call across devices.</summary>
    public string? CallId { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>How long people talked; zero when nobody answered.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether the device's owner called.</summary>
    public bool IsOutgoing { get; init; }

    /// <summary>What became of it.</summary>
    public IosCallStatus Status { get; init; }

    /// <summary>What carried it.</summary>
    public IosCallKind Kind { get; init; }

    /// <summary>Whether it was with pictures.</summary>
    public bool IsVideo { get; init; }

    /// <summary>The other side's number or address; null when it was withheld.</summary>
    public string? Number { get; init; }

    /// <summary>The other side's name: that in the address book, else that of the store.</summary>
    public string? Name { get; init; }

    /// <summary>Numbers or addresses of all others who took part.</summary>
    public IReadOnlyList<string> Participants { get; init; } = [];

    /// <summary>The app or service: <c>com.apple.Telephony</c>, <c>net.whatsapp.WhatsApp</c>.</summary>
    public string? Provider { get; init; }

    /// <summary>The code of two letters of the country that the number belongs to.</summary>
    public string? CountryCode { get; init; }

    /// <summary>The place that the number belongs to.</summary>
    public string? Location { get; init; }

    /// <summary>Whether a missed call was seen.</summary>
    public bool IsRead { get; init; }

    /// <summary>Whether it was taken for junk.</summary>
    public bool IsJunk { get; init; }

    /// <summary>Bytes that it moved over the internet; null when that is not known.</summary>
    public long? Bytes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name ?? Number ?? "";
}
