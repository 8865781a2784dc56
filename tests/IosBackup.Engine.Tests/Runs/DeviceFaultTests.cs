using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Faults;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Engine.Tests.Runs;

/// <summary>
/// The faults of a phone, each as its user meets it: the expected kind of error or the recovery, an earlier generation
/// unharmed, nothing written elsewhere, and a next run that ends good. Faults of pairing are tested with pairing.
/// </summary>
public sealed class DeviceFaultTests
{
    private const string Photo = "Media/DCIM/100APPLE/IMG_0001.JPG";

    [Theory]
    [InlineData(PasscodeEntry.Missing, 1)]
    [InlineData(PasscodeEntry.Cancelled, 1)]
    [InlineData(PasscodeEntry.Cancelled, 0)]
    public async Task A_passcode_that_nobody_enters_ends_the_run(PasscodeEntry entry, int seconds)
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Passcode = "1234";
        bench.Phone.Faults.PasscodeEntry = entry;
        bench.Phone.Faults.PasscodeDelay = TimeSpan.FromSeconds(seconds);

        Assert.Equal(ErrorKind.PasscodeRequired, (await bench.FailAsync()).Kind);

        bench.Phone.Faults.PasscodeEntry = PasscodeEntry.Entered;
        await bench.RecoverAsync();
    }

    [Fact]
    public async Task The_passcode_is_waited_for_as_long_as_its_own_limit_allows()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Passcode = "1234";
        bench.Phone.Faults.PasscodeDelay = TimeSpan.FromSeconds(3);

        PhaseLeap patient = new(BackupPhase.WaitingForPasscode, TimeSpan.FromMinutes(2));
        await bench.RecoverAsync(
            new MobileBackupTimeouts
            {
                Idle = TimeSpan.FromMinutes(1),
                Passcode = TimeSpan.FromMinutes(3),
                Clock = patient.Read,
            },
            progress: patient);
        Assert.Equal(TimeSpan.FromMinutes(2), patient.Read());

        bench.Phone.Faults.PasscodeDelay = TimeSpan.FromMinutes(10);
        PhaseLeap impatient = new(BackupPhase.WaitingForPasscode, TimeSpan.FromMinutes(2));
        EngineException missed = await bench.FailAsync(
            new MobileBackupTimeouts
            {
                Idle = TimeSpan.FromHours(1),
                Passcode = TimeSpan.FromMinutes(1),
                Clock = impatient.Read,
            },
            impatient);

        Assert.Equal(ErrorKind.PasscodeRequired, missed.Kind);
        bench.Phone.Faults.PasscodeDelay = TimeSpan.Zero;
        await bench.RecoverAsync();
    }

    [Fact]
    public async Task Silence_is_waited_through_up_to_the_limit()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Faults.ScanDelay = TimeSpan.FromSeconds(3);

        await bench.RecoverAsync(timeouts: new MobileBackupTimeouts { Idle = TimeSpan.FromSeconds(30) });
        bench.Phone.Faults.ScanDelay = TimeSpan.FromMinutes(10);
        EngineException silent = await bench.FailAsync(new MobileBackupTimeouts
        {
            Idle = TimeSpan.FromSeconds(1),
            Passcode = TimeSpan.FromSeconds(1),
        });

        Assert.Equal(ErrorKind.IdleTimeout, silent.Kind);
        bench.Phone.Faults.ScanDelay = TimeSpan.Zero;
        await bench.RecoverAsync();
    }

    [Theory]
    [InlineData(0x0B, 2)]
    [InlineData(0x06, 0)]
    [InlineData(0x01, 1)]
    [InlineData(0x0F, 1)]
    [InlineData(0x7F, 1)]
    public async Task A_file_that_the_phone_cannot_read_is_named_and_the_rest_is_good(byte code, int blocks)
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Change();
        bench.Phone.Content.Put("CameraRollDomain", Photo, new string('q', 700_000));
        bench.Phone.Faults.UploadFaults = [new UploadFault("CameraRollDomain", Photo, code, blocks)];

        BackupRunResult result = await bench.Inner.BackUpAsync();

        Assert.Equal(1, result.FailedCount);
        Assert.EndsWith("IMG_0001.JPG", Assert.Single(result.FailedFiles).DevicePath, StringComparison.Ordinal);
        Assert.Contains(result.Warnings, static warning => warning.Kind == BackupWarningKind.FilesUnreadable);
        bench.AssertEarlierGenerationUnharmed();
        bench.Phone.Faults.UploadFaults = [];
        await bench.RecoverAsync();
    }

    public static TheoryData<HostileVerb> Verbs => [.. Enum.GetValues<HostileVerb>()];

    [Theory]
    [MemberData(nameof(Verbs))]
    public async Task A_path_that_leads_out_of_the_backup_is_refused(HostileVerb verb)
    {
        await using FaultBench bench = await FaultBench.StartAsync(small: true);
        string marker = "evil-" + Guid.NewGuid().ToString("N");
        string udid = bench.Phone.Udid;
        string[] paths =
        [
            $"../../{marker}", $"/tmp/{marker}", $"/.b/6/{marker}", $"C:\\{marker}", $"{udid}/../../{marker}",
            $"{udid}/a\0{marker}", $"..\\..\\{marker}", $"{udid}\\..\\{marker}", $"\\\\?\\C:\\{marker}",
            $"{udid}/x:{marker}", $"{udid}/./{marker}", "", new string('x', 40_000),
        ];
        foreach (string path in paths)
        {
            bench.Phone.Faults.HostileRequest = new HostileRequest(verb, path);
            bench.Change();

            EngineException? refused = await Record.ExceptionAsync(() => bench.Inner.BackUpAsync()) as EngineException;

            Assert.True(
                refused?.Kind is null or ErrorKind.UnsafePath or ErrorKind.ProtocolViolation or ErrorKind.DeviceFailed,
                $"{path}: {refused}");
        }

        Assert.Empty(bench.FindOutside(marker));
        bench.AssertEarlierGenerationUnharmed();
        Assert.Empty(bench.Phone.Observations.Of(ObservationKind.PhoneCrashed));
        bench.Phone.Faults.HostileRequest = null;
        await bench.RecoverAsync();
    }

    [Fact]
    public async Task Too_little_space_is_told_with_what_is_missing()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        long free = new DriveInfo(bench.Inner.Repository.Path).AvailableFreeSpace;
        bench.Phone.Faults.ClaimedUploadSize = free + 50_000_000_000;

        EngineException full = await bench.FailAsync();

        Assert.Equal(ErrorKind.DestinationFull, full.Kind);
        Assert.Equal(105, full.DeviceCode);
        Assert.InRange(full.NeededBytes!.Value - full.FreeBytes!.Value, 49_000_000_000, 52_000_000_000);
        Assert.Empty(bench.Phone.Observations.Violations);
        bench.Phone.Faults.ClaimedUploadSize = null;
        await bench.RecoverAsync();
    }

    [Fact]
    public async Task Files_that_change_while_they_are_sent_arrive_again_and_replace_the_first()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Faults.FilesModifiedWhileUploading = 5;

        await bench.RecoverAsync(full: true);
    }

    [Fact]
    public async Task A_backup_in_an_old_format_is_replaced_by_a_full_one_and_kept()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Faults.StatusVersion = "2.4";
        await bench.RecoverAsync();
        bench.Phone.Faults.StatusVersion = null;

        BackupRunResult result = await bench.RecoverAsync();

        Assert.InRange(result.FilesReceived, 300, int.MaxValue);
        bench.AssertEarlierGenerationUnharmed();
    }

    [Fact]
    public async Task A_new_password_makes_a_full_backup_that_holds_nothing_of_the_old_one()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.BackupPassword = "correct horse";

        BackupRunResult result = await bench.Inner.BackUpAsync();

        Assert.True(result.IsEncrypted);
        bench.Inner.AssertEqualsPhone(bench.Inner.Newest, "correct horse");
        bench.AssertEarlierGenerationUnharmed();
        string[] payloads = [.. Directory.GetDirectories(bench.Inner.Newest)
            .SelectMany(Directory.GetFiles)
            .Select(static path => Path.GetFileName(path))];
        Assert.Equal(result.FileCount, payloads.Length);
    }

    [Fact]
    public async Task A_file_that_the_phone_misses_at_the_end_is_a_failure()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Faults.MissFileAtEnd = true;

        EngineException missing = await bench.FailAsync();

        Assert.Equal(205, missing.DeviceCode);
        bench.Phone.Faults.MissFileAtEnd = false;
        await bench.RecoverAsync();
    }

    [Theory]
    [InlineData(300)]
    [InlineData(400)]
    [InlineData(500)]
    public async Task Any_version_of_DeviceLink_is_spoken(int version)
    {
        await using FaultBench bench =
            await FaultBench.StartAsync(new VirtualPhoneOptions { DeviceLinkVersion = version });

        await bench.RecoverAsync();
    }

    [Fact]
    public async Task Pings_unknown_requests_and_empty_uploads_do_no_harm()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Faults.SendPings = true;
        bench.Phone.Faults.UnknownVerb = "DLMessageSomethingNew";
        bench.Phone.Faults.EmptyUpload = true;

        await bench.RecoverAsync();

        Assert.Empty(bench.Phone.Observations.Violations);
    }

    [Fact]
    public async Task Cancelling_on_the_phone_is_told_as_that()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Content.Add(new GeneratedFiles
        {
            Domain = "AppDomain-com.example.app",
            Folder = "Documents/more",
            Count = 400,
            TotalSize = 400_000,
        });
        bench.Phone.Faults.CancelAfterFiles = 3;

        Assert.Equal(ErrorKind.Cancelled, (await bench.FailAsync()).Kind);

        bench.Phone.Faults.CancelAfterFiles = null;
        await bench.RecoverAsync();
    }

    [Fact]
    public async Task Another_computer_that_syncs_is_waited_for_and_then_named()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        using (bench.Phone.HoldSyncLock())
        {
            Assert.Equal(ErrorKind.DeviceBusy, (await bench.FailAsync()).Kind);
        }

        await bench.RecoverAsync();
    }

    [Fact]
    public async Task A_backup_over_the_network_answers_heartbeats_as_long_as_it_lasts()
    {
        await using FaultBench bench = await FaultBench.StartAsync(
            new VirtualPhoneOptions { HeartbeatInterval = TimeSpan.FromSeconds(5) });
        bench.Phone.Values.WiFiConnectionsEnabled = true;
        bench.Inner.Mux.Attach(bench.Phone, LinkKind.Network);
        bench.Inner.Mux.Detach(bench.Inner.Attachment);
        bench.Phone.Faults.ScanDelay = TimeSpan.FromSeconds(11);
        bench.Change();
        using DeviceSession device = await DeviceSession.OpenAsync(
            bench.Inner.Endpoint, bench.Phone.Udid, null, TestContext.Current.CancellationToken);
        Assert.Equal(DeviceConnectionType.Network, device.Device.ConnectionType);

        BackupRunResult result = await BackupRun.RunAsync(
            device,
            new BackupRunOptions { Repository = bench.Inner.Repository.Path },
            null,
            TestContext.Current.CancellationToken);

        Assert.False(result.IsFull);
        bench.Inner.AssertEqualsPhone(bench.Inner.Newest);
        Assert.NotEmpty(bench.Phone.Observations.Of(ObservationKind.PowerAssertion));
    }

    [Fact]
    public async Task What_management_forbids_or_asks_for_is_told()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.BackupsForbidden = true;
        Assert.Equal(ErrorKind.ManagementForbids, (await bench.FailAsync()).Kind);
        bench.Phone.BackupsForbidden = false;
        bench.Phone.RequiresEncryption = true;
        Assert.Equal(ErrorKind.EncryptionEnforced, (await bench.FailAsync()).Kind);
        bench.Phone.RequiresEncryption = false;
        bench.Phone.SetupFinished = false;
        Assert.Equal(ErrorKind.SetupNotFinished, (await bench.FailAsync()).Kind);
        bench.Phone.SetupFinished = true;
        bench.Phone.CloudRestoreRunning = true;
        Assert.Equal(ErrorKind.DeviceBusy, (await bench.FailAsync()).Kind);
        bench.Phone.CloudRestoreRunning = false;
        await bench.RecoverAsync();
    }

    [Fact]
    public async Task An_error_within_an_error_keeps_both_numbers()
    {
        await using FaultBench bench = await FaultBench.StartAsync();
        bench.Phone.Faults.Failure = new BackupFailure(BackupStep.Upload, 104, "Multiple errors uploading files")
        {
            UnderlyingCode = 100,
            UnderlyingDescription = "It broke",
        };

        EngineException nested = await bench.FailAsync();

        Assert.Equal((ErrorKind.DeviceFailed, 104, 100), (nested.Kind, nested.DeviceCode, nested.UnderlyingCode));
        bench.Phone.Faults.Failure = null;
        await bench.RecoverAsync();
    }

    [Theory]
    [InlineData(7)]
    [InlineData(777)]
    public async Task A_backup_arrives_whole_in_pieces_of_any_size(int piece)
    {
        await using FaultBench bench = await FaultBench.StartAsync(small: true);
        bench.Inner.Attachment.Cable.LargestPiece = piece;

        await bench.RecoverAsync();
    }

    [Fact]
    public async Task A_folder_of_twenty_thousand_files_is_listed_for_the_phone()
    {
        await using FaultBench bench = await FaultBench.StartAsync(small: true);
        bench.Phone.Content.Add(new GeneratedFiles
        {
            Domain = "MediaDomain",
            Folder = "Media/many",
            Count = 20_000,
            TotalSize = 20_000,
        });
        await bench.RecoverAsync();

        BackupRunResult incremental = await bench.RecoverAsync();

        Assert.InRange(incremental.FilesReceived, 1, 12);
    }
}
