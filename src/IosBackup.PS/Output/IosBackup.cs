using System;
using IosBackup.Backups;

namespace IosBackup;

/// <summary>A backup of a device in a folder. Sizes are in bytes, times in UTC.</summary>
public sealed record IosBackup
{
    /// <summary>The device's identifier.</summary>
    public required string Udid { get; init; }

    /// <summary>The name that the device had.</summary>
    public string? DeviceName { get; init; }

    /// <summary>The model, <c>iPhone16,1</c> for example.</summary>
    public string? ProductType { get; init; }

    /// <summary>The model's name for people; null for models that are newer than this module.</summary>
    public string? ModelName { get; init; }

    /// <summary>The version of iOS.</summary>
    public string? ProductVersion { get; init; }

    /// <summary>The build of iOS.</summary>
    public string? BuildVersion { get; init; }

    public string? SerialNumber { get; init; }

    /// <summary>When the backup was made.</summary>
    public DateTimeOffset? Date { get; init; }

    /// <summary>The folder that contains Manifest.plist.</summary>
    public required string Path { get; init; }

    public required IosBackupState State { get; init; }

    /// <summary>Why the state is not Finished, or which test a finished one failed; null when all is well.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the content is encrypted; null when nothing tells.</summary>
    public bool? IsEncrypted { get; init; }

    /// <summary>Whether it holds chosen data types only, so that it cannot be restored as a whole.</summary>
    public bool IsPartial { get; init; }

    /// <summary>
    /// The data types and apps that it was limited to or made without; null when it is whole, or nothing tells.
    /// </summary>
    public string? Selection { get; init; }

    /// <summary>Whether everything can be read without a password: not encrypted, or unlocked by now.</summary>
    /// <remarks>It is so now, not when the object was made.</remarks>
    public bool IsUnlocked =>
        IsEncrypted == false || (KeybagId is not null && UnlockedKeybags.Contains(KeybagId));

    /// <summary>Stored files; null when nobody has counted them (-Detailed does).</summary>
    public long? FileCount { get; init; }

    /// <summary>Bytes of the stored files; null when nobody has counted them.</summary>
    public long? Size { get; init; }

    /// <summary>Files that the device could not read, so that they are missing; null when nobody noted it.</summary>
    public long? FailedFileCount { get; init; }

    /// <summary>When the backup last passed a test (Test-IosBackup); null when it never did.</summary>
    public DateTimeOffset? LastVerified { get; init; }

    /// <summary>How deep that test went.</summary>
    public IosBackupTestLevel? LastVerifiedLevel { get; init; }

    /// <summary>When the backup last passed a test at level Full or deeper; null when it never did.</summary>
    public DateTimeOffset? LastFullyVerified { get; init; }

    /// <summary>What the volume can do; null without -Detailed.</summary>
    public IosBackupVolume? Volume { get; init; }

    /// <summary>Identifies the run that made it, so that a newer backup in the same folder is told apart.</summary>
    public string? RunId { get; init; }

    /// <summary>Whether a retention policy keeps it (Select-IosBackup); null when none was asked.</summary>
    public bool? Keep { get; init; }

    /// <summary>What keeps it or why nothing does (Select-IosBackup).</summary>
    public string? Reason { get; init; }

    /// <summary>Identifies its keys; null when it is not encrypted, or its keybag cannot be read.</summary>
    internal string? KeybagId { get; init; }

    /// <summary>Whether it is finished and has not failed its last test.</summary>
    internal bool IsGood => State == IosBackupState.Finished && Problem is null;

    public override string ToString() => Path;
}
