using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class VirtualBackupTests
{
    [Fact]
    public async Task A_first_backup_goes_through_all_steps_in_order()
    {
        await using BackupBench bench = new();
        await bench.SucceedAsync();
        Assert.Equal(
            [
                "DLMessageDownloadFiles 1",
                "DLMessageGetFreeDiskSpace 1",
                "DLMessageCreateDirectory 514",
                "DLMessageUploadFiles 7",
                "DLMessageMoveItems 5",
                "DLMessageUploadFiles 1",
                "DLMessageRemoveItems 2",
                "DLMessageUploadFiles 1",
                "DLMessageDownloadFiles 3",
                "DLContentsOfDirectory 1",
            ],
            CountRuns(bench.Host.Verbs).Take(10).Select(
                static run =>
                    run.StartsWith("DLContents", StringComparison.Ordinal) ? "DLContentsOfDirectory 1" : run));
        Assert.Equal("DLMessageProcessMessage", bench.Host.Verbs[^1]);
    }

    [Fact]
    public async Task A_second_backup_sends_only_what_changed_and_removes_what_is_gone()
    {
        await using BackupBench bench = new();
        await bench.SucceedAsync();
        bench.CountPayloads();
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "changed");
        bench.Phone.Content.Remove("MediaDomain", "deep");
        await bench.SucceedAsync();
        Assert.Equal(1, bench.CountPayloads());
        await bench.SucceedAsync();
        Assert.Equal(0, bench.CountPayloads());
    }

    [Fact]
    public async Task Attributes_change_without_sending_the_content_again()
    {
        await using BackupBench bench = new();
        await bench.SucceedAsync();
        bench.CountPayloads();
        PhoneFile file = bench.Phone.Content.Find("RootDomain", "Library/old")!;
        bench.Phone.Content.Put(file with { UserId = 0, Permissions = 0 });
        await bench.SucceedAsync();
        Assert.Equal(0, bench.CountPayloads());
    }

    [Fact]
    public async Task An_encrypted_backup_keeps_its_keys_from_run_to_run()
    {
        await using BackupBench bench = new();
        bench.Phone.BackupPassword = "secret";
        await bench.SucceedAsync();
        byte[] key = ReadKey(bench);
        bench.CountPayloads();
        bench.Phone.Content.Put("HomeDomain", "Library/new.txt", "new");
        await bench.SucceedAsync();
        Assert.Equal(1, bench.CountPayloads());
        Assert.Equal(key, ReadKey(bench));
        bench.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "changed");
        await bench.SucceedAsync();
        Assert.NotEqual(key, ReadKey(bench));

        static byte[] ReadKey(BackupBench bench) =>
            WrittenBackup.ReadKey(bench.Backup, "secret", "HomeDomain", "Library/SMS/sms.db");
    }

    [Fact]
    public async Task Turning_encryption_on_or_off_sends_everything_and_leaves_what_was_there()
    {
        await using BackupBench bench = new();
        await bench.SucceedAsync();
        int all = bench.CountPayloads();
        bench.Phone.BackupPassword = "secret";
        bench.Phone.Content.Remove("MediaDomain", "deep");
        await bench.SucceedAsync(allowsOrphans: true);
        Assert.Equal(all - 1, bench.CountPayloads());
        Assert.Throws<Xunit.Sdk.TrueException>(
            () => WrittenBackup.RequireEqual(bench.Backup, bench.Phone.Content, "secret"));
        bench.Phone.BackupPassword = null;
        await bench.SucceedAsync(allowsOrphans: true);
        Assert.Equal(all - 1, bench.CountPayloads());
    }

    [Fact]
    public async Task A_payload_that_the_host_lost_makes_the_next_run_a_full_one()
    {
        await using BackupBench bench = new();
        await bench.SucceedAsync();
        int all = bench.CountPayloads();
        string lost = FileIds.Compute("HomeDomain", "Library/SMS/sms.db");
        bench.Host.Files.Remove($"{bench.Phone.Udid}/{lost[..2]}/{lost}");
        await bench.SucceedAsync();
        Assert.Equal(all, bench.CountPayloads());
    }

    [Theory]
    [InlineData("Manifest.plist", true, "(MBErrorDomain/205). Underlying error: No such file (MBErrorDomain/4)")]
    [InlineData("Manifest.db", true, "(MBErrorDomain/205). Underlying error: No such file (MBErrorDomain/4)")]
    [InlineData("Manifest.plist", false, "(MBErrorDomain/11)")]
    [InlineData("Manifest.db", false, "(MBErrorDomain/11)")]
    [InlineData("Status.plist", false, "Error reading status (MBErrorDomain/205)")]
    public async Task A_broken_manifest_is_not_healed(string name, bool missing, string description)
    {
        await using BackupBench bench = new();
        await bench.SucceedAsync();
        string path = $"{bench.Phone.Udid}/{name}";
        if (missing)
        {
            bench.Host.Files.Remove(path);
        }
        else
        {
            bench.Host.Files[path] = [];
        }

        await bench.FailAsync(205, description);
    }

    [Fact]
    public async Task A_finished_status_that_says_full_makes_a_broken_manifest_no_more_than_a_full_run()
    {
        await using BackupBench bench = new();
        await bench.SucceedAsync();
        EditStatus(bench, static status => status.IsFullBackup = true);
        bench.Host.Files[bench.Phone.Udid + "/Manifest.plist"] = [];
        await bench.SucceedAsync();
    }

    [Fact]
    public async Task A_backup_of_an_older_format_is_put_aside_and_removed_at_the_end()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.StatusVersion = "2.4";
        await bench.RunAsync();
        bench.Phone.Faults.StatusVersion = null;
        string moved = "";
        bench.Host.Override = message =>
        {
            if (message.GetString(0) == "DLMessageMoveItems" && message[1] is PlistDictionary { Count: 1 } moves
                && moves[bench.Phone.Udid] is PlistString target)
            {
                moved = target.Value;
            }

            return null;
        };
        await bench.SucceedAsync();
        Assert.Matches($"^{bench.Phone.Udid}-[0-9]{{8}}-[0-9]{{6}}$", moved);
        Assert.DoesNotContain(bench.Host.Files.Keys, path => path.StartsWith(moved, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(150, "DLMessageMoveFiles", "DLMessageRemoveDirectory")]
    [InlineData(250, "DLMessageMoveItems", "DLMessageRemoveItems")]
    [InlineData(300, "DLMessageGetFreeDiskSpace", "DLMessageMoveItems")]
    [InlineData(400, "DLMessageGetFreeDiskSpace", "DLMessageMoveItems")]
    public async Task Older_links_have_older_verbs(int version, params string[] verbs)
    {
        await using BackupBench bench = new(new VirtualPhoneOptions { DeviceLinkVersion = version });
        await bench.SucceedAsync();
        Assert.Superset(new HashSet<string>(verbs), new HashSet<string>(bench.Host.Verbs));
        Assert.Equal(version >= 300, bench.Host.Verbs.Contains("DLMessageGetFreeDiskSpace"));
    }

    [Theory]
    [InlineData("18.6", 300)]
    [InlineData("26.0", 400)]
    public async Task The_version_of_the_link_follows_that_of_iOS(string productVersion, int version)
    {
        await using BackupBench bench = new(new VirtualPhoneOptions { ProductVersion = productVersion });
        bench.Host.FreeSpace = 0;
        await bench.FailAsync(105, "Insufficient free disk space on drive to back up (MBErrorDomain/105)");
        Assert.Equal(version == 400, bench.Host.Verbs.Contains("DLMessagePurgeDiskSpace"));
    }

    [Fact]
    public async Task Room_that_the_host_makes_is_used()
    {
        await using BackupBench bench = new();
        bench.Host.FreeSpace = 0;
        long asked = 0;
        bench.Host.Override = message =>
        {
            if (message.GetString(0) != "DLMessagePurgeDiskSpace")
            {
                return null;
            }

            asked = message.GetInteger(1)!.Value;
            bench.Host.FreeSpace = asked;
            return ScriptedHost.Status(0, asked);
        };
        await bench.SucceedAsync();
        Assert.True(asked > 128L * 1024 * 1024 + 2L * 1024 * 1024 * 1024);
    }

    [Fact]
    public async Task Files_that_apps_exclude_are_left_out()
    {
        await using BackupBench bench = new();
        bench.Phone.Content.Clear();
        Put("always", "com.apple.metadata:com_apple_backup_excludeItem");
        Put("unencrypted", "com.apple.metadata:com_apple_unencryptedBackup_excludeItem");
        Put("never", "com.apple.lastuseddate#PS");
        await bench.RunAsync();
        Assert.Equal(1, bench.CountPayloads());
        bench.Phone.BackupPassword = "secret";
        await bench.RunAsync();
        Assert.Equal(2, bench.CountPayloads());

        void Put(string name, string attribute) => bench.Phone.Content.Put(new PhoneFile
        {
            Domain = "HomeDomain",
            RelativePath = name,
            ExtendedAttributes = new Dictionary<string, byte[]> { [attribute] = [1] },
        });
    }

    [Fact]
    public async Task Private_data_are_in_encrypted_backups_alone()
    {
        await using BackupBench bench = new();
        bench.Phone.Content.Clear();
        PhoneFile file = new() { Domain = "HealthDomain", RelativePath = "Health/healthdb.sqlite" };
        string id = FileIds.Compute(file.Domain, file.RelativePath);
        string payload = $"{id[..2]}/{id}";
        bench.Phone.Content.Put(file with { OnlyWhenEncrypted = true });
        bench.Phone.Content.Put(file with { Domain = "HomeDomain", RelativePath = "note" });
        await bench.RunAsync();
        Assert.Equal(1, bench.CountPayloads());
        Assert.DoesNotContain(payload, bench.Backup.Keys);
        bench.Phone.BackupPassword = "secret";
        await bench.RunAsync();
        Assert.Equal(2, bench.CountPayloads());
        Assert.Contains(payload, bench.Backup.Keys);

        // The full backup that follows knows nothing of what the host has from others; that is left there, unlisted.
        bench.Phone.BackupPassword = null;
        await bench.RunAsync();
        Assert.Equal(1, bench.CountPayloads());
        bench.Phone.Content.Remove(file.Domain, file.RelativePath);
        WrittenBackup.RequireEqual(bench.Backup, bench.Phone.Content, allowsOrphans: true);
    }

    [Fact]
    public async Task A_password_is_set_changed_and_removed()
    {
        await using BackupBench bench = new();
        Assert.Equal(0, (await bench.ChangePasswordAsync(null, "first")).GetInteger("ErrorCode"));
        Assert.Equal("first", bench.Phone.BackupPassword);
        await bench.SucceedAsync();
        bench.CountPayloads();
        Assert.Equal(207, (await bench.ChangePasswordAsync("wrong", "second")).GetInteger("ErrorCode"));
        Assert.Equal(207, (await bench.ChangePasswordAsync(null, "second")).GetInteger("ErrorCode"));
        Assert.Equal(0, (await bench.ChangePasswordAsync("first", "second")).GetInteger("ErrorCode"));

        // The host's backup opens with the new password at once, and is continued.
        WrittenBackup.RequireEqual(bench.Backup, bench.Phone.Content, "second");
        bench.CountPayloads();
        await bench.SucceedAsync();
        Assert.Equal(0, bench.CountPayloads());
        Assert.Equal(0, (await bench.ChangePasswordAsync("second", null)).GetInteger("ErrorCode"));
        Assert.Null(bench.Phone.BackupPassword);
    }

    [Fact]
    public async Task A_password_that_was_changed_elsewhere_makes_the_next_run_a_full_one()
    {
        await using BackupBench bench = new();
        bench.Phone.BackupPassword = "first";
        await bench.SucceedAsync();
        int all = bench.CountPayloads();
        bench.Phone.BackupPassword = "second";
        await bench.SucceedAsync();
        Assert.Equal(all, bench.CountPayloads());
    }

    [Fact]
    public async Task Several_requests_may_share_a_connection_and_old_ones_are_refused()
    {
        await using BackupBench bench = new();
        foreach (string name in (string[])["Info", "List", "Unback", "Extract", "Remove"])
        {
            PlistDictionary response = await bench.Host.RunAsync(
                bench.Bench, new PlistDictionary { ["MessageName"] = name, ["TargetIdentifier"] = bench.Phone.Udid });
            Assert.Equal(1, response.GetInteger("ErrorCode"));
        }

        await bench.Host.RunAsync(bench.Bench, new PlistDictionary
        {
            ["MessageName"] = "EnableCloudBackup",
            ["TargetIdentifier"] = bench.Phone.Udid,
            ["CloudBackupState"] = true,
        });
        Assert.True(bench.Phone.CloudBackupEnabled);
    }

    [Fact]
    public async Task A_request_for_another_phone_ends_the_connection()
    {
        await using BackupBench bench = new();
        await Assert.ThrowsAnyAsync<System.IO.IOException>(() => bench.Host.RunAsync(
            bench.Bench, new PlistDictionary { ["MessageName"] = "Backup", ["TargetIdentifier"] = "other" }));
        Assert.Contains(bench.Phone.Observations.Violations, static entry => entry.Rule == ClientRule.TargetIdentifier);
    }

    private static void EditStatus(BackupBench bench, Action<BackupStatus> edit)
    {
        string path = bench.Phone.Udid + "/Status.plist";
        BackupStatus status = BackupStatus.Parse(bench.Host.Files[path]);
        edit(status);
        bench.Host.Files[path] = status.ToBytes();
    }

    /// <summary>Names with how often each comes in a row.</summary>
    private static IEnumerable<string> CountRuns(List<string> names)
    {
        for (int i = 0, start = 0; i < names.Count; i++)
        {
            if (i + 1 == names.Count || names[i + 1] != names[i])
            {
                yield return $"{names[i]} {i + 1 - start}";
                start = i + 1;
            }
        }
    }
}
