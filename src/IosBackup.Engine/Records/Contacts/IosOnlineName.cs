namespace IosBackup;

/// <summary>A name at a messenger or in a social network.</summary>
public sealed record IosOnlineName
{
    /// <summary>What it is; null without a label.</summary>
    public string? Label { get; init; }

    /// <summary>The service.</summary>
    public string? Service { get; init; }

    /// <summary>The name there.</summary>
    public string? UserName { get; init; }

    /// <summary>The address of the profile.</summary>
    public string? Url { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Service is null ? UserName ?? Url ?? "" : $"{Service}: {UserName ?? Url}";
}
