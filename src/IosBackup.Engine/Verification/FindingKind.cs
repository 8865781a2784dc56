namespace IosBackup.Engine.Verification;

/// <summary>
/// What a verification can find. The names are public ids: once released, a name never changes its meaning.
/// </summary>
public enum FindingKind
{
    /// <summary>Status.plist is missing: nothing says that the backup was ever finished.</summary>
    StatusMissing,

    /// <summary>Status.plist cannot be read.</summary>
    StatusDamaged,

    /// <summary>Status.plist lacks a key that devices check, or states a value that they refuse.</summary>
    StatusInvalid,

    /// <summary>The last run did not end well, so the folder is a mixture of two states.</summary>
    NotFinished,

    /// <summary>Manifest.plist is missing.</summary>
    PropertiesMissing,

    /// <summary>Manifest.plist cannot be read.</summary>
    PropertiesDamaged,

    /// <summary>Manifest.plist lacks a key that devices check, or states a value that they refuse.</summary>
    PropertiesInvalid,

    /// <summary>Info.plist is missing. Devices do without; other programs do not list the backup.</summary>
    InfoMissing,

    /// <summary>Info.plist cannot be read.</summary>
    InfoDamaged,

    /// <summary>Info.plist and Manifest.plist tell different things about the device.</summary>
    InfoDiffers,

    /// <summary>The folder is called like another device than the one the backup is of.</summary>
    UdidDiffers,

    /// <summary>A metadata file is not what it was when the generation was made.</summary>
    MetadataChanged,

    /// <summary>The keybag, or the key of a class in it, is damaged.</summary>
    KeybagDamaged,

    /// <summary>The password does not open the backup, and Manifest.plist is known to be damaged.</summary>
    PasswordRefused,

    /// <summary>The list of files is missing.</summary>
    ManifestMissing,

    /// <summary>The list of files is damaged.</summary>
    ManifestDamaged,

    /// <summary>The list of files ends as devices do not write it: another tool has edited it.</summary>
    ManifestEndingUnusual,

    /// <summary>The list of files cannot be read: encrypted by iOS 10.0 or 10.1, or no password was given.</summary>
    ManifestUnread,

    /// <summary>There is nothing to compare any stored bytes with: damage would not have been seen.</summary>
    NothingProved,

    /// <summary>A run left its snapshot folder.</summary>
    SnapshotLeft,

    /// <summary>The repository's ledger of the generation is missing or damaged.</summary>
    LedgerDamaged,

    /// <summary>What the repository remembers of a generation cannot be read.</summary>
    RecordLost,

    /// <summary>The repository did not make this backup, or another tool has changed it since.</summary>
    NotRecorded,

    /// <summary>A row is a place that a device reserved and never filled.</summary>
    RowPlaceholder,

    /// <summary>A row has flags that devices use only while they back up.</summary>
    RowFlagsUnusual,

    /// <summary>A row's id is not 40 hexadecimal digits.</summary>
    FileIdInvalid,

    /// <summary>A row's id is not the hash of its domain and path.</summary>
    FileIdDiffers,

    /// <summary>Two rows have the same id.</summary>
    FileIdDuplicate,

    /// <summary>A row's domain or path leads elsewhere.</summary>
    UnsafePath,

    /// <summary>A row's record cannot be read.</summary>
    RecordDamaged,

    /// <summary>A row's record states another path than the row.</summary>
    PathDiffers,

    /// <summary>A row is neither a file nor a directory nor a link.</summary>
    KindInvalid,

    /// <summary>A row's record states another kind than the row.</summary>
    KindDiffers,

    /// <summary>A row's record states no size, or a negative one.</summary>
    SizeInvalid,

    /// <summary>The directory of an entry has no row.</summary>
    ParentMissing,

    /// <summary>A symbolic link leads nowhere.</summary>
    LinkTargetMissing,

    /// <summary>A symbolic link leads out of its domain.</summary>
    LinkLeadsOutside,

    /// <summary>A file has no digest in a domain in which devices expect one.</summary>
    DigestMissing,

    /// <summary>A digest has a length that no digest has.</summary>
    DigestInvalid,

    /// <summary>A file of an encrypted backup has no key.</summary>
    KeyMissing,

    /// <summary>A file of a backup that is not encrypted has a key.</summary>
    KeyUnexpected,

    /// <summary>A file's key cannot be opened.</summary>
    KeyDamaged,

    /// <summary>A file's key is wrapped for another protection class than its record states.</summary>
    ClassDiffers,

    /// <summary>The keybag has no usable key of a file's protection class.</summary>
    ClassKeyMissing,

    /// <summary>A file's content is not there.</summary>
    PayloadMissing,

    /// <summary>A file's content lies where devices do not look for it.</summary>
    PayloadMisplaced,

    /// <summary>Something that is no regular file lies in a file's place.</summary>
    PayloadIsLink,

    /// <summary>A file's content cannot be read from the disk.</summary>
    PayloadUnreadable,

    /// <summary>The stored length is none that encryption gives.</summary>
    StoredLengthInvalid,

    /// <summary>The stored length is not the one in the ledger.</summary>
    LengthChanged,

    /// <summary>The stored bytes are not those in the ledger.</summary>
    ContentChanged,

    /// <summary>The stored bytes do not have the digest that the record states.</summary>
    DigestDiffers,

    /// <summary>The stored length does not fit the size that the record states.</summary>
    SizeDiffers,

    /// <summary>Decrypted content does not end as encryption ends it: it is damaged.</summary>
    PaddingInvalid,

    /// <summary>Decrypted content has no padding: another tool has written it.</summary>
    PaddingMissing,

    /// <summary>Content belongs to no row.</summary>
    OrphanFile,

    /// <summary>A file that is not part of a backup lies in its folder.</summary>
    ForeignFile,

    /// <summary>Content came after the repository made its ledger.</summary>
    NotInLedger,

    /// <summary>A database is damaged.</summary>
    DatabaseDamaged,

    /// <summary>A property list cannot be read.</summary>
    PropertyListDamaged,

    /// <summary>Where a file should begin there are only zeros.</summary>
    ContentZeroed,

    /// <summary>A file does not begin as its name says it should.</summary>
    HeaderUnexpected,

    /// <summary>A file's content could not be judged.</summary>
    ContentUnjudged,

    /// <summary>The device of a drill did not take the backup.</summary>
    RestoreRefused,

    /// <summary>What the device of a drill got is not what the backup lists, or is damaged.</summary>
    RestoreDiffers,

    /// <summary>A device passes over entries of the backup: apps that it does not list, or unknown domains.</summary>
    RestoreSkips,
}
