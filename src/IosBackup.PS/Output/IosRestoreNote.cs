using IosBackup.Engine.Restoration;

namespace IosBackup;

/// <summary>What a plan says about an item.</summary>
public sealed record IosRestoreNote
{
    /// <summary>What it is about.</summary>
    public required ExtractionNoteKind Kind { get; init; }

    /// <summary>The item's domain and path.</summary>
    public required string Item { get; init; }

    /// <summary>Where it would go, below the destination; null for nowhere.</summary>
    public string? Path { get; init; }

    public override string ToString() => Path is null ? $"{Kind}: {Item}" : $"{Kind}: {Item} -> {Path}";
}
