using System;
using System.Collections.Generic;

namespace IosBackup;

/// <summary>What Test-IosBackup has come to. Sizes are in bytes, times in UTC.</summary>
public sealed class IosBackupTestResult
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The backup's folder.</summary>
    public required string Path { get; init; }

    /// <summary>Whether nothing is known to be damaged or missing: no finding is an error.</summary>
    public required bool Passed { get; init; }

    /// <summary>How deep the test went.</summary>
    public required IosBackupTestLevel Level { get; init; }

    /// <summary>The part that was tested, as "3/30"; null when it was everything.</summary>
    public string? Slice { get; init; }

    /// <summary>Files that were looked at.</summary>
    public required long FilesChecked { get; init; }

    /// <summary>Stored bytes that were read.</summary>
    public required long BytesChecked { get; init; }

    /// <summary>Files whose stored bytes nothing proves: the level does not read them, or nothing knows them.</summary>
    public required long FilesUnproved { get; init; }

    /// <summary>Whether the repository knows every file's checksum.</summary>
    public required bool HasLedger { get; init; }

    /// <summary>Findings that are errors.</summary>
    public required long ErrorCount { get; init; }

    /// <summary>Findings that are warnings.</summary>
    public required long WarningCount { get; init; }

    /// <summary>What was found, the worst first; the first thousands of each kind.</summary>
    public required IReadOnlyList<IosBackupFinding> Findings { get; init; }

    /// <summary>When the test ended.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>How long the test took.</summary>
    public required TimeSpan Duration { get; init; }

    public override string ToString() => $"{Path}: {(Passed ? "passed" : "failed")}";
}
