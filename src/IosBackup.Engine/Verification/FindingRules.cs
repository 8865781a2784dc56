namespace IosBackup.Engine.Verification;

/// <summary>What kinds of findings mean.</summary>
public static class FindingRules
{
    /// <summary>The severity of a kind, where nothing speaks for another one.</summary>
    public static FindingSeverity SeverityOf(FindingKind kind) => kind switch
    {
        FindingKind.RowPlaceholder or FindingKind.RowFlagsUnusual or FindingKind.LinkLeadsOutside
            or FindingKind.OrphanFile or FindingKind.ForeignFile or FindingKind.ContentUnjudged
            or FindingKind.ManifestUnread => FindingSeverity.Information,
        FindingKind.InfoMissing or FindingKind.InfoDiffers or FindingKind.UdidDiffers
            or FindingKind.ManifestEndingUnusual or FindingKind.NothingProved or FindingKind.SnapshotLeft
            or FindingKind.NotRecorded or FindingKind.SizeInvalid or FindingKind.DigestMissing
            or FindingKind.KeyMissing or FindingKind.KeyUnexpected or FindingKind.ClassDiffers
            or FindingKind.SizeDiffers or FindingKind.PaddingMissing or FindingKind.NotInLedger
            or FindingKind.RestoreSkips or FindingKind.HeaderUnexpected => FindingSeverity.Warning,
        _ => FindingSeverity.Error,
    };

    /// <summary>
    /// Whether a device that restores the backup stumbles over it. Devices look at metadata, rows and stored bytes;
    /// what is inside of files only apps look at.
    /// </summary>
    public static bool BlocksRestore(FindingKind kind) => kind is not (
        FindingKind.InfoDamaged or FindingKind.LedgerDamaged or FindingKind.RecordLost
        or FindingKind.DatabaseDamaged or FindingKind.PropertyListDamaged or FindingKind.ContentZeroed
        or FindingKind.SizeDiffers);
}
