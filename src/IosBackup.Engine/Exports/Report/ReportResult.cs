using System.Collections.Generic;

namespace IosBackup.Engine.Exports.Report;

/// <summary>A report that was written.</summary>
/// <param name="Path">The file.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Messages">How many messages it shows.</param>
/// <param name="Photos">How many photos and videos it shows.</param>
public sealed record ReportResult(string Path, long Size, long Messages, long Photos)
{
    /// <summary>What it lacks because it could not be read.</summary>
    public IReadOnlyList<ReportFailure> Failures { get; init; } = [];
}
