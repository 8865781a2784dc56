using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Faults;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Services;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice;

public sealed class VirtualBackupFaultTests
{
    [Theory]
    [InlineData(PasscodeEntry.Cancelled, "Device locked (MBErrorDomain/208)")]
    [InlineData(PasscodeEntry.Missing, "Device locked - timeout waiting for passcode entry (MBErrorDomain/208)")]
    public async Task A_passcode_that_is_not_entered_ends_the_backup(PasscodeEntry entry, string description)
    {
        await using BackupBench bench = new();
        bench.Phone.Passcode = "1234";
        bench.Phone.Faults.PasscodeEntry = entry;
        List<string> posted = [];
        using IDisposable observation = bench.Phone.Notifications.Observe(posted.Add);
        await bench.FailAsync(208, description);
        Assert.Equal([NotificationNames.PasscodeSheetPresented, NotificationNames.PasscodeSheetDismissed], posted);
        Assert.DoesNotContain(bench.Host.Verbs, static verb => verb != "DLMessageProcessMessage");
    }

    [Fact]
    public async Task An_entered_passcode_unlocks_the_phone()
    {
        await using BackupBench bench = new();
        bench.Phone.Passcode = "1234";
        await bench.Bench.PairAsync();
        bench.Phone.LockState = LockState.Locked;
        await bench.SucceedAsync();
        Assert.Equal(LockState.Unlocked, bench.Phone.LockState);
    }

    [Fact]
    public async Task The_phone_says_why_it_may_not_be_backed_up()
    {
        await using BackupBench bench = new();
        bench.Phone.BackupsForbidden = true;
        await bench.FailAsync(22, "Drive backup is disabled");
        bench.Phone.BackupsForbidden = false;
        bench.Phone.SetupFinished = false;
        await bench.FailAsync(212, "Unable to backup until Setup is finished");
        bench.Phone.SetupFinished = true;
        bench.Phone.CloudRestoreRunning = true;
        await bench.FailAsync(25, "iCloud Restore is in progress");
        bench.Phone.CloudRestoreRunning = false;
        bench.Phone.RequiresEncryption = true;
        await bench.FailAsync(207, "No backup password set when required by device management");
        bench.Phone.BackupPassword = "secret";
        await bench.SucceedAsync();
        Assert.Equal(22, (await bench.ChangePasswordAsync("secret", null)).GetInteger("ErrorCode"));
    }

    [Fact]
    public async Task Any_error_can_be_made_up()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.Failure = new BackupFailure(BackupStep.Upload, 104, "Multiple errors uploading files")
        {
            UnderlyingCode = 100,
            UnderlyingDescription = "It broke",
        };
        await bench.FailAsync(
            104,
            "Multiple errors uploading files (MBErrorDomain/104). Underlying error: It broke (MBErrorDomain/100).");
    }

    [Theory]
    [InlineData("DLMessageUploadFiles", -15, 104, 105)]
    [InlineData("DLMessageUploadFiles", -1, 104, 1)]
    [InlineData("DLMessageCreateDirectory", -11, 104, 100)]
    [InlineData("DLMessageMoveItems", -6, 205, 4)]
    [InlineData("DLMessageMoveItems", -7, 205, 3)]
    [InlineData("DLMessageRemoveItems", -11, 104, 100)]
    [InlineData("DLContentsOfDirectory", -11, 103, 100)]
    public async Task Errors_of_the_host_become_those_of_the_phone(string verb, int status, int code, int underlying)
    {
        await using BackupBench bench = new();
        bench.Host.Override = message => message.GetString(0) == verb ? ScriptedHost.Status(status) : null;
        await bench.FailAsync(code, $"(MBErrorDomain/{underlying})");
    }

    [Fact]
    public async Task Errors_of_single_files_count_as_well()
    {
        await using BackupBench bench = new();
        bench.Host.Override = static message => message.GetString(0) == "DLMessageUploadFiles"
            ? ScriptedHost.Status(-13, new PlistDictionary
            {
                ["a"] = new PlistDictionary { ["DLFileErrorCode"] = -15, ["DLFileErrorString"] = "full" },
            })
            : null;
        await bench.FailAsync(104, "(MBErrorDomain/105)");
    }

    [Theory]
    [InlineData("DLMessageCreateDirectory", -7)]
    [InlineData("DLMessageRemoveItems", -6)]
    [InlineData("DLMessageGetFreeDiskSpace", -1)]
    public async Task Some_errors_of_the_host_do_not_matter(string verb, int status)
    {
        await using BackupBench bench = new();
        bench.Host.Override = message => message.GetString(0) == verb ? ScriptedHost.Status(status) : null;
        PlistDictionary response = await bench.RunAsync();
        Assert.Equal(0, response.GetInteger("ErrorCode"));
    }

    [Theory]
    [InlineData(0x0B, 2)]
    [InlineData(0x06, 0)]
    [InlineData(0x01, 1)]
    [InlineData(0x0F, 1)]
    [InlineData(0x7F, 1)]
    public async Task A_file_that_cannot_be_read_is_left_out(byte code, int blocks)
    {
        await using BackupBench bench = new();
        const string Path = "Media/DCIM/100APPLE/IMG_0001.MOV";
        bench.Phone.Faults.UploadFaults = [new UploadFault("CameraRollDomain", Path, code, blocks)];
        Assert.Equal(0, (await bench.RunAsync()).GetInteger("ErrorCode"));
        Assert.Equal(code, Assert.Single(bench.Host.Failed).Value);
        bench.Phone.Content.Remove("CameraRollDomain", Path);
        WrittenBackup.RequireEqual(bench.Backup, bench.Phone.Content);
    }

    [Fact]
    public async Task A_file_that_is_missing_although_the_manifest_names_it_is_found_at_the_end()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.UploadFaults =
            [new UploadFault("HomeDomain", "Library/SMS/sms.db", 0x0B, 1) { StaysInManifest = true }];
        bench.Host.Override = static message =>
            message.GetString(0) == "DLMessageMoveItems" ? ScriptedHost.Status() : null;
        await bench.FailAsync(205, "Manifest references files not in backup");
    }

    [Fact]
    public async Task The_last_check_may_miss_a_file()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.MissFileAtEnd = true;
        await bench.FailAsync(205, "Manifest references files not in backup (MBErrorDomain/205)");
    }

    [Fact]
    public async Task Files_that_change_while_they_are_sent_are_sent_again()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.FilesModifiedWhileUploading = 5;
        await bench.SucceedAsync();
        Assert.Equal(2 * 514, bench.Host.Verbs.Count(static verb => verb == "DLMessageCreateDirectory"));
        Assert.Equal(5, bench.Host.Received.GroupBy(static path => path).Count(static group =>
            group.Count() == 2 && !group.Key.EndsWith(".plist", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Pings_unknown_verbs_and_empty_uploads_come_on_demand()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.SendPings = true;
        bench.Phone.Faults.UnknownVerb = "DLMessageSomethingNew";
        bench.Phone.Faults.EmptyUpload = true;
        await bench.SucceedAsync();
        Assert.Contains("DLMessagePing", bench.Host.Verbs);
        Assert.Contains("DLMessageSomethingNew", bench.Host.Verbs);
    }

    [Fact]
    public async Task A_backup_arrives_in_pieces_of_any_size()
    {
        await using BackupBench bench = new();
        bench.Bench.Attachment.Cable.LargestPiece = 777;
        await bench.SucceedAsync();
    }

    [Fact]
    public async Task Rows_without_a_record_come_on_demand()
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.PlaceholderRows = 2;
        Assert.Equal(0, (await bench.RunAsync()).GetInteger("ErrorCode"));
        using SqliteDatabase manifest = SqliteDatabase.OpenImage(
            bench.Backup["Manifest.db"], "Manifest.db", TestContext.Current.CancellationToken);
        Assert.Equal(2, manifest.QueryInteger("SELECT count(*) FROM Files WHERE file IS NULL AND domain IS NULL"));
    }

    [Fact]
    public async Task The_user_may_cancel_on_the_phone()
    {
        await using BackupBench bench = new();
        List<string> posted = [];
        using IDisposable observation = bench.Phone.Notifications.Observe(posted.Add);
        bench.Phone.Faults.CancelAfterFiles = 3;
        await bench.RunAsync();
        Assert.Contains(NotificationNames.SyncCancelRequest, posted);
    }

    public static TheoryData<HostileVerb> Hostilities() => [.. Enum.GetValues<HostileVerb>()];

    [Theory]
    [MemberData(nameof(Hostilities))]
    public async Task Hostile_paths_are_sent_as_they_are(HostileVerb verb)
    {
        await using BackupBench bench = new();
        const string Path = "../../C:\\evil\0";
        bench.Phone.Faults.HostileRequest = new HostileRequest(verb, Path);
        bool seen = false;
        bench.Host.Override = message =>
        {
            seen |= message.Skip(1).Any(Mentions);
            return null;
        };
        await bench.RunAsync();
        Assert.True(seen || bench.Host.Files.ContainsKey(Path));

        static bool Mentions(PlistNode node) => node switch
        {
            PlistString text => text.Value == Path,
            PlistArray array => array.Any(Mentions),
            PlistDictionary entries => entries.Any(static entry => entry.Key == Path || Mentions(entry.Value)),
            _ => false,
        };
    }

    public static TheoryData<BrokenFrame> Frames() =>
        [.. Enum.GetValues<BrokenFrame>()];

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Broken_frames_make_the_scripted_host_fail(BrokenFrame frame)
    {
        await using BackupBench bench = new();
        bench.Phone.Faults.BrokenFrame = frame;
        Assert.NotNull(await Record.ExceptionAsync(bench.RunAsync));
        Assert.Empty(bench.Phone.Observations.Of(ObservationKind.PhoneCrashed));
    }

    [Fact]
    public async Task A_new_connection_ends_the_old_one_or_is_refused()
    {
        await using BackupBench bench = new();
        using Stream first = await bench.Bench.OpenServiceAsync("com.apple.mobilebackup2", withEscrowBag: true);
        await first.ReadExactlyAsync(new byte[4], TestContext.Current.CancellationToken);
        bench.Phone.Faults.RefuseSecondBackupSession = true;
        PlistDictionary refused = await bench.Bench.StartServiceAsync("com.apple.mobilebackup2", withEscrowBag: true);
        Assert.Equal("ServiceLimit", refused.GetString("Error"));
        bench.Phone.Faults.RefuseSecondBackupSession = false;
        await bench.SucceedAsync();
    }

    [Fact]
    public async Task Careless_clients_are_found_out()
    {
        await using BackupBench bench = new();
        bench.Host.BlockSize = 128 * 1024;
        await bench.SucceedAsync();
        await bench.SucceedAsync();
        bench.Host.Override = static message => message.GetString(0) == "DLMessageCreateDirectory"
            ? new PlistArray(["DLMessageStatusResponse", 0])
            : message.GetString(0) == "DLMessageGetFreeDiskSpace" ? ScriptedHost.Status(-99) : null;
        await bench.RunAsync();
        HashSet<ClientRule> broken = [.. bench.Phone.Observations.Violations.Select(static entry => entry.Rule)];
        Assert.Equal(
            new HashSet<ClientRule>
            {
                ClientRule.LockTaken,
                ClientRule.BlockSize,
                ClientRule.FourElementStatus,
                ClientRule.KnownStatusCode,
            },
            broken);
    }

    [Fact]
    public async Task A_host_without_info_or_with_invented_space_is_found_out()
    {
        await using BackupBench bench = new();
        using TemporaryFolder folder = new();
        bench.Phone.Observations.HostFolder = folder.Path;
        bench.Host.FreeSpace = long.MaxValue;
        await bench.RunAsync();
        Assert.Contains(bench.Phone.Observations.Violations, static entry => entry.Rule == ClientRule.InfoPlistFirst);
        Assert.Contains(
            bench.Phone.Observations.Violations, static entry => entry.Rule == ClientRule.TruthfulFreeSpace);
    }
}
