using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>Someone whom the phone's owner knows, or a company.</summary>
internal sealed record Person
{
    /// <summary>What the stores' builders call them.</summary>
    public required string Key { get; init; }

    public string? Prefix { get; init; }

    public string? First { get; init; }

    public string? Middle { get; init; }

    public string? Last { get; init; }

    public string? Suffix { get; init; }

    public string? Nickname { get; init; }

    public string? FirstPhonetic { get; init; }

    public string? LastPhonetic { get; init; }

    public string? Organization { get; init; }

    public string? Department { get; init; }

    public string? JobTitle { get; init; }

    public string? Note { get; init; }

    public bool IsCompany { get; init; }

    /// <summary>The day of birth; the year 1604 says that the year is not known.</summary>
    public DateTime? Birthday { get; init; }

    public IReadOnlyList<LabeledValue> Phones { get; init; } = [];

    public IReadOnlyList<LabeledValue> Emails { get; init; } = [];

    public IReadOnlyList<LabeledValue> Urls { get; init; } = [];

    public IReadOnlyList<LabeledValue> Related { get; init; } = [];

    public IReadOnlyList<(string Label, DateTime Date)> Dates { get; init; } = [];

    public IReadOnlyList<PostalAddress> Addresses { get; init; } = [];

    public IReadOnlyList<OnlineName> Messengers { get; init; } = [];

    public IReadOnlyList<OnlineName> Profiles { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>Which account holds the card.</summary>
    public ContactSource Source { get; init; }

    public bool HasImage { get; init; }

    /// <summary>The person whose card this one is linked with.</summary>
    public string? LinkedTo { get; init; }

    /// <summary>The first phone number.</summary>
    public string Phone => Phones[0].Value;

    /// <summary>The first e-mail address.</summary>
    public string Email => Emails[0].Value;

    /// <summary>The whole name, or what stands in for one.</summary>
    public string FullName
    {
        get
        {
            string name = string.Join(
                " ", new[] { Prefix, First, Middle, Last, Suffix }.Where(static part => part is not null));
            return name.Length > 0
                ? name
                : Organization ?? Nickname ?? Emails.Select(static email => email.Value).FirstOrDefault() ?? Phone;
        }
    }

    /// <summary>The user identifier at WhatsApp.</summary>
    public string Jid => Phone.TrimStart('+').Replace(" ", "") + "@s.whatsapp.net";
}
