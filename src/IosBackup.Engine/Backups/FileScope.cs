namespace IosBackup.Engine.Backups;

/// <summary>A part of a backup: what lies in certain domains, below or at certain paths.</summary>
/// <param name="Domain">The domains; null for all.</param>
/// <param name="Path">The paths; null for all.</param>
public sealed record FileScope(TextFilter? Domain, TextFilter? Path);
