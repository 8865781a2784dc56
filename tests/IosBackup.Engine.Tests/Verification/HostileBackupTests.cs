using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Verification;
using Xunit;

namespace IosBackup.Engine.Tests.Verification;

/// <summary>Backups made to harm whoever looks at them: refused item by item, at a bounded price.</summary>
public sealed class HostileBackupTests(GoodBackups backups) : IClassFixture<GoodBackups>
{
    private const string App = "AppDomain-com.example.app";
    private const string AnId = "00000000000000000000000000000000000000ab";

    [Theory]
    [InlineData("fileID", "../../../../tmp/hostile", FindingKind.FileIdInvalid)]
    [InlineData("fileID", "C:\\hostile", FindingKind.FileIdInvalid)]
    [InlineData("fileID", "", FindingKind.FileIdInvalid)]
    [InlineData("domain", "../HomeDomain", FindingKind.UnsafePath)]
    [InlineData("domain", "AppDomain-../../x", FindingKind.UnsafePath)]
    [InlineData("domain", "", FindingKind.UnsafePath)]
    [InlineData("relativePath", "../../../../tmp/hostile", FindingKind.UnsafePath)]
    [InlineData("relativePath", "/etc/passwd", FindingKind.UnsafePath)]
    [InlineData("relativePath", "Documents//x", FindingKind.UnsafePath)]
    [InlineData("relativePath", "Documents/./x", FindingKind.UnsafePath)]
    public async Task Names_that_lead_elsewhere_are_found_one_by_one(string column, string value, FindingKind kind)
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        int files = backup.Payloads().Count;
        backup.EditManifest(database =>
        {
            using SqliteStatement update = database.Prepare(
                $"UPDATE Files SET {column} = ?1 WHERE relativePath = 'Documents/text.txt'");
            update.Bind(1, value).Run();
        });
        string[] before = FolderContents.Describe(backup.Folder);

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Full);

        Assert.Single(result.Findings, finding => finding.Kind == kind);
        Assert.InRange(result.FilesChecked, files, files + 1);
        Assert.Equal(before, FolderContents.Describe(backup.Folder));
    }

    [Theory]
    [InlineData("DPIC", int.MaxValue)]
    [InlineData("DPIC", 0)]
    [InlineData("ITER", int.MaxValue)]
    [InlineData("ITER", -1)]
    public async Task A_keybag_that_asks_for_absurd_work_is_a_damaged_one(string tag, int rounds)
    {
        using GoodBackup backup = backups.Copy(isEncrypted: true);
        EditPlist(backup["Manifest.plist"], values =>
        {
            byte[] keybag = values.GetData("BackupKeyBag")!.Value.ToArray();
            int at = keybag.AsSpan().IndexOf(Encoding.ASCII.GetBytes(tag)) + 8;
            BinaryPrimitives.WriteInt32BigEndian(keybag.AsSpan(at), rounds);
            values["BackupKeyBag"] = keybag;
        });

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Full);

        Assert.Contains(result.Findings, static finding => finding.Kind == FindingKind.KeybagDamaged);
        Assert.True(result.BytesChecked > 0);
    }

    [Theory]
    [InlineData("CREATE TRIGGER bomb AFTER INSERT ON Files BEGIN SELECT hex(zeroblob(100000000)); END")]
    [InlineData("CREATE VIEW Bomb AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n")]
    [InlineData("CREATE INDEX Bomb ON Files(substr(hex(file), 1, 10))")]
    [InlineData("CREATE TABLE Bomb (x, y AS (hex(zeroblob(100000))) VIRTUAL NOT NULL); INSERT INTO Bomb VALUES (1)")]
    public async Task What_else_is_in_a_manifest_is_never_run(string sql)
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        backup.ForgetRepository();
        backup.EditManifest(database => database.Execute(sql));

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Full);

        Assert.Empty(result.Findings);
    }

    [Fact]
    public async Task Rows_of_absurd_length_are_damaged_rows()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        backup.ForgetRepository();
        backup.EditManifest(static database => database.Execute(
            $"""
            INSERT INTO Files VALUES ('{AnId}', 'HomeDomain', 'blob', 1, zeroblob(50000000));
            INSERT INTO Files VALUES (hex(zeroblob(1000000)), 'HomeDomain', 'id', 1, x'00');
            INSERT INTO Files VALUES ('{AnId.Replace('b', 'c')}', 'HomeDomain', hex(zeroblob(1000000)), 1, x'00');
            """));

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Full);

        FindingKind[] kinds = [.. result.Findings.Select(static finding => finding.Kind)];
        Assert.Equal(3, kinds.Count(static kind => kind == FindingKind.RecordDamaged));
        Assert.Contains(FindingKind.FileIdInvalid, kinds);
        Assert.Contains(FindingKind.UnsafePath, kinds);
    }

    [Fact]
    public async Task Cyclic_and_exploding_property_lists_are_damaged_ones()
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        backup.ForgetRepository();
        byte[] cyclic = Archive(objects: "a1 00");
        File.WriteAllBytes(backup.PathOf(App, "Documents/settings.plist"), cyclic);
        backup.EditManifest(database =>
        {
            using SqliteStatement update = database.Prepare(
                "UPDATE Files SET file = ?1 WHERE relativePath = 'Documents/text.txt'");
            update.Bind(1, cyclic).Run();
        });

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Full);

        Assert.Contains(result.Findings, static finding => finding.Kind == FindingKind.PropertyListDamaged);
        Assert.Contains(result.Findings, static finding => finding.Kind == FindingKind.RecordDamaged);
    }

    [Theory]
    [InlineData("CREATE TABLE bomb (x CHECK (length(hex(zeroblob(100000000))) > x)); INSERT INTO bomb VALUES (1)")]
    [InlineData("CREATE VIEW bomb AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT * FROM n")]
    public async Task Databases_in_a_backup_are_looked_at_without_running_what_they_bring(string sql)
    {
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        backup.ForgetRepository();
        using (SqliteDatabase database = SqliteDatabase.OpenOwn(
            backup.PathOf(App, "Documents/store.sqlite"), TestContext.Current.CancellationToken))
        {
            database.Execute(sql);
        }

        VerificationResult result = await backup.VerifyAsync(VerificationLevel.Full);

        Assert.DoesNotContain(result.Findings, static finding => finding.Kind == FindingKind.DatabaseDamaged);
    }

    [Theory]
    [InlineData("Manifest.db", false)]
    [InlineData("Manifest.db", true)]
    [InlineData("Manifest.plist", true)]
    [InlineData("Status.plist", false)]
    [InlineData("Info.plist", false)]
    public void Any_damage_of_metadata_gives_findings_or_one_typed_error(string name, bool isEncrypted)
    {
        const int Attempts = 40;
        using GoodBackup backup = backups.Copy(isEncrypted);
        backup.ForgetRepository();
        byte[] whole = File.ReadAllBytes(backup[name]);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 12].Sample(
            flips =>
            {
                byte[] damaged = (byte[])whole.Clone();
                foreach ((int at, byte value) in flips)
                {
                    damaged[at] = value;
                }

                File.WriteAllBytes(backup[name], damaged);
                VerifyOrRefuse(backup);
            },
            iter: Attempts,
            threads: 1);
    }

    [Fact]
    public void Any_damage_of_records_gives_findings_of_rows()
    {
        const int Attempts = 40;
        using GoodBackup backup = backups.Copy(isEncrypted: false);
        backup.ForgetRepository();
        byte[] record = MBFileEncoder.Encode(backup.Payloads()[0].File);
        Gen.Select(Gen.Int[0, record.Length - 1], Gen.Byte).Array[1, 8].Sample(
            flips =>
            {
                byte[] damaged = (byte[])record.Clone();
                foreach ((int at, byte value) in flips)
                {
                    damaged[at] = value;
                }

                backup.EditManifest(database =>
                {
                    using SqliteStatement update = database.Prepare("UPDATE Files SET file = ?1 WHERE flags = 1");
                    update.Bind(1, damaged).Run();
                });
                Assert.Contains(VerifyOrRefuse(backup)!.Findings, static finding => finding.FileId is not null);
            },
            iter: Attempts,
            threads: 1);
    }

    private static VerificationResult? VerifyOrRefuse(GoodBackup backup)
    {
        try
        {
            return backup.VerifyAsync(VerificationLevel.Full).GetAwaiter().GetResult();
        }
        catch (EngineException)
        {
            // A keybag whose salt has changed opens with no password: only a repository knows better.
            return null;
        }
    }

    private static void EditPlist(string path, Action<PlistDictionary> edit)
    {
        PlistDictionary values = PropertyList.ParseDictionary(File.ReadAllBytes(path));
        edit(values);
        File.WriteAllBytes(path, PropertyList.ToBinary(values));
    }

    /// <summary>A binary property list whose one object is given by its bytes.</summary>
    private static byte[] Archive(string objects)
    {
        List<byte> bytes = [.. "bplist00"u8, .. Convert.FromHexString(objects.Replace(" ", ""))];
        int table = bytes.Count;
        bytes.Add(8);
        byte[] trailer = new byte[32];
        trailer[6] = 1;
        trailer[7] = 1;
        trailer[15] = 1;
        trailer[31] = (byte)table;
        return [.. bytes, .. trailer];
    }
}
