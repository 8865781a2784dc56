using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Fleet.Policies;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Mux;
using Xunit;

namespace IosBackup.PS.Tests.Policies;

/// <summary>Policies that are carried out as they are meant.</summary>
[Collection(ProcessState.Name)]
public sealed class InvokeIosBackupPolicyTests
{
    [Fact]
    public async Task Every_step_is_carried_out_and_a_second_run_leaves_the_same()
    {
        await using PolicyDesk desk = new();
        VirtualPhone[] phones = [await desk.AddAsync("Mara"), await desk.AddAsync("Ben")];
        desk.Write(
            ("devices", phones.Select(static phone => phone.Udid)),
            ("verify", "full"),
            ("copyTo", new[] { "copies", "more" }),
            ("keep", new { last = 1 }),
            ("reports", "reports"));

        (IosBackupPolicyRun first, string[] none) = desk.Carry();

        Assert.Empty(none);
        Assert.Equal((0, PolicyOutcome.Completed, desk.Policy), (first.ExitCode, first.Outcome, first.Path));
        Assert.Equal(["Mara", "Ben"], first.Devices.Select(static device => device.DeviceName));
        foreach (IosBackupPolicyDevice device in first.Devices)
        {
            Assert.Equal(
                (IosBackupPolicyStatus.Completed, true, true, false),
                (device.Status, device.Seen, device.TestPassed, device.IsEncrypted));
            Assert.Equal(Path.Combine(desk.Phones.Repository, device.Udid), device.Backup);
            Assert.Equal(
                [Path.Combine(desk["copies"], device.Udid), Path.Combine(desk["more"], device.Udid)], device.Copies);
            Assert.Equal(Path.Combine(desk["reports"], device.Udid + ".html"), device.Report);
            Assert.True(File.Exists(device.Report));
            Assert.Empty(device.Removed);
            Assert.Null(device.ErrorId);
        }

        (IosBackupPolicyRun second, none) = desk.Carry();

        Assert.Empty(none);
        Assert.Equal(0, second.ExitCode);
        Assert.All(second.Devices, static device => Assert.Single(device.Removed));
        Assert.All(phones, phone => Assert.Single(desk.Generations(phone)));
        Assert.Equal(2, Directory.GetFiles(desk["reports"]).Length);
        desk.Phones.RequireReleased();
    }

    [Fact]
    public async Task Without_devices_all_paired_ones_in_reach_are_meant()
    {
        await using PolicyDesk desk = new();
        await desk.AddAsync("Mara");
        VirtualPhone stranger = await desk.AddAsync("Stranger");
        desk.Phones.Run("Remove-IosDevicePairing -Udid $rest -Endpoint $endpoint -Confirm:$false", stranger.Udid);
        desk.Write(("verify", "none"));

        (IosBackupPolicyRun run, string[] none) = desk.Carry();

        Assert.Empty(none);
        IosBackupPolicyDevice device = Assert.Single(run.Devices);
        Assert.Equal(("Mara", null, 0), (device.DeviceName, device.TestPassed, run.ExitCode));
    }

    [Fact]
    public async Task A_name_stands_for_all_that_have_it_and_one_that_nobody_has_is_a_warning()
    {
        await using PolicyDesk desk = new();
        await desk.AddAsync("Lab 1");
        await desk.AddAsync("Lab 2");
        await desk.AddAsync("Mara");
        desk.Write(("devices", new[] { "lab *", "Nobody" }));

        ShellResult result = desk.Run(PolicyDesk.Invoke + " -WarningVariable said; $said.Message");

        IosBackupPolicyRun run = Assert.IsType<IosBackupPolicyRun>(result.Output[0].BaseObject);
        Assert.Equal(["Lab 1", "Lab 2"], run.Devices.Select(static device => device.DeviceName).Order());
        Assert.Equal(PolicyOutcome.Completed, run.Outcome);
        Assert.Contains("Nobody", Assert.IsType<string>(Assert.Single(result.Output.Skip(1)).BaseObject));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_device_that_comes_in_time_is_waited_for(bool byName)
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        desk.Phones.Unplug(phone);
        desk.Write(("devices", new[] { byName ? "Mara" : phone.Udid }), ("waitMinutes", 1));
        Task plugging = Task.Run(
            async () =>
            {
                await Task.Delay(1500, TestContext.Current.CancellationToken);
                desk.Phones.Plug(phone);
            },
            TestContext.Current.CancellationToken);

        (IosBackupPolicyRun run, string[] none) = desk.Carry();
        await plugging;

        Assert.Empty(none);
        Assert.Equal((0, IosBackupPolicyStatus.Completed), (run.ExitCode, Assert.Single(run.Devices).Status));
    }

    [Theory]
    [InlineData("network", 0)]
    [InlineData("any", 0)]
    [InlineData("usb", 4)]
    public async Task Only_the_wanted_kind_of_connection_counts(string type, int exitCode)
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        desk.Phones.Unplug(phone);
        desk.Phones.Plug(phone, LinkKind.Network);
        desk.Write(("devices", new[] { phone.Udid }), ("connectionType", type));

        Assert.Equal(exitCode, desk.Carry().Run.ExitCode);
    }

    [Fact]
    public async Task Only_the_series_of_the_policy_is_thinned_out()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        phone.Content.Put("MediaDomain", "Library/SMS/Attachments/0a/10/one.txt", "a message");
        desk.Phones.Run("1..2 | ForEach-Object { New-IosBackup -Endpoint $endpoint -Path $repository }");
        desk.Write(("include", new[] { "Messages" }), ("keep", new { last = 1 }), ("reports", "reports"));

        desk.Carry();
        (IosBackupPolicyRun run, string[] none) = desk.Carry();

        Assert.Empty(none);
        IosBackupPolicyDevice device = Assert.Single(run.Devices);
        Assert.Contains("-partial-", device.Backup, StringComparison.Ordinal);
        Assert.Contains("-partial-", Assert.Single(device.Removed), StringComparison.Ordinal);
        string[] left = desk.Generations(phone);
        Assert.Equal((3, 1), (left.Length, left.Count(static path => path.Contains("-partial-"))));
        Assert.EndsWith("-partial.html", device.Report, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_if_shows_every_step_and_changes_nothing()
    {
        await using PolicyDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        desk.Phones.Run("1..3 | ForEach-Object { New-IosBackup -Endpoint $endpoint -Path $repository }");
        desk.Write(
            ("copyTo", new[] { "copies" }), ("keep", new { last = 1 }), ("reports", "reports"), ("waitMinutes", 60));
        string[] before = PolicyDesk.Snapshot(desk.Phones.Repository);

        (IosBackupPolicyRun run, string[] none) = desk.Carry(PolicyDesk.Invoke + " -WhatIf");

        Assert.Empty(none);
        Assert.Equal((PolicyOutcome.Planned, 0), (run.Outcome, run.ExitCode));
        IosBackupPolicyDevice device = Assert.Single(run.Devices);
        Assert.Equal((IosBackupPolicyStatus.Planned, null), (device.Status, device.Backup));
        Assert.Equal([desk["copies"]], device.Copies);
        Assert.Equal(
            desk.Generations(phone).Where(path => path != Path.Combine(desk.Phones.Repository, phone.Udid)).Order(),
            device.Removed.Order());
        Assert.Equal(before, PolicyDesk.Snapshot(desk.Phones.Repository));
        Assert.Empty(Directory.EnumerateFileSystemEntries(desk["copies"]));
        Assert.False(Directory.Exists(desk["reports"]));
    }

    [Fact]
    public async Task A_report_needs_the_password_of_an_encrypted_backup()
    {
        await using PolicyDesk desk = new();
        (await desk.AddAsync("Mara")).BackupPassword = "secret";
        desk.Write(("reports", "reports"), ("requireEncryption", true));

        IosBackupPolicyDevice closed = Assert.Single(desk.Carry().Run.Devices);
        IosBackupPolicyDevice open = Assert.Single(desk.Carry(PolicyDesk.Invoke + " -Password $secret").Run.Devices);

        Assert.Equal(
            (IosBackupPolicyStatus.Completed, true, null), (closed.Status, closed.IsEncrypted, closed.Report));
        Assert.Equal((IosBackupPolicyStatus.Completed, true), (open.Status, File.Exists(open.Report)));
    }

    [Fact]
    public async Task The_location_of_the_session_has_no_part_in_it()
    {
        await using PolicyDesk desk = new();
        await desk.AddAsync("Mara");
        desk.Write(("copyTo", new[] { "copies" }), ("keep", new { last = 1 }), ("reports", "reports"));
        ShellResult result = desk.Run("Set-Location Env:; $ErrorActionPreference = 'SilentlyContinue'; "
            + "Get-Item -LiteralPath \"Microsoft.PowerShell.Core\\FileSystem::$rest\" | "
            + "Invoke-IosBackupPolicy -Endpoint $endpoint");

        Assert.Equal(PolicyOutcome.Completed, Assert.Single(result.As<IosBackupPolicyRun>()).Outcome);
    }
}
