namespace IosBackup.Engine.Exports.Report;

/// <summary>What a month holds.</summary>
internal sealed record ReportMonth(int Year, int Month, long Messages, long Photos);
