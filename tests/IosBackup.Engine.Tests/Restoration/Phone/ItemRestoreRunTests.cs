using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.Engine.Sqlite;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration.Phone;

/// <summary>Chosen items put onto a phone that keeps everything else.</summary>
public sealed class ItemRestoreRunTests
{
    private const string Messages = "Library/SMS/sms.db";
    private const string Film = "Media/DCIM/100APPLE/IMG_0001.MOV";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, null)]
    [InlineData("source", "target")]
    [InlineData("source", null)]
    [InlineData(null, "target")]
    public async Task An_item_replaces_its_file_and_nothing_else(string? sourcePassword, string? targetPassword)
    {
        await using RestoreBench bench = await RestoreBench.StartAsync(sourcePassword);
        bench.Source.Content.Put("HomeDomain", Messages, PhoneFileContent.FromBytes(MakeDatabase("older")));
        await bench.BackUpAsync();
        bench.Target.BackupPassword = targetPassword;
        bench.Target.Content.Put("HomeDomain", Messages, PhoneFileContent.FromBytes(MakeDatabase("newer")));
        bench.Target.Content.Put("HomeDomain", Messages + "-wal", "a log of the newer messages");
        bench.Target.Content.Put("HomeDomain", Messages + "-shm", "an index of that log");
        Dictionary<string, string> wanted = Describe(bench.Target);
        string[] backup = bench.ReadBackup();
        ItemRestoreResult result = await RestoreAsync(
            bench, targetPassword, ("HomeDomain", Messages), ("CameraRollDomain", Film));

        Assert.Empty(bench.Target.Observations.Of(ObservationKind.PhoneCrashed));
        Assert.Empty(bench.Target.Observations.Violations);
        Dictionary<string, string> source = Describe(bench.Source);
        wanted[$"HomeDomain-{Messages}"] = source[$"HomeDomain-{Messages}"];
        wanted[$"CameraRollDomain-{Film}"] = source[$"CameraRollDomain-{Film}"];
        wanted[$"HomeDomain-{Messages}-wal"] = Hash(Stream.Null);
        wanted[$"HomeDomain-{Messages}-shm"] = Hash(Stream.Null);
        Assert.Equal(wanted, Describe(bench.Target));

        // The device's own backup is there to return to, the copy is gone, and the source is as it was.
        Assert.Equal(backup, bench.ReadBackup());
        Assert.True(Directory.Exists(result.Before.Path));
        Assert.Empty(Directory.GetDirectories(Path.Combine(
            bench.Repository, ".iosbackup", bench.Target.Udid, "trash")));
    }

    [Fact]
    public async Task What_cannot_come_back_alone_is_refused_before_the_phone_changes()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        bench.Source.Content.Put("KeychainDomain", "keychain-backup.plist", "keys");
        await bench.BackUpAsync();
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        await RequireRefusalAsync(ErrorKind.RestoreRefused, null, ("KeychainDomain", "keychain-backup.plist"));
        await RequireRefusalAsync(
            ErrorKind.RestoreRefused, null, ("AppDomain-com.example.notebook", "Documents/a:b and trailing dot."));
        bench.Target.BackupPassword = "target";
        await RequireRefusalAsync(ErrorKind.BackupPasswordRequired, null, ("HomeDomain", Messages));
        await RequireRefusalAsync(ErrorKind.BackupPasswordIncorrect, "wrong", ("HomeDomain", Messages));
        bench.Target.FindMyEnabled = true;
        await RequireRefusalAsync(ErrorKind.FindMyEnabled, "target", ("HomeDomain", Messages));

        async Task RequireRefusalAsync(ErrorKind kind, string? password, (string Domain, string Path) item)
        {
            EngineException error =
                await Assert.ThrowsAsync<EngineException>(() => RestoreAsync(bench, password, item));
            Assert.Equal(kind, error.Kind);
            if (kind == ErrorKind.RestoreRefused)
            {
                Assert.Equal(bench.Target.Udid, error.Target);
            }

            bench.RequireUntouched(before);
        }
    }

    [Fact]
    public async Task A_damaged_item_is_refused_before_the_phone_changes()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        bench.Source.Content.Put("HomeDomain", Messages, PhoneFileContent.FromBytes(MakeDatabase("older")));
        await bench.BackUpAsync();
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        string stored = Path.Combine(
            bench.Folder, BackupFolder.ShardedName(FileIds.Compute("HomeDomain", Messages)));
        byte[] content = await File.ReadAllBytesAsync(stored, Stop);
        content[^1] ^= 1;
        File.Delete(stored);
        await File.WriteAllBytesAsync(stored, content, Stop);

        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => RestoreAsync(bench, null, ("HomeDomain", Messages)));

        Assert.Equal((ErrorKind.PayloadDamaged, $"HomeDomain-{Messages}"), (error.Kind, error.Target));
        bench.RequireUntouched(before);
    }

    [Fact]
    public async Task A_plan_names_the_items_and_all_that_is_known_to_refuse_them()
    {
        await using RestoreBench bench = await RestoreBench.StartAsync();
        bench.Source.Content.Put("KeychainDomain", "keychain-backup.plist", "keys");
        bench.Source.Content.Put("HomeDomain", Messages + "-wal", "a log");
        await bench.BackUpAsync();
        PhoneContentSnapshot before = bench.Target.Content.TakeSnapshot();
        bench.Target.BackupPassword = "target";
        bench.Target.FindMyEnabled = true;

        using Backup source = Backup.Open(bench.Folder);
        using DeviceSession device = await bench.OpenTargetAsync();
        ItemRestorePlan plan = await ItemRestorePlanner.PlanAsync(
            device,
            [Item("HomeDomain", Messages), Item("KeychainDomain", "keychain-backup.plist")],
            new ItemRestoreOptions { Repository = bench.Repository },
            Stop);

        Assert.Equal(
            [$"HomeDomain-{Messages}", $"HomeDomain-{Messages}-wal", "KeychainDomain-keychain-backup.plist"],
            plan.Items.Select(static item => item.File.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal(3, plan.FileCount);
        Assert.Equal(
            [ErrorKind.FindMyEnabled, ErrorKind.BackupPasswordRequired, ErrorKind.RestoreRefused],
            plan.Obstacles.Select(static obstacle => obstacle.Kind));
        EngineException refusal = plan.ToException(plan.Obstacles[2]);
        Assert.Equal(bench.Target.Udid, refusal.Target);
        Assert.Contains("KeychainDomain-keychain-backup.plist", refusal.Message, StringComparison.Ordinal);
        bench.RequireUntouched(before);

        RestoreItem Item(string domain, string path) => new(source, source.Find(domain, path)!);
    }

    private static byte[] MakeDatabase(string text)
    {
        using SqliteDatabase database = SqliteDatabase.OpenMemory();
        database.Execute($"CREATE TABLE T (A TEXT); INSERT INTO T VALUES ('{text}');");
        return database.Serialize();
    }

    private static async Task<ItemRestoreResult> RestoreAsync(
        RestoreBench bench, string? password, params (string Domain, string Path)[] items)
    {
        using BackupPassword? secret = password is null ? null : BackupPassword.FromChars(password);
        using Backup source = Backup.Open(bench.Folder);
        if (bench.Password is not null)
        {
            using BackupPassword opening = BackupPassword.FromChars(bench.Password);
            source.Unlock(opening);
        }

        using DeviceSession device = await bench.OpenTargetAsync();
        return await ItemRestoreRun.RunAsync(
            device,
            [.. items.Select(item => new RestoreItem(source, source.Find(item.Domain, item.Path)!))],
            new ItemRestoreOptions { Repository = bench.Repository, Password = secret },
            null,
            Stop);
    }

    private static Dictionary<string, string> Describe(VirtualPhone phone) => phone.Content.TakeSnapshot()
        .Where(static file => file.Kind == PhoneFileKind.File)
        .ToDictionary(static file => $"{file.Domain}-{file.RelativePath}", Describe, StringComparer.Ordinal);

    private static string Describe(PhoneFile file)
    {
        using Stream content = file.Content?.Open() ?? Stream.Null;
        return Hash(content);
    }

    private static string Hash(Stream content) => Convert.ToHexString(SHA256.HashData(content));
}
