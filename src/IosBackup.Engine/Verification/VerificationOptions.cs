using System;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Restoration.Drill;

namespace IosBackup.Engine.Verification;

/// <summary>What a verification is to do.</summary>
public sealed record VerificationOptions
{
    /// <summary>How deep it goes.</summary>
    public VerificationLevel Level { get; init; }

    /// <summary>The part of the backup that is looked at; null for everything.</summary>
    public VerificationSlice? Slice { get; init; }

    /// <summary>The backup's password; ignored where nothing is encrypted. The caller disposes it.</summary>
    public BackupPassword? Password { get; init; }

    /// <summary>
    /// Gives the keys of an encrypted backup when there is no <see cref="Password"/>; null when it has none. They stay
    /// the giver's to dispose.
    /// </summary>
    public Func<Backup, ClassKeys?>? FindKeys { get; init; }

    /// <summary>The run that must have made the backup (<see cref="Backup.RunId"/>); null when any will do.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether the repository remembers the outcome.</summary>
    public bool Remember { get; init; } = true;

    /// <summary>How many payloads are read at once; 0 for as many as there are cores, at most eight.</summary>
    public int Workers { get; init; }

    /// <summary>
    /// Makes the device of a <see cref="VerificationLevel.Drill"/>, which needs <see cref="Password"/> where the backup
    /// is encrypted.
    /// </summary>
    public IDrillDevices? DrillDevices { get; init; }
}
