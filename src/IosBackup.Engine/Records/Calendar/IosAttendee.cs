namespace IosBackup;

/// <summary>Someone who is invited to an event, or who invites to it.</summary>
public sealed record IosAttendee
{
    /// <summary>The name; null when it is not known.</summary>
    public string? Name { get; init; }

    /// <summary>The e-mail address or phone number; null when there is none.</summary>
    public string? Address { get; init; }

    /// <summary>The answer: NeedsAction, Accepted, Declined, Tentative, Delegated, or Unknown.</summary>
    public required string Status { get; init; }

    /// <summary>Whether it is the phone's owner.</summary>
    public bool IsSelf { get; init; }

    /// <inheritdoc/>
    public override string ToString() =>
        string.IsNullOrEmpty(Name) ? Address ?? "" : Address is null ? Name! : $"{Name} <{Address}>";
}
