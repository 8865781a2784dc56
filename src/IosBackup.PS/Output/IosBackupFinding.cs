using IosBackup.Engine.Verification;

namespace IosBackup;

/// <summary>Something that Test-IosBackup has found.</summary>
public sealed class IosBackupFinding
{
    /// <summary>What it is: a name of about_IosBackup_Verification. Names never change their meaning.</summary>
    public required string Id { get; init; }

    /// <summary>Error: damaged or missing; Warning: somebody should look; Information: nothing is wrong.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public required string Message { get; init; }

    /// <summary>What it is about: an item of the backup, else a file in the backup's folder.</summary>
    public required string Item { get; init; }

    /// <summary>The domain of the item; null when it is about none, or nobody knows which.</summary>
    public string? Domain { get; init; }

    /// <summary>The path of the item in its domain.</summary>
    public string? RelativePath { get; init; }

    /// <summary>The id under which the item's content is stored.</summary>
    public string? FileId { get; init; }

    /// <summary>Figures and names that belong to it.</summary>
    public required string Detail { get; init; }

    /// <summary>Whether a device would refuse to restore the backup, or fail while it does.</summary>
    public required bool BlocksRestore { get; init; }

    public override string ToString() => Detail.Length == 0 ? $"{Item}: {Message}" : $"{Item}: {Message} ({Detail})";
}
