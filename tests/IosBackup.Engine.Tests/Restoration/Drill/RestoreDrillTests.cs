using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Restoration.Drill;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Verification;
using IosBackup.VirtualDevice.Drill;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration.Drill;

/// <summary>A drill finds what a phone would find, before a phone is needed.</summary>
public sealed class RestoreDrillTests
{
    private const string Password = "drill";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public async Task A_good_backup_passes(string? password)
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password);
        string[] before = FolderContents.Describe(path);
        DrillResult result = await DrillAsync(path, password);
        Assert.True(result.Passed, $"{result.Refusal}{string.Join(';', result.Differences)}");
        Assert.Equal((4, 1), (result.Report.Files, result.Report.Databases));
        Assert.Equal(before, FolderContents.Describe(path));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public async Task A_missing_payload_is_found(string? password)
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password);
        File.Delete(PayloadOf(path, "CameraRollDomain", "Media/IMG_0001.JPG"));
        await RequireRefusalAsync(path, password, 205);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Password)]
    public async Task A_wrong_digest_is_found(string? password)
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password);
        string payload = PayloadOf(path, "HomeDomain", "Library/notes.txt");
        byte[] bytes = File.ReadAllBytes(payload);
        bytes[0] ^= 1;
        File.WriteAllBytes(payload, bytes);
        EngineException refusal = await RequireRefusalAsync(path, password, 205);
        Assert.Contains("Digest", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_at_the_drills_level_names_what_the_drill_finds()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password: null, listsApp: false);
        Assert.Contains((await VerifyAsync(path)).Findings, static found => found.Kind == FindingKind.RestoreSkips);

        string photo = PayloadOf(path, "CameraRollDomain", "Media/IMG_0001.JPG");
        File.Delete(photo);
        VerificationResult refused = await VerifyAsync(path);
        Assert.False(refused.Passed);
        Assert.Contains(refused.Findings, static found => found.Kind == FindingKind.RestoreRefused);
    }

    [Fact]
    public async Task A_test_at_the_drills_level_names_what_arrived_damaged()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password: null);
        DamageDatabase(path);

        VerificationResult damaged = await VerifyAsync(path);

        Assert.False(damaged.Passed);
        Assert.Contains(damaged.Findings, static found => found.Kind == FindingKind.RestoreDiffers);
    }

    [Fact]
    public async Task A_test_at_the_drills_level_tells_how_far_both_of_its_phases_are()
    {
        using TemporaryFolder folder = new();
        ReportList reports = new();
        await VerifyAsync(Write(folder, password: null), reports);

        VerificationProgress[] checking =
            [.. reports.All.TakeWhile(static report => report.Phase == VerificationPhase.Checking)];
        VerificationProgress[] restoring = [.. reports.All.Skip(checking.Length)];
        long bytes = checking[^1].BytesTotal!.Value;
        Assert.Equal(new VerificationProgress(VerificationPhase.Checking, 0, 4, 0, bytes), checking[0]);
        Assert.Equal(new VerificationProgress(VerificationPhase.Checking, 4, 4, bytes, bytes), checking[^1]);
        Assert.All(restoring, report => Assert.Equal(
            (VerificationPhase.Restoring, 4L, bytes), (report.Phase, report.FilesTotal, report.BytesTotal)));
        Assert.True(restoring[^1].Files >= 4 && restoring[^1].Bytes >= bytes);
    }

    [Fact]
    public async Task Content_that_does_not_decrypt_is_found()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, Password);
        string payload = PayloadOf(path, "CameraRollDomain", "Media/IMG_0001.JPG");
        byte[] bytes = File.ReadAllBytes(payload);
        File.WriteAllBytes(payload, bytes[..^16]);
        await RequireRefusalAsync(path, Password, 205);
    }

    [Fact]
    public async Task A_missing_folder_in_the_manifest_is_found()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password: null);
        using (SqliteDatabase manifest = SqliteDatabase.OpenOwn(Path.Combine(path, "Manifest.db"), Stop))
        {
            manifest.Execute("DELETE FROM Files WHERE domain = 'HomeDomain' AND relativePath = 'Library'");
        }

        EngineException refusal = await RequireRefusalAsync(path, password: null, 205);
        Assert.Equal(4, refusal.UnderlyingCode);
    }

    [Fact]
    public async Task A_torn_status_is_found()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password: null);
        string status = Path.Combine(path, BackupStatus.FileName);
        File.WriteAllBytes(status, File.ReadAllBytes(status)[..40]);
        DrillResult result = await DrillAsync(path, password: null);
        Assert.Equal(ErrorKind.BackupIncomplete, result.Refusal?.Kind);
    }

    [Fact]
    public async Task A_wrong_password_is_found()
    {
        using TemporaryFolder folder = new();
        DrillResult result = await DrillAsync(Write(folder, Password), "another");
        Assert.Equal(ErrorKind.BackupPasswordIncorrect, result.Refusal?.Kind);
        Assert.False(result.Passed);
    }

    [Fact]
    public async Task Keys_are_no_password_and_that_is_said_before_anything_is_read()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, Password);
        using BackupPassword password = BackupPassword.FromChars(Password);
        ReportList reports = new();

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => VerifyAsync(path, reports, backup => backup.DeriveKeys(password)));

        Assert.Equal(ErrorKind.BackupPasswordRequired, error.Kind);
        Assert.Empty(reports.All);
    }

    [Fact]
    public async Task A_damaged_database_is_found_where_nothing_else_tells()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password: null);
        DamageDatabase(path);
        DrillResult result = await DrillAsync(path, password: null);
        Assert.Null(result.Refusal);
        Assert.Contains("store.db", Assert.Single(result.Differences), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_is_not_judged_without_the_log_that_belongs_to_it()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password: null, add: static writer => Add(
            writer, "AppDomain-com.example.app", "Documents/store.db-wal", new byte[100]));
        DamageDatabase(path);
        DrillResult result = await DrillAsync(path, password: null);
        Assert.True(result.Passed, string.Join(';', result.Differences));
        Assert.Equal(1, result.Report.Databases);
    }

    [Fact]
    public async Task A_backup_that_is_replaced_meanwhile_is_not_called_bad()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder, password: null);
        using Backup backup = Backup.Open(path);

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => RestoreDrill.RunAsync(backup, null, new ReplacingDevices(path), null, Stop));

        Assert.Equal(ErrorKind.BackupReplaced, error.Kind);
    }

    private static void DamageDatabase(string path)
    {
        string payload = PayloadOf(path, "AppDomain-com.example.app", "Documents/store.db");
        byte[] bytes = File.ReadAllBytes(payload);
        Array.Fill(bytes, (byte)0xFF, 4096, 4096);
        File.WriteAllBytes(payload, bytes);
    }

    private static Task<VerificationResult> VerifyAsync(
        string path,
        IProgress<VerificationProgress>? progress = null,
        Func<Backup, ClassKeys?>? findKeys = null) => BackupVerifier.RunAsync(
        path,
        new VerificationOptions
        {
            Level = VerificationLevel.Drill,
            DrillDevices = new DrillPhones(),
            FindKeys = findKeys,
            Remember = false,
        },
        progress,
        Stop);

    private static string Write(
        TemporaryFolder folder, string? password, bool listsApp = true, Action<BackupWriter>? add = null)
    {
        using BackupPassword secret = BackupPassword.FromChars(password ?? "");
        ClassKeys? keys = null;
        BackupProperties properties = new(new PlistDictionary())
        {
            Lockdown = new PlistDictionary
            {
                ["UniqueDeviceID"] = "00008030-00112233445566AA",
                ["ProductType"] = "iPhone14,5",
                ["ProductVersion"] = "18.6",
            },
            Applications = listsApp
                ? new PlistDictionary { ["com.example.app"] = new PlistDictionary() }
                : new PlistDictionary(),
        };
        if (password is not null)
        {
            properties.BackupKeyBag = KeybagBuilder.Create(secret, new KeybagCost(10, 10), out keys).Bytes;
        }

        using (keys)
        using (BackupWriter writer = BackupWriter.Create(
            folder["00008030-00112233445566AA"],
            new BackupWriterOptions { Properties = properties, Keys = keys },
            stop: Stop))
        {
            Add(writer, "HomeDomain", "Library/notes.txt", "notes"u8.ToArray());
            Add(writer, "HomeDomain", "Library/empty", []);
            Add(writer, "CameraRollDomain", "Media/IMG_0001.JPG", new byte[100_000]);
            Add(writer, "AppDomain-com.example.app", "Documents/store.db", MakeDatabase());
            add?.Invoke(writer);
            writer.Finish();
        }

        return folder["00008030-00112233445566AA"];
    }

    private static void Add(BackupWriter writer, string domain, string path, byte[] content) => writer.Add(
        new BackupFile
        {
            FileId = FileIds.Compute(domain, path),
            Domain = domain,
            RelativePath = path,
            Kind = FileKind.File,
        },
        new MemoryStream(content));

    private static byte[] MakeDatabase()
    {
        using SqliteDatabase database = SqliteDatabase.OpenMemory();
        database.Execute("CREATE TABLE T (A TEXT); CREATE INDEX I ON T (A);");
        database.Execute(string.Concat(Enumerable.Repeat("INSERT INTO T VALUES (hex(randomblob(500)));", 50)));
        return database.Serialize();
    }

    private static string PayloadOf(string folder, string domain, string path) =>
        Path.Combine(folder, BackupFolder.ShardedName(FileIds.Compute(domain, path)));

    private static async Task<EngineException> RequireRefusalAsync(string path, string? password, int code)
    {
        DrillResult result = await DrillAsync(path, password);
        Assert.False(result.Passed);
        Assert.Equal(code, result.Refusal?.DeviceCode);
        return result.Refusal!;
    }

    private static async Task<DrillResult> DrillAsync(string path, string? password)
    {
        using BackupPassword? secret = password is null ? null : BackupPassword.FromChars(password);
        using Backup backup = Backup.Open(path);
        return await RestoreDrill.RunAsync(backup, secret, new DrillPhones(), null, Stop);
    }

    private sealed class ReportList : IProgress<VerificationProgress>
    {
        private readonly List<VerificationProgress> _all = [];

        public IReadOnlyList<VerificationProgress> All
        {
            get
            {
                lock (_all)
                {
                    return [.. _all];
                }
            }
        }

        public void Report(VerificationProgress value)
        {
            lock (_all)
            {
                _all.Add(value);
            }
        }
    }

    /// <summary>Lets another run take the backup's place while the device starts.</summary>
    private sealed class ReplacingDevices(string path) : IDrillDevices
    {
        public IDrillDevice Start(DrillDeviceFacts facts)
        {
            string file = Path.Combine(path, BackupStatus.FileName);
            BackupStatus status = BackupStatus.Parse(File.ReadAllBytes(file));
            status.Uuid = Guid.NewGuid().ToString();
            File.WriteAllBytes(file, status.ToBytes());
            return new DrillPhones().Start(facts);
        }
    }
}
