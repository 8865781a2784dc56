using System.Collections.Generic;
using IosBackup.Engine.Runs;

namespace IosBackup.Errors;

/// <summary>What warnings about a backup say.</summary>
internal static class BackupWarningTexts
{
    private static readonly Dictionary<BackupWarningKind, string> s_texts = new()
    {
        [BackupWarningKind.CommitRecovered] =
            "An earlier run had been broken off while it put its backup in place; that was finished first.",
        [BackupWarningKind.Resumed] = "An interrupted backup was gone on with.",
        [BackupWarningKind.ResumeRefused] = "An interrupted backup could not be gone on with; it was begun anew.",
        [BackupWarningKind.MetadataRepaired] =
            "Files of the newest generation were damaged and put back from their copies; run Test-IosBackup on it:",
        [BackupWarningKind.NewestUnusable] =
            "The newest generation is unfinished or damaged and was kept as it is; everything was sent anew.",
        [BackupWarningKind.NewestRefused] =
            "The device refused to build on the newest generation, so everything was sent anew:",
        [BackupWarningKind.NewestFailedTest] =
            "The generation that this one builds on failed its last test, and what is damaged there may be so here. "
            + "A run with -Full makes a clean one. The test:",
        [BackupWarningKind.Adopted] = "The newest generation was made by another program and was taken over.",
        [BackupWarningKind.OlderGenerationDamaged] =
            "The program that changed the newest generation wrote into files of an older one, which is damaged now:",
        [BackupWarningKind.CopiedForLackOfLinks] =
            "This file system can neither link nor clone files, so each generation takes its full space.",
        [BackupWarningKind.PasswordUnproved] =
            "The backup is encrypted and no -Password was given, so nobody has proved that the password is known.",
        [BackupWarningKind.PasswordUnneeded] =
            "A -Password was given, but the device does not encrypt its backups: this one can be read without it. "
            + "Enable-IosBackupEncryption turns encryption on.",
        [BackupWarningKind.PasswordDoesNotOpen] =
            "The given password does not open this backup. Find the right one now: nobody can recover it.",
        [BackupWarningKind.FilesUnreadable] = "The device could not read some of its files. How many:",
        [BackupWarningKind.LargeLoss] = "There is much less than in the generation before:",
        [BackupWarningKind.AppAbsent] = "The backup has nothing of an app that -IncludeApp or -ExcludeApp names:",
        [BackupWarningKind.ApplicationsUnknown] =
            "The device did not tell which apps it has. Their data is in the backup, but a device that it is restored "
            + "to will not install them. Restart the device and back up again:",
        [BackupWarningKind.NoEscrowBag] =
            "The pairing lacks the key for locked phones: backups fail while the screen is locked. "
            + "Pair again with New-IosDevicePairing.",
    };

    /// <summary>Kinds that tell of nothing to be done.</summary>
    private static readonly HashSet<BackupWarningKind> s_quiet =
    [
        BackupWarningKind.CommitRecovered,
        BackupWarningKind.Resumed,
        BackupWarningKind.ResumeRefused,
        BackupWarningKind.Adopted,
        BackupWarningKind.PasswordUnproved,
    ];

    /// <summary>Whether a person should be told at once.</summary>
    public static bool IsLoud(BackupWarning warning) => !s_quiet.Contains(warning.Kind);

    public static IosBackupWarning Of(BackupWarning warning)
    {
        string text = s_texts[warning.Kind];
        return new IosBackupWarning(
            warning.Kind.ToString(), warning.Detail.Length > 0 ? $"{text} {warning.Detail}" : text);
    }
}
