using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Exports.Report;

/// <summary>A section of a report that lacks data, because what holds them is missing or damaged.</summary>
/// <param name="Section">The section's name.</param>
/// <param name="Error">What was wrong.</param>
public sealed record ReportFailure(string Section, EngineException Error);
