namespace IosBackup.Engine.Runs;

/// <summary>
/// What a caller should know about a backup that was made all the same. The names are API, as those of errors are.
/// </summary>
public enum BackupWarningKind
{
    /// <summary>A commit that an earlier run had begun was finished first.</summary>
    CommitRecovered,

    /// <summary>An interrupted run was gone on with.</summary>
    Resumed,

    /// <summary>An interrupted run could not be gone on with; the run started clean.</summary>
    ResumeRefused,

    /// <summary>Metadata files of the newest generation were damaged and put back from their copies.</summary>
    MetadataRepaired,

    /// <summary>
    /// The newest generation is unfinished or damaged, or has lost files, so everything was sent anew; it is kept as it
    /// is.
    /// </summary>
    NewestUnusable,

    /// <summary>The device refused to build on the newest generation, so everything was sent anew.</summary>
    NewestRefused,

    /// <summary>
    /// The newest generation, which the run was built on, failed its last test: what is damaged there and has not
    /// changed on the device is damaged here too.
    /// </summary>
    NewestFailedTest,

    /// <summary>The newest generation was made or changed by another tool.</summary>
    Adopted,

    /// <summary>
    /// The tool that changed the newest generation wrote into files that an older one shares: that one is damaged.
    /// </summary>
    OlderGenerationDamaged,

    /// <summary>
    /// The volume can neither link nor clone: unchanged files were copied and take their space again.
    /// </summary>
    CopiedForLackOfLinks,

    /// <summary>
    /// The device encrypts its backups and no password was given, so nobody has proved that one is known.
    /// </summary>
    PasswordUnproved,

    /// <summary>A password was given, and the device does not encrypt its backups.</summary>
    PasswordUnneeded,

    /// <summary>The password that was given does not open the backup.</summary>
    PasswordDoesNotOpen,

    /// <summary>The device could not read some of its files.</summary>
    FilesUnreadable,

    /// <summary>
    /// A data type lost much compared with the generation before; or the whole did, where types are not known.
    /// </summary>
    LargeLoss,

    /// <summary>An app that the backup is limited to, or made without, is not on the device.</summary>
    AppAbsent,

    /// <summary>
    /// The device did not tell which apps it has: a device that the backup is restored to installs none of them.
    /// </summary>
    ApplicationsUnknown,

    /// <summary>The pair record has no escrow bag: backups fail while the device is locked.</summary>
    NoEscrowBag,
}
