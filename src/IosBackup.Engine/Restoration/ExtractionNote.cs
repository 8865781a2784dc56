namespace IosBackup.Engine.Restoration;

/// <summary>What a plan says about an entry.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Item">The entry: domain and path.</param>
/// <param name="Path">Where it would go; null when it goes nowhere.</param>
public sealed record ExtractionNote(ExtractionNoteKind Kind, string Item, string? Path);
