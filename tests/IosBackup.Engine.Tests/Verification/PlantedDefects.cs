using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Verification;
using static IosBackup.Engine.Verification.FindingKind;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>For every kind of finding, a way to damage a good backup so that it must be found.</summary>
internal static class PlantedDefects
{
    private const string App = "AppDomain-com.example.app";
    private const string Text = "Documents/text.txt";
    private const string Photo = "Media/IMG_0001.JPG";
    private const string AnId = "00000000000000000000000000000000000000ab";

    /// <summary>The defects of a plain backup.</summary>
    public static IReadOnlyDictionary<FindingKind, Action<GoodBackup>> Plain { get; } =
        new Dictionary<FindingKind, Action<GoodBackup>>
        {
            [StatusMissing] = backup => File.Delete(backup["Status.plist"]),
            [StatusDamaged] = backup => File.WriteAllText(backup["Status.plist"], "torn"),
            [StatusInvalid] = backup => EditPlist(backup["Status.plist"], status => status["BackupState"] = "old"),
            [NotFinished] = backup => EditPlist(backup["Status.plist"], status => status["SnapshotState"] = "moving"),
            [PropertiesMissing] = backup => File.Delete(backup["Manifest.plist"]),
            [PropertiesDamaged] = backup => File.WriteAllText(backup["Manifest.plist"], "torn"),
            [PropertiesInvalid] = backup => EditPlist(backup["Manifest.plist"], values => values["Version"] = "12.0"),
            [InfoMissing] = backup => File.Delete(backup["Info.plist"]),
            [InfoDamaged] = backup => File.WriteAllText(backup["Info.plist"], "torn"),
            [InfoDiffers] = backup => EditPlist(backup["Info.plist"], info => info["Serial Number"] = "another"),
            [UdidDiffers] = backup => EditPlist(
                backup["Manifest.plist"], values => values.GetDictionary("Lockdown")!["UniqueDeviceID"] = "another"),
            [MetadataChanged] = backup => File.AppendAllText(backup["Info.plist"], " "),
            [ManifestMissing] = backup => File.Delete(backup["Manifest.db"]),
            [ManifestDamaged] = backup => File.WriteAllText(backup["Manifest.db"], "torn"),
            [SnapshotLeft] = backup => Directory.CreateDirectory(backup["Snapshot"]),
            [LedgerDamaged] = backup => Flip(Path.Combine(backup.OwnFolder, "ledger"), 100),
            [RecordLost] = backup => File.WriteAllText(Path.Combine(backup.OwnFolder, "record.plist"), "torn"),
            [NotRecorded] = backup => Directory.Delete(backup.OwnFolder, recursive: true),
            [RowPlaceholder] = Sql($"INSERT INTO Files VALUES ('{AnId}', NULL, NULL, 16, NULL)"),
            [RowFlagsUnusual] = Sql("UPDATE Files SET flags = flags | 32 WHERE relativePath = 'Documents/text.txt'"),
            [FileIdInvalid] = Sql("UPDATE Files SET fileID = '../../x' WHERE relativePath = 'Documents/text.txt'"),
            [FileIdDiffers] = Sql($"UPDATE Files SET fileID = '{AnId}' WHERE relativePath = 'Documents/text.txt'"),
            [FileIdDuplicate] = Sql(
                "CREATE TABLE Copy AS SELECT * FROM Files; DROP TABLE Files; ALTER TABLE Copy RENAME TO Files;"
                + "INSERT INTO Files SELECT * FROM Files WHERE relativePath = 'Documents/text.txt'"),
            [UnsafePath] = Sql("UPDATE Files SET relativePath = '../../x' WHERE relativePath = 'Documents/text.txt'"),
            [RecordDamaged] = Sql("UPDATE Files SET file = x'00' WHERE relativePath = 'Documents/text.txt'"),
            [PathDiffers] = Record(Text, static file => file with { RelativePath = "elsewhere" }),
            [KindInvalid] = Sql("UPDATE Files SET flags = 3 WHERE relativePath = 'Documents/text.txt'"),
            [KindDiffers] = Sql("UPDATE Files SET flags = 2 WHERE relativePath = 'Documents/text.txt'"),
            [SizeInvalid] = Record(Text, static file => file with { Size = -1 }),
            [ParentMissing] = Sql("DELETE FROM Files WHERE relativePath = 'Documents'"),
            [LinkTargetMissing] = Record("Documents/link", static file => file with { LinkTarget = null }),
            [LinkLeadsOutside] = Record("Documents/link", static file => file with { LinkTarget = "../../x" }),
            [DigestMissing] = backup => backup.EditRecord(
                "HomeDomain", "Library/notes.txt", static file => file with { Digest = default }),
            [DigestInvalid] = Record(Text, static file => file with { Digest = new byte[3] }),
            [KeyUnexpected] = Record(Text, static file => file with { EncryptionKey = new byte[44] }),
            [PayloadMissing] = backup => File.Delete(backup.PathOf(App, Text)),
            [PayloadMisplaced] = backup => File.Move(
                backup.PathOf(App, Text), backup[Path.GetFileName(backup.PathOf(App, Text))]),
            [PayloadIsLink] = backup =>
            {
                File.Delete(backup.PathOf(App, Text));
                File.CreateSymbolicLink(backup.PathOf(App, Text), "/etc/hosts");
            },
            [PayloadUnreadable] = backup =>
            {
                if (!OperatingSystem.IsWindows())
                {
                    File.SetUnixFileMode(backup.PathOf(App, Text), UnixFileMode.None);
                }
            },
            [LengthChanged] = backup => File.AppendAllText(backup.PathOf(App, Text), "more"),
            [ContentChanged] = backup => Flip(backup.PathOf(App, Text), 3),
            [DigestDiffers] = backup => Flip(backup.PathOf("HomeDomain", "Library/notes.txt"), 3),
            [SizeDiffers] = backup => File.AppendAllText(backup.PathOf(App, Text), "more"),
            [OrphanFile] = AddOrphan,
            [NotInLedger] = AddOrphan,
            [ForeignFile] = backup => File.WriteAllText(backup[".DS_Store"], "x"),
            [DatabaseDamaged] = backup => Zero(backup.PathOf(App, "Documents/store.sqlite"), 4096, 4096),
            [PropertyListDamaged] = backup => Zero(backup.PathOf(App, "Documents/settings.plist"), 30, 8),
            [ContentZeroed] = backup => Zero(backup.PathOf("CameraRollDomain", Photo), 0, 1000),
            [HeaderUnexpected] = backup => File.WriteAllText(backup.PathOf("CameraRollDomain", Photo), "no photo"),
            [ContentUnjudged] = backup => File.WriteAllBytes(
                backup.PathOf(App, "Documents/settings.plist"), [.. "bplist00"u8, .. new byte[17_000_000]]),
        };

    /// <summary>The defects that only an encrypted backup can have.</summary>
    public static IReadOnlyDictionary<FindingKind, Action<GoodBackup>> Encrypted { get; } =
        new Dictionary<FindingKind, Action<GoodBackup>>
        {
            [KeybagDamaged] = backup => EditKeybag(backup, static keybag => keybag[^1] ^= 1),
            [PasswordRefused] = backup => EditKeybag(
                backup, static keybag => keybag[keybag.AsSpan().IndexOf("SALT"u8) + 8] ^= 1),
            [ManifestEndingUnusual] = backup => Cut(backup["Manifest.db"], 16),
            [KeyMissing] = Record(Text, static file => file with { EncryptionKey = default }),
            [KeyDamaged] = Record(
                Text, static file => file with { EncryptionKey = Changed(file.EncryptionKey, 20, 1) }),
            [ClassDiffers] = Record(Text, static file => file with { ProtectionClass = 2 }),
            [ClassKeyMissing] = Record(
                Text, static file => file with { EncryptionKey = Changed(file.EncryptionKey, 0, 3 ^ 5) }),
            [StoredLengthInvalid] = backup => File.AppendAllText(backup.PathOf(App, Text), "x"),
            // A byte of the block before changes the same byte of the last one, whatever the key is.
            [PaddingInvalid] = backup => Flip(backup.PathOf("CameraRollDomain", Photo), ^17),
            [PaddingMissing] = backup => Cut(backup.PathOf(App, "Documents/sixteen.bin"), 16),
        };

    private static Action<GoodBackup> Sql(string sql) =>
        backup => backup.EditManifest(database => database.Execute(sql));

    private static Action<GoodBackup> Record(string path, Func<BackupFile, BackupFile> edit) =>
        backup => backup.EditRecord(App, path, edit);

    private static void EditPlist(string path, Action<PlistDictionary> edit)
    {
        PlistDictionary values = PropertyList.ParseDictionary(File.ReadAllBytes(path));
        edit(values);
        File.WriteAllBytes(path, PropertyList.ToBinary(values));
    }

    private static void EditKeybag(GoodBackup backup, Action<byte[]> edit) =>
        EditPlist(backup["Manifest.plist"], values =>
        {
            byte[] keybag = values.GetData("BackupKeyBag")!.Value.ToArray();
            edit(keybag);
            values["BackupKeyBag"] = keybag;
        });

    private static void AddOrphan(GoodBackup backup)
    {
        Directory.CreateDirectory(backup["00"]);
        File.WriteAllText(backup["00", AnId], "nobody's");
    }

    private static void Flip(string path, Index at)
    {
        byte[] content = File.ReadAllBytes(path);
        content[at] ^= 1;
        File.WriteAllBytes(path, content);
    }

    private static void Zero(string path, int start, int count)
    {
        byte[] content = File.ReadAllBytes(path);
        content.AsSpan(start, count).Clear();
        File.WriteAllBytes(path, content);
    }

    private static void Cut(string path, int count) =>
        File.WriteAllBytes(path, [.. File.ReadAllBytes(path).SkipLast(count)]);

    private static byte[] Changed(ReadOnlyMemory<byte> bytes, int at, int mask)
    {
        byte[] copy = bytes.ToArray();
        copy[at] ^= (byte)mask;
        return copy;
    }
}
