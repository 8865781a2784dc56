using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Files;
using IosBackup.Engine.Fleet.Policies;
using IosBackup.Engine.Repository;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Faults;
using Xunit;

namespace IosBackup.PS.Tests.Policies;

/// <summary>What fails for one device ends nothing for the others, and takes nothing away.</summary>
[Collection(ProcessState.Name)]
public sealed class PolicyFailureTests
{
    private const string Absent = "00008130-001C2D3E4F50001C";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_expected_device_that_is_not_seen_is_code_4()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        desk.Write(("devices", new[] { phone.Udid, Absent }));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry();

        Assert.Equal((4, PolicyOutcome.DeviceNotSeen), (run.ExitCode, run.Outcome));
        Assert.Equal(["DeviceNotFound"], errors);
        Assert.Equal(
            [(true, IosBackupPolicyStatus.Completed, null), (false, IosBackupPolicyStatus.NotSeen, "DeviceNotFound")],
            run.Devices.Select(static device => (device.Seen, device.Status, device.ErrorId)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_phone_that_needs_somebody_is_code_5(bool isLocked)
    {
        await using PolicyDesk desk = new();
        VirtualPhone[] phones = [await desk.AddAsync("Mara"), await desk.AddAsync("Ben")];
        phones[1].Passcode = "1234";
        phones[1].LockState = isLocked ? LockState.LockedSinceStart : LockState.Unlocked;
        phones[1].Faults.PasscodeEntry = PasscodeEntry.Cancelled;
        desk.Write(("devices", phones.Select(static phone => phone.Udid)), ("copyTo", new[] { "copies" }));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry();

        Assert.Equal((5, PolicyOutcome.PasscodeOrTrustNeeded), (run.ExitCode, run.Outcome));
        Assert.Equal([isLocked ? "DeviceLocked" : "PasscodeRequired"], errors);
        Assert.Equal(
            [IosBackupPolicyStatus.Completed, IosBackupPolicyStatus.Failed],
            run.Devices.Select(static device => device.Status));
        Assert.True(run.Devices[1].Seen);
        Assert.Single(run.Devices[0].Copies);
        Assert.Empty(desk.Generations(phones[1], desk["copies"]));
    }

    [Theory]
    [InlineData("quick")]
    [InlineData("full")]
    public async Task A_wrong_password_is_code_12_and_nothing_follows(string verify)
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        phone.BackupPassword = "right";
        desk.Phones.Run("New-IosBackup -Endpoint $endpoint -Path $repository");
        desk.Write(
            ("verify", verify), ("copyTo", new[] { "copies" }), ("keep", new { last = 1 }), ("reports", "reports"));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry(PolicyDesk.Invoke + " -Password $secret");

        Assert.Equal((12, PolicyOutcome.PasswordWrong), (run.ExitCode, run.Outcome));
        Assert.Equal(["BackupPasswordIncorrect"], errors);
        IosBackupPolicyDevice device = Assert.Single(run.Devices);
        Assert.Equal(IosBackupPolicyStatus.CompletedWithErrors, device.Status);
        RequireNothingFollowed(desk, device);
        Assert.Equal(2, desk.Generations(phone).Length);
    }

    [Fact]
    public async Task A_backup_that_fails_its_test_is_not_copied_and_costs_no_older_one()
    {
        await using PolicyDesk desk = new();
        VirtualPhone[] phones = [await desk.AddAsync("Mara"), await desk.AddAsync("Ben")];
        desk.Phones.Run("New-IosBackup -Udid * -Endpoint $endpoint -Path $repository");
        phones[0].Content.Put("HomeDomain", "Library/bad.plist", "bplist00 and nothing else of one");
        desk.Write(
            ("devices", phones.Select(static phone => phone.Udid)),
            ("verify", "full"),
            ("copyTo", new[] { "copies" }),
            ("keep", new { last = 1 }),
            ("reports", "reports"));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry();

        Assert.Equal((2, PolicyOutcome.SomeFailed), (run.ExitCode, run.Outcome));
        Assert.Equal(["PayloadDamaged"], errors);
        Assert.Equal(
            (IosBackupPolicyStatus.CompletedWithErrors, false), (run.Devices[0].Status, run.Devices[0].TestPassed));
        RequireNothingFollowed(desk, run.Devices[0]);
        Assert.Equal(2, desk.Generations(phones[0]).Length);
        Assert.Equal(
            (IosBackupPolicyStatus.Completed, 1, 1, true),
            (run.Devices[1].Status, run.Devices[1].Copies.Count, run.Devices[1].Removed.Count,
                File.Exists(run.Devices[1].Report)));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_used_is_code_10_and_keeps_no_other_from_its_copy()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        desk.Phones.Run("New-IosBackup -Endpoint $endpoint -Path $repository");
        File.WriteAllText(desk["file"], "no folder");
        desk.Write(("copyTo", new[] { "file", "copies" }), ("keep", new { last = 1 }));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry();

        Assert.Equal((10, PolicyOutcome.RepositoryUnavailable), (run.ExitCode, run.Outcome));
        Assert.Equal(["DestinationUnavailable"], errors);
        IosBackupPolicyDevice device = Assert.Single(run.Devices);
        Assert.Equal((1, 0), (device.Copies.Count, device.Removed.Count));
        Assert.Equal(2, desk.Generations(phone).Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" -WhatIf")]
    public async Task A_repository_that_is_not_there_is_code_10_and_is_not_made(string whatIf)
    {
        await using PolicyDesk desk = new();
        await desk.AddAsync("Mara");
        desk.Write(("repository", "unplugged"));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry(PolicyDesk.Invoke + whatIf);

        Assert.Equal((10, 0), (run.ExitCode, run.Devices.Count));
        Assert.Equal(["DestinationUnavailable"], errors);
        Assert.False(Directory.Exists(desk["unplugged"]));
    }

    [Fact]
    public async Task A_place_of_copies_that_is_not_there_is_code_10_and_is_not_made()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        desk.Write(("copyTo", new[] { "copies" }));
        Directory.Delete(desk["copies"]);

        (IosBackupPolicyRun run, string[] errors) = desk.Carry();

        Assert.Equal(10, run.ExitCode);
        Assert.Equal(["DestinationUnavailable"], errors);
        Assert.False(Directory.Exists(desk["copies"]));
        Assert.Single(desk.Generations(phone));
    }

    [Fact]
    public async Task Files_that_a_phone_cannot_read_are_code_3()
    {
        await using PolicyDesk desk = new();
        using ShellSession shell = ShellSession.WithModuleAndStandIns();
        desk.Write(("copyTo", new[] { "copies" }));

        ShellResult result = shell.Run(
            "$phone = Start-IosVirtualDevice Mara -FileCount 20 -Fault UnreadableFile; "
            + "$null = $phone | New-IosDevicePairing; Invoke-IosBackupPolicy $args[0] -Endpoint $phone.Endpoint; "
            + "Stop-IosVirtualDevice *",
            desk.Policy);

        Assert.Empty(result.Errors);
        IosBackupPolicyRun run = Assert.Single(result.As<IosBackupPolicyRun>());
        IosBackupPolicyDevice device = Assert.Single(run.Devices);
        Assert.Equal(
            (3, IosBackupPolicyStatus.CompletedWithErrors, "FilesUnreadable", 1),
            (run.ExitCode, device.Status, device.ErrorId, device.Copies.Count));
    }

    [Fact]
    public async Task A_device_that_lacks_the_wanted_connection_is_not_seen()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        desk.Write(("devices", new[] { phone.Udid }), ("connectionType", "network"));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry();
        ShellResult direct = desk.Run(
            "New-IosBackup -Udid *-* -ConnectionType Network -Path $repository -Endpoint $endpoint; "
            + "Wait-IosDevice -ConnectionType Network -TimeoutSeconds 0 -Endpoint $endpoint");

        Assert.Equal((4, "DeviceNotFound"), (run.ExitCode, Assert.Single(errors)));
        Assert.Empty(direct.Output);
    }

    [Fact]
    public async Task A_place_where_another_run_works_is_code_11()
    {
        await using PolicyDesk desk = new();
        VirtualPhone[] phones = [await desk.AddAsync("Mara"), await desk.AddAsync("Ben")];
        using DeviceRepository other =
            BackupRepository.Open(FileLayer.Real, desk.Phones.Repository).OpenDevice(phones[1].Udid);
        desk.Write(("devices", phones.Select(static phone => phone.Udid)), ("keep", new { last = 1 }));

        (IosBackupPolicyRun run, string[] errors) = desk.Carry();

        Assert.Equal((11, PolicyOutcome.RepositoryLocked), (run.ExitCode, run.Outcome));
        Assert.Equal(["RepositoryLocked"], errors);
        Assert.Equal(
            [(IosBackupPolicyStatus.Completed, null), (IosBackupPolicyStatus.Failed, "RepositoryLocked")],
            run.Devices.Select(static device => (device.Status, device.ErrorId)));
    }

    [Fact]
    public async Task No_device_at_all_is_code_4_and_no_service_code_1()
    {
        await using PolicyDesk desk = new();
        desk.Write();

        Assert.Equal(4, desk.Carry().Run.ExitCode);
        (IosBackupPolicyRun run, string[] errors) = desk.Carry("Invoke-IosBackupPolicy $rest -Endpoint 127.0.0.1:9");
        Assert.Equal((1, PolicyOutcome.Failed), (run.ExitCode, run.Outcome));
        Assert.Equal(["NoMuxService"], errors);
    }

    [Theory]
    [InlineData("{ \"version\": 1,\n \"notify\": true }", ", line 2, notify")]
    [InlineData("{ \"version\": 1, \"devices\": [\"Mara[\"] }", ", devices")]
    public async Task A_bad_policy_ends_the_command(string policy, string place)
    {
        await using PolicyDesk desk = new();
        File.WriteAllText(desk.Policy, policy);

        ShellResult result = desk.Run(
            $"try {{ {PolicyDesk.Invoke} -ErrorAction Continue; 'went on' }} catch {{ $_ }}");

        ErrorRecord error = Assert.Single(result.As<ErrorRecord>());
        Assert.StartsWith("PolicyInvalid,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidData, error.CategoryInfo.Category);
        Assert.Contains(place, (string)error.TargetObject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Error_action_Stop_ends_it_at_the_first_error_and_lets_phones_go()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        phone.BackupPassword = "right";
        desk.Write(("copyTo", new[] { "copies" }));

        ShellResult result = desk.Run(
            $"try {{ {PolicyDesk.Invoke} -Password $secret -ErrorAction Stop; 'went on' }} catch {{ $_ }}");

        ErrorRecord error = Assert.Single(result.As<ErrorRecord>());
        Assert.StartsWith("BackupPasswordIncorrect,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(desk["copies"]));
        desk.Phones.RequireReleased();
    }

    [Fact]
    public async Task An_error_is_told_once()
    {
        await using PolicyDesk desk = new();
        desk.Write(("devices", new[] { Absent }));

        ShellResult result = desk.Run(
            $"$Error.Clear(); $null = {PolicyDesk.Invoke} -ErrorVariable told; $told.Count; $Error.Count");

        Assert.Single(result.Errors);
        Assert.Equal([1, 1], result.As<int>());
    }

    [Fact]
    public async Task Ctrl_C_in_the_middle_lets_the_phone_go_and_the_next_run_goes_on()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        HeldContent held = new();
        phone.Content.Put(new PhoneFile
        {
            Domain = "CameraRollDomain",
            RelativePath = "Media/held.bin",
            Content = held,
        });
        desk.Write(("copyTo", new[] { "copies" }));
        using PowerShell shell = desk.Phones.Create(PolicyDesk.Invoke, desk.Policy);
        IAsyncResult running = shell.BeginInvoke();
        Assert.True(held.Reached.Wait(s_patience, Stop));

        await shell.StopAsync(null, null).WaitAsync(s_patience, Stop);
        held.Released.Set();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
        desk.Phones.RequireReleased();
        Assert.Empty(Directory.EnumerateFileSystemEntries(desk["copies"]));
        (IosBackupPolicyRun run, string[] none) = desk.Carry();
        Assert.Empty(none);
        Assert.Contains(Assert.Single(run.Devices).Warnings, static text => text.Contains("gone on with"));
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Ctrl_C_while_it_waits_ends_it_at_once()
    {
        await using PolicyDesk desk = new();
        desk.Write(("waitMinutes", 60));
        using PowerShell shell = desk.Phones.Create(PolicyDesk.Invoke, desk.Policy);
        IAsyncResult running = shell.BeginInvoke();
        await Task.Delay(1000, Stop);

        await shell.StopAsync(null, null).WaitAsync(s_patience, Stop);

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    private static void RequireNothingFollowed(PolicyDesk desk, IosBackupPolicyDevice device)
    {
        Assert.NotNull(device.Backup);
        Assert.Empty(device.Copies);
        Assert.Empty(device.Removed);
        Assert.Null(device.Report);
        Assert.False(Directory.Exists(Path.Combine(desk["copies"], device.Udid)));
        Assert.False(File.Exists(Path.Combine(desk["reports"], device.Udid + ".html")));
    }
}
