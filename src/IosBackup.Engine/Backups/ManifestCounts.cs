namespace IosBackup.Engine.Backups;

/// <summary>How many entries a manifest has.</summary>
/// <param name="Files">Regular files.</param>
/// <param name="Directories">Directories.</param>
/// <param name="SymbolicLinks">Symbolic links.</param>
/// <param name="Others">Rows that are none of these: places that a phone reserved in a run that broke.</param>
public sealed record ManifestCounts(long Files, long Directories, long SymbolicLinks, long Others);
