using System;

namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>
/// What a virtual phone is filled with. The counts are totals; a part of each kind of data is always there and shows
/// its special cases, so a smaller number than that part changes nothing.
/// </summary>
public sealed record StarterOptions
{
    /// <summary>Decides everything that only looks random. The same options make the same phone.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>First and last name of the phone's owner.</summary>
    public string OwnerName { get; init; } = "Mara Lindqvist";

    /// <summary>
    /// The iOS version; the stores lie and look as that version has them (17 and later, 18 in the main).
    /// </summary>
    public string ProductVersion { get; init; } = "18.6.2";

    /// <summary>The moment at which the phone is looked at; nothing but calendar entries is later.</summary>
    public DateTimeOffset BaseDate { get; init; } = new(2025, 11, 14, 18, 30, 0, TimeSpan.Zero);

    /// <summary>Number of contacts.</summary>
    public int Contacts { get; init; } = 44;

    /// <summary>Number of rows in the message store, reactions and group events included.</summary>
    public int Messages { get; init; } = 420;

    /// <summary>Number of calls.</summary>
    public int Calls { get; init; } = 60;

    /// <summary>Number of photos and videos.</summary>
    public int Photos { get; init; } = 40;

    /// <summary>Number of visits in Safari's history.</summary>
    public int HistoryVisits { get; init; } = 120;

    /// <summary>Number of WhatsApp messages.</summary>
    public int WhatsAppMessages { get; init; } = 160;

    /// <summary>Number of days that health data reaches back.</summary>
    public int HealthDays { get; init; } = 60;

    /// <summary>Number of small documents in one of the apps: what makes a manifest long.</summary>
    public int AppDocuments { get; init; } = 24;
}
