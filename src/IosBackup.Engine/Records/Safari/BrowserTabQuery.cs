namespace IosBackup.Engine.Records.Safari;

/// <summary>Which open tabs to read. Periods are about when they were looked at last.</summary>
public sealed record BrowserTabQuery : RecordQuery
{
    /// <summary>Also private tabs.</summary>
    public bool IncludePrivate { get; init; }
}
