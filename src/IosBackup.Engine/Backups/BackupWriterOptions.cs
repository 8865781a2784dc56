using System;
using IosBackup.Engine.Cryptography;

namespace IosBackup.Engine.Backups;

/// <summary>What a written backup says about itself.</summary>
internal sealed record BackupWriterOptions
{
    /// <summary>
    /// Manifest.plist as far as it is known before: the device, its apps, and the keybag when the backup is encrypted.
    /// What depends on the files is filled in. It is not changed.
    /// </summary>
    public required BackupProperties Properties { get; init; }

    /// <summary>Info.plist; none is written when null.</summary>
    public BackupInfo? Info { get; init; }

    /// <summary>
    /// The opened keybag of <see cref="Properties"/>, which makes the backup encrypted; it stays the caller's. Null for
    /// a backup that is not encrypted; a keybag is then made when there is none.
    /// </summary>
    public ClassKeys? Keys { get; init; }

    /// <summary>When the backup was made.</summary>
    public DateTimeOffset Date { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>What Status.plist says about the run.</summary>
    public bool IsFullBackup { get; init; } = true;
}
