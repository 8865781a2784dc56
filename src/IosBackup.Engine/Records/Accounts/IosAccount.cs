using System;

namespace IosBackup;

/// <summary>An account that the phone is signed in to. Backups keep no passwords here.</summary>
public sealed record IosAccount : IosRecord
{
    /// <summary>The account's identifier, a UUID.</summary>
    public string? AccountId { get; init; }

    /// <summary>What kind of account it is: "iCloud", "Exchange".</summary>
    public string? Type { get; init; }

    /// <summary>The identifier of that kind, <c>com.apple.account.IMAP</c> for example.</summary>
    public string? TypeId { get; init; }

    /// <summary>Who signs in.</summary>
    public string? UserName { get; init; }

    /// <summary>What its owner calls it.</summary>
    public string? Description { get; init; }

    /// <summary>When it was added.</summary>
    public DateTimeOffset? Added { get; init; }

    /// <summary>What the account above it is called; null when it stands alone.</summary>
    public string? Parent { get; init; }

    /// <summary>Whether it is in use.</summary>
    public bool IsActive { get; init; }

    /// <summary>The program that made it.</summary>
    public string? OwnerId { get; init; }
}
