namespace IosBackup.VirtualDevice.Backup;

/// <summary>What a phone looks at before it lets a backup or a restore begin.</summary>
internal static class PolicyChecks
{
    /// <exception cref="BackupException">Neither is allowed at the moment.</exception>
    public static void Require(VirtualPhone phone)
    {
        if (phone.BackupsForbidden)
        {
            throw new BackupException(
                BackupErrorCode.ForbiddenByPolicy, "Drive backup is disabled by device management");
        }

        if (!phone.SetupFinished)
        {
            throw new BackupException(BackupErrorCode.SetupNotFinished, "Unable to backup until Setup is finished");
        }

        if (phone.CloudRestoreRunning)
        {
            throw new BackupException(
                BackupErrorCode.CloudRestoreRunning,
                "iTunes Backup is unavailable while an iCloud Restore is in progress");
        }
    }
}
