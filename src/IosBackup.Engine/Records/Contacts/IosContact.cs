using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>A card of the address book.</summary>
public sealed record IosContact : IosRecord
{
    /// <summary>What identifies the card across devices.</summary>
    public string? Guid { get; init; }

    /// <summary>The whole name, else company, nickname, first address or number.</summary>
    public required string DisplayName { get; init; }

    /// <summary>A title before the name.</summary>
    public string? Prefix { get; init; }

    /// <summary>The first name.</summary>
    public string? FirstName { get; init; }

    /// <summary>The middle name.</summary>
    public string? MiddleName { get; init; }

    /// <summary>The last name.</summary>
    public string? LastName { get; init; }

    /// <summary>What follows the name.</summary>
    public string? Suffix { get; init; }

    /// <summary>The nickname.</summary>
    public string? Nickname { get; init; }

    /// <summary>How the first name is pronounced.</summary>
    public string? PhoneticFirstName { get; init; }

    /// <summary>How the middle name is pronounced.</summary>
    public string? PhoneticMiddleName { get; init; }

    /// <summary>How the last name is pronounced.</summary>
    public string? PhoneticLastName { get; init; }

    /// <summary>Whether the card is a company's.</summary>
    public bool IsCompany { get; init; }

    /// <summary>The company.</summary>
    public string? Organization { get; init; }

    /// <summary>The department.</summary>
    public string? Department { get; init; }

    /// <summary>The position.</summary>
    public string? JobTitle { get; init; }

    /// <summary>The phone numbers.</summary>
    public IReadOnlyList<IosContactValue> PhoneNumbers { get; init; } = [];

    /// <summary>The e-mail addresses.</summary>
    public IReadOnlyList<IosContactValue> EmailAddresses { get; init; } = [];

    /// <summary>The postal addresses.</summary>
    public IReadOnlyList<IosPostalAddress> PostalAddresses { get; init; } = [];

    /// <summary>The addresses of pages.</summary>
    public IReadOnlyList<IosContactValue> Urls { get; init; } = [];

    /// <summary>The names in messengers.</summary>
    public IReadOnlyList<IosOnlineName> InstantMessages { get; init; } = [];

    /// <summary>The profiles in social networks.</summary>
    public IReadOnlyList<IosOnlineName> SocialProfiles { get; init; } = [];

    /// <summary>Relatives and others who belong to them.</summary>
    public IReadOnlyList<IosContactValue> RelatedNames { get; init; } = [];

    /// <summary>
    /// Days to remember, as <c>yyyy-MM-dd</c>, or <c>--MM-dd</c> where the year is not known.
    /// </summary>
    public IReadOnlyList<IosContactValue> Dates { get; init; } = [];

    /// <summary>The day of birth, as <c>yyyy-MM-dd</c>, or <c>--MM-dd</c> where the year is not known.</summary>
    public string? Birthday { get; init; }

    /// <summary>The note.</summary>
    public string? Note { get; init; }

    /// <summary>The groups that the card is in.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The name of the account's collection that holds the card; null on the device itself.</summary>
    public string? Account { get; init; }

    /// <summary>Whether there is a picture.</summary>
    public bool HasImage { get; init; }

    /// <summary>The picture (JPEG, PNG or HEIC), where it was asked for.</summary>
    public IReadOnlyList<byte>? Image { get; init; }

    /// <summary>Rows of the cards that the device shows together with this one.</summary>
    public IReadOnlyList<long> LinkedRowIds { get; init; } = [];

    /// <summary>When the card was made.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <inheritdoc/>
    public override string ToString() => DisplayName;
}
