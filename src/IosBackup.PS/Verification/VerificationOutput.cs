using System.Linq;
using IosBackup.Engine.Verification;

namespace IosBackup.Verification;

/// <summary>Turns what the engine has found into the module's objects.</summary>
internal static class VerificationOutput
{
    public static VerificationLevel ToEngine(IosBackupTestLevel level) => level switch
    {
        IosBackupTestLevel.Drill => VerificationLevel.Drill,
        IosBackupTestLevel.Full => VerificationLevel.Full,
        IosBackupTestLevel.Hash => VerificationLevel.Hash,
        _ => VerificationLevel.Quick,
    };

    public static IosBackupTestResult ToOutput(VerificationResult result) => new()
    {
        Udid = result.Udid,
        Path = result.Path,
        Passed = result.Passed,
        Level = ToOutput(result.Level),
        Slice = result.Slice?.ToString(),
        FilesChecked = result.FilesChecked,
        BytesChecked = result.BytesChecked,
        FilesUnproved = result.FilesUnproved,
        HasLedger = result.HasLedger,
        ErrorCount = result.ErrorCount,
        WarningCount = result.WarningCount,
        Findings = [.. result.Findings.Select(ToOutput)],
        Date = result.Date,
        Duration = result.Duration,
    };

    private static IosBackupTestLevel ToOutput(VerificationLevel level) => level switch
    {
        VerificationLevel.Drill => IosBackupTestLevel.Drill,
        VerificationLevel.Full => IosBackupTestLevel.Full,
        VerificationLevel.Hash => IosBackupTestLevel.Hash,
        _ => IosBackupTestLevel.Quick,
    };

    private static IosBackupFinding ToOutput(Finding finding) => new()
    {
        Id = finding.Kind.ToString(),
        Severity = finding.Severity,
        Message = FindingTexts.Of(finding.Kind),
        Item = finding.Domain is { Length: > 0 } domain
            ? $"{domain}/{finding.RelativePath}"
            : finding.FileName ?? finding.FileId ?? string.Empty,
        Domain = finding.Domain,
        RelativePath = finding.RelativePath,
        FileId = finding.FileId,
        Detail = finding.Detail,
        BlocksRestore = finding.BlocksRestore,
    };
}
