namespace IosBackup.Engine.Verification;

/// <summary>Something that a verification has found.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Severity">What it means for the backup.</param>
/// <param name="Detail">Figures and names that belong to it; empty when there are none.</param>
public sealed record Finding(FindingKind Kind, FindingSeverity Severity, string Detail)
{
    /// <summary>The file in the backup's folder that it is about; null when there is none.</summary>
    public string? FileName { get; init; }

    /// <summary>The domain of the item; null when it is about none, or nobody knows which.</summary>
    public string? Domain { get; init; }

    /// <summary>The path of the item in its domain.</summary>
    public string? RelativePath { get; init; }

    /// <summary>The id of the item.</summary>
    public string? FileId { get; init; }

    /// <summary>Whether a device would refuse to restore the backup, or fail while it does.</summary>
    public bool BlocksRestore => FindingRules.BlocksRestore(Kind) && Severity == FindingSeverity.Error;
}
