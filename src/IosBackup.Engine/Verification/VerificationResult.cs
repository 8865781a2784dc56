using System;
using System.Collections.Generic;

namespace IosBackup.Engine.Verification;

/// <summary>What a verification has come to.</summary>
public sealed record VerificationResult
{
    /// <summary>The backup's folder.</summary>
    public required string Path { get; init; }

    /// <summary>The device's UDID.</summary>
    public required string Udid { get; init; }

    /// <summary>How deep it went.</summary>
    public required VerificationLevel Level { get; init; }

    /// <summary>The part that was looked at; null for everything.</summary>
    public VerificationSlice? Slice { get; init; }

    /// <summary>Whether nothing is known to be damaged or missing: there is no finding that is an error.</summary>
    public bool Passed => ErrorCount == 0;

    /// <summary>Files that were looked at.</summary>
    public required long FilesChecked { get; init; }

    /// <summary>Stored bytes that were read.</summary>
    public required long BytesChecked { get; init; }

    /// <summary>
    /// Files of which nothing proves the stored bytes: there is neither a digest nor a ledger to compare them with, or
    /// the level does not read them.
    /// </summary>
    public required long FilesUnproved { get; init; }

    /// <summary>Whether the repository's ledger was there to compare with.</summary>
    public required bool HasLedger { get; init; }

    /// <summary>What was found, the worst first. Of one kind only the first thousands are kept.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>How many findings are errors, also of those that were not kept.</summary>
    public required long ErrorCount { get; init; }

    /// <summary>How many findings are warnings, also of those that were not kept.</summary>
    public required long WarningCount { get; init; }

    /// <summary>When it ended.</summary>
    public required DateTimeOffset Date { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>Whether the repository remembers the outcome.</summary>
    public bool IsRemembered { get; init; }
}
