namespace IosBackup.Engine.Errors;

/// <summary>
/// What went wrong, in terms a caller can branch on. The names are the module's public ErrorIds: once released, a name
/// never changes its meaning.
/// </summary>
public enum ErrorKind
{
    /// <summary>A fault that has no kind of its own: a bug, or a situation nobody has met yet.</summary>
    Unexpected,

    /// <summary>The operation was stopped by its caller.</summary>
    Cancelled,

    /// <summary>No usbmux service answers on the endpoint (Apple's service or usbmuxd is not running).</summary>
    NoMuxService,

    /// <summary>The device is not connected.</summary>
    DeviceNotFound,

    /// <summary>The link to the device was lost while it was in use.</summary>
    DeviceDisconnected,

    /// <summary>The device is locked and needs to be unlocked once.</summary>
    DeviceLocked,

    /// <summary>The passcode was asked for on the device and not entered in time.</summary>
    PasscodeRequired,

    /// <summary>This computer is not trusted by the device.</summary>
    PairingRequired,

    /// <summary>The user tapped "Don't Trust".</summary>
    PairingDenied,

    /// <summary>The trust question is on the device's screen and unanswered.</summary>
    TrustPending,

    /// <summary>The device is supervised and its management decides which computers may pair.</summary>
    PairingForbidden,

    /// <summary>The operation is possible over the cable only.</summary>
    CableRequired,

    /// <summary>Another program is syncing with or backing up the device.</summary>
    DeviceBusy,

    /// <summary>The setup assistant has not been finished on the device.</summary>
    SetupNotFinished,

    /// <summary>Device management forbids the operation.</summary>
    ManagementForbids,

    /// <summary>Device management asks for encrypted backups.</summary>
    EncryptionEnforced,

    /// <summary>The caller asked for an encrypted backup and the device has encryption turned off.</summary>
    EncryptionOff,

    /// <summary>Encryption was to be turned on and is on already.</summary>
    EncryptionOn,

    /// <summary>A service of the device cannot be started.</summary>
    ServiceUnavailable,

    /// <summary>The device reported an error that has no kind of its own.</summary>
    DeviceFailed,

    /// <summary>Storage on the device is full.</summary>
    DeviceFull,

    /// <summary>The backup is encrypted and no password was given.</summary>
    BackupPasswordRequired,

    /// <summary>The password does not open the backup, or is not the one set on the device.</summary>
    BackupPasswordIncorrect,

    /// <summary>The folder holds no backup that can be read.</summary>
    NotABackup,

    /// <summary>The backup or repository, or a file in it, cannot be reached or read.</summary>
    BackupUnavailable,

    /// <summary>The backup was made by an iOS whose format is not supported (iOS 4 and older).</summary>
    FormatNotSupported,

    /// <summary>A password was given for something that is not encrypted.</summary>
    NotEncrypted,

    /// <summary>The backup was never finished.</summary>
    BackupIncomplete,

    /// <summary>The backup was replaced or removed while it was read.</summary>
    BackupReplaced,

    /// <summary>The backup holds chosen data types only and cannot be restored as a whole.</summary>
    BackupPartial,

    /// <summary>Manifest.db, Manifest.mbdb or Manifest.plist is damaged.</summary>
    ManifestDamaged,

    /// <summary>The keybag is damaged or asks for absurd work.</summary>
    KeybagDamaged,

    /// <summary>The keybag has no key of the protection class that a file needs.</summary>
    ClassKeyMissing,

    /// <summary>A file that the manifest lists is not in the backup.</summary>
    PayloadMissing,

    /// <summary>A file's stored bytes are damaged.</summary>
    PayloadDamaged,

    /// <summary>A property list is malformed, or larger or deeper than allowed.</summary>
    PropertyListInvalid,

    /// <summary>A SQLite database is damaged or hostile.</summary>
    DatabaseDamaged,

    /// <summary>The item cannot be found in the backup.</summary>
    ItemNotFound,

    /// <summary>The backup has no data of the kind asked for.</summary>
    RecordStoreMissing,

    /// <summary>The destination has not enough space.</summary>
    DestinationFull,

    /// <summary>The destination folder, or a file in it, cannot be reached or written.</summary>
    DestinationUnavailable,

    /// <summary>The destination lies in a backup's folder or in .iosbackup, where only backup runs write.</summary>
    DestinationProtected,

    /// <summary>A file exists already and may not be overwritten.</summary>
    DestinationExists,

    /// <summary>Another run is writing to this device's place in the repository.</summary>
    RepositoryLocked,

    /// <summary>The repository was made by a newer version, or its own files are damaged.</summary>
    RepositoryInvalid,

    /// <summary>The only good generation may not be removed.</summary>
    LastGeneration,

    /// <summary>A path from a device or a backup leads outside the folder it belongs to.</summary>
    UnsafePath,

    /// <summary>The peer broke the protocol.</summary>
    ProtocolViolation,

    /// <summary>The device was silent for longer than allowed.</summary>
    IdleTimeout,

    /// <summary>The backup comes from a newer iOS than the device has.</summary>
    VersionTooNew,

    /// <summary>Find My is on.</summary>
    FindMyEnabled,

    /// <summary>The restore was refused before anything moved.</summary>
    RestoreRefused,

    /// <summary>There is a schedule of that name already.</summary>
    ScheduleExists,

    /// <summary>There is no schedule of that name.</summary>
    ScheduleNotFound,

    /// <summary>The system's scheduler is missing, does not answer, or refused.</summary>
    SchedulerUnavailable,

    /// <summary>An external program that the operation needs is not installed.</summary>
    ToolMissing,

    /// <summary>A parameter's value makes no sense.</summary>
    InvalidArgument,

    /// <summary>A policy file cannot be read, or asks for something that makes no sense.</summary>
    PolicyInvalid,
}
