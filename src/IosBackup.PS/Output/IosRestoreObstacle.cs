namespace IosBackup;

/// <summary>Something that stands in the way of a restore to a device.</summary>
public sealed record IosRestoreObstacle
{
    /// <summary>The ErrorId that the restore would fail with.</summary>
    public required string ErrorId { get; init; }

    /// <summary>What is in the way.</summary>
    public required string Message { get; init; }

    /// <summary>What to do about it.</summary>
    public string? RecommendedAction { get; init; }

    public override string ToString() => $"{ErrorId}: {Message}";
}
