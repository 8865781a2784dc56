namespace IosBackup.Engine.Records.Safari;

/// <summary>Which visits to read.</summary>
public sealed record WebHistoryQuery : RecordQuery
{
    /// <summary>Also pages that did nothing but lead on to others.</summary>
    public bool IncludeRedirects { get; init; }
}
