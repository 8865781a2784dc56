using System;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;

namespace IosBackup.Engine.Exports.Report;

/// <summary>What a report holds.</summary>
public sealed record ReportOptions
{
    /// <summary>Thumbnails in the page; of more photos, the newest have one.</summary>
    public int MostThumbnails { get; init; } = 2000;

    /// <summary>Whether photos that their owner hid are shown too.</summary>
    public bool IncludeHidden { get; init; }

    /// <summary>Says in words why data are absent.</summary>
    public Func<RecordWarning, string> Describe { get; init; } = static warning => warning.Kind.ToString();

    /// <summary>Says in words why data could not be read.</summary>
    public Func<EngineException, string> DescribeError { get; init; } = static error => error.Message;
}
