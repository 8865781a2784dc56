using System.Collections.Generic;
using IosBackup.Engine.Verification;

namespace IosBackup.Verification;

/// <summary>What people are told about a kind of finding.</summary>
internal static class FindingTexts
{
    private static readonly Dictionary<FindingKind, string> s_texts = new()
    {
        [FindingKind.StatusMissing] = "Status.plist is missing: nothing says that the backup was ever finished.",
        [FindingKind.StatusDamaged] = "Status.plist cannot be read.",
        [FindingKind.StatusInvalid] =
            "Status.plist lacks a key that devices check, or states a value that they refuse.",
        [FindingKind.NotFinished] = "The last run did not end well, so the folder is a mixture of two states.",
        [FindingKind.PropertiesMissing] = "Manifest.plist is missing.",
        [FindingKind.PropertiesDamaged] = "Manifest.plist cannot be read.",
        [FindingKind.PropertiesInvalid] =
            "Manifest.plist lacks a key that devices check, or states a value that they refuse.",
        [FindingKind.InfoMissing] =
            "Info.plist is missing. Devices do without; other programs do not list the backup.",
        [FindingKind.InfoDamaged] = "Info.plist cannot be read.",
        [FindingKind.InfoDiffers] = "Info.plist and Manifest.plist tell different things about the device.",
        [FindingKind.UdidDiffers] = "The folder is called like another device than the one the backup is of.",
        [FindingKind.MetadataChanged] = "A metadata file is not what it was when the generation was made.",
        [FindingKind.KeybagDamaged] = "The keybag, or the key of a class in it, is damaged.",
        [FindingKind.PasswordRefused] =
            "The password does not open the backup, and Manifest.plist is known to be damaged.",
        [FindingKind.ManifestMissing] = "The list of files is missing.",
        [FindingKind.ManifestDamaged] = "The list of files is damaged.",
        [FindingKind.ManifestEndingUnusual] =
            "The list of files ends as devices do not write it: another tool has edited it.",
        [FindingKind.ManifestUnread] =
            "The list of files cannot be read: encrypted by iOS 10.0 or 10.1, or no password was given.",
        [FindingKind.NothingProved] =
            "Nothing proves the stored bytes: there is no ledger, and no digest that can be read without the password.",
        [FindingKind.SnapshotLeft] = "A run left its snapshot folder.",
        [FindingKind.LedgerDamaged] = "The repository's ledger of the generation is missing or damaged.",
        [FindingKind.RecordLost] = "What the repository remembers of a generation cannot be read.",
        [FindingKind.NotRecorded] = "The repository did not make this backup, or another tool has changed it since.",
        [FindingKind.RowPlaceholder] = "A row is a place that a device reserved and never filled.",
        [FindingKind.RowFlagsUnusual] = "A row has flags that devices use only while they back up.",
        [FindingKind.FileIdInvalid] = "A row's id is not 40 hexadecimal digits.",
        [FindingKind.FileIdDiffers] = "A row's id is not the hash of its domain and path.",
        [FindingKind.FileIdDuplicate] = "Two rows have the same id.",
        [FindingKind.UnsafePath] = "A row's domain or path leads elsewhere.",
        [FindingKind.RecordDamaged] = "A row's record cannot be read.",
        [FindingKind.PathDiffers] = "A row's record states another path than the row.",
        [FindingKind.KindInvalid] = "A row is neither a file nor a directory nor a link.",
        [FindingKind.KindDiffers] = "A row's record states another kind than the row.",
        [FindingKind.SizeInvalid] = "A row's record states no size, or a negative one.",
        [FindingKind.ParentMissing] = "The directory of an entry has no row.",
        [FindingKind.LinkTargetMissing] = "A symbolic link leads nowhere.",
        [FindingKind.LinkLeadsOutside] = "A symbolic link leads out of its domain.",
        [FindingKind.DigestMissing] = "A file has no digest in a domain in which devices expect one.",
        [FindingKind.DigestInvalid] = "A digest has a length that no digest has.",
        [FindingKind.KeyMissing] = "A file of an encrypted backup has no key.",
        [FindingKind.KeyUnexpected] = "A file of a backup that is not encrypted has a key.",
        [FindingKind.KeyDamaged] = "A file's key cannot be opened.",
        [FindingKind.ClassDiffers] = "A file's key is wrapped for another protection class than its record states.",
        [FindingKind.ClassKeyMissing] = "The keybag has no usable key of a file's protection class.",
        [FindingKind.PayloadMissing] = "A file's content is not there.",
        [FindingKind.PayloadMisplaced] = "A file's content lies where devices do not look for it.",
        [FindingKind.PayloadIsLink] = "Something that is no regular file lies in a file's place.",
        [FindingKind.PayloadUnreadable] = "A file's content cannot be read from the disk.",
        [FindingKind.StoredLengthInvalid] = "The stored length is none that encryption gives.",
        [FindingKind.LengthChanged] = "The stored length is not the one in the ledger.",
        [FindingKind.ContentChanged] = "The stored bytes are not those in the ledger.",
        [FindingKind.DigestDiffers] = "The stored bytes do not have the digest that the record states.",
        [FindingKind.SizeDiffers] = "The stored length does not fit the size that the record states.",
        [FindingKind.PaddingInvalid] = "Decrypted content does not end as encryption ends it: it is damaged.",
        [FindingKind.PaddingMissing] = "Decrypted content has no padding: another tool has written it.",
        [FindingKind.OrphanFile] = "Content belongs to no row.",
        [FindingKind.ForeignFile] = "A file that is not part of a backup lies in its folder.",
        [FindingKind.NotInLedger] = "Content came after the repository made its ledger.",
        [FindingKind.DatabaseDamaged] = "A database is damaged.",
        [FindingKind.PropertyListDamaged] = "A property list cannot be read.",
        [FindingKind.ContentZeroed] = "Where a file should begin there are only zeros.",
        [FindingKind.HeaderUnexpected] = "A file does not begin as its name says it should.",
        [FindingKind.ContentUnjudged] = "A file's content could not be judged.",
        [FindingKind.RestoreRefused] = "The device of the drill did not take the backup.",
        [FindingKind.RestoreDiffers] =
            "What the device of the drill got is not what the backup lists, or is damaged.",
        [FindingKind.RestoreSkips] =
            "A device passes over entries of the backup: apps that it does not list, or unknown domains.",
    };

    /// <summary>A sentence about a kind.</summary>
    public static string Of(FindingKind kind) => s_texts[kind];
}
