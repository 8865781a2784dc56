namespace IosBackup.Engine.Records.Apps;

/// <summary>Which apps to read. Periods are about when they were got.</summary>
public sealed record AppQuery : RecordQuery
{
    /// <summary>Also apps of the system that have data in the backup.</summary>
    public bool IncludeSystem { get; init; }
}
