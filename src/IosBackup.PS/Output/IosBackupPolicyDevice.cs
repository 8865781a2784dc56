using System.Collections.Generic;

namespace IosBackup;

/// <summary>What a run of a policy did for one device, or would do with -WhatIf.</summary>
public sealed record IosBackupPolicyDevice
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that its user gave it, where it is known.</summary>
    public string? DeviceName { get; init; }

    /// <summary>Whether it was connected.</summary>
    public required bool Seen { get; init; }

    public required IosBackupPolicyStatus Status { get; init; }

    /// <summary>The folder of the generation that was made; null when none was.</summary>
    public string? Backup { get; init; }

    /// <summary>Whether that generation is encrypted.</summary>
    public bool? IsEncrypted { get; init; }

    /// <summary>Whether it passed the test; null when there was none.</summary>
    public bool? TestPassed { get; init; }

    /// <summary>The folders of its copies, also of such that were there; with -WhatIf where they would go.</summary>
    public IReadOnlyList<string> Copies { get; init; } = [];

    /// <summary>The folders of the generations that were removed; with -WhatIf of those that would be.</summary>
    public IReadOnlyList<string> Removed { get; init; } = [];

    /// <summary>The file of the report; null when there is none.</summary>
    public string? Report { get; init; }

    /// <summary>
    /// The ErrorId of the first thing that went wrong, FilesUnreadable when it was only that; null when all is well.
    /// </summary>
    public string? ErrorId { get; init; }

    /// <summary>The same in words.</summary>
    public string? Error { get; init; }

    /// <summary>What to know, of all steps.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public override string ToString() => $"{DeviceName ?? Udid}: {Status}";
}
