namespace IosBackup.Engine.Runs;

/// <summary>Something a caller should know about a backup.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">Names and figures that belong to it; empty when there are none.</param>
public sealed record BackupWarning(BackupWarningKind Kind, string Detail = "");
