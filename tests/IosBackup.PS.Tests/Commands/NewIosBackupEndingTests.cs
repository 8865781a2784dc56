using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Backups that end before they are made: the phone is let go, and what has arrived is of use.</summary>
[Collection(ProcessState.Name)]
public sealed class NewIosBackupEndingTests
{
    private const string BackUp = "New-IosBackup -Endpoint $endpoint -Path $repository -Udid * -ThrottleLimit 3";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ctrl_C_lets_the_phone_go_and_keeps_what_has_arrived()
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        HeldContent held = Hold(phone);
        using PowerShell shell = desk.Create(BackUp);
        IAsyncResult run = shell.BeginInvoke();
        Assert.True(held.Reached.Wait(s_patience, Stop));

        await shell.StopAsync(null, null).WaitAsync(s_patience, Stop);
        held.Released.Set();

        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
        desk.RequireReleased();
        RequireResumed(desk, phone);
        desk.RequireReleased();
    }

    [Fact]
    public async Task A_pipeline_that_has_enough_lets_the_other_phones_go()
    {
        await using PhoneDesk desk = new();
        VirtualPhone quick = await desk.AddAsync("Quick");
        VirtualPhone[] slow = [await desk.AddAsync("Slow"), await desk.AddAsync("Slower")];
        HeldContent last = Hold(quick);
        HeldContent[] held = [.. slow.Select(Hold)];
        Task release = Task.Run(
            () =>
            {
                // The quick one may not be done before the others are in the middle.
                Assert.All(held, static content => Assert.True(content.Reached.Wait(s_patience, Stop)));
                last.Released.Set();
            },
            Stop);

        ShellResult result = desk.Run($"{BackUp} | Select-Object -First 1");
        await release;

        IosBackupResult first = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(("Quick", IosBackupResultStatus.Completed), (first.DeviceName, first.Status));
        Assert.Empty(result.Errors);
        Array.ForEach(held, static content => content.Released.Set());
        desk.RequireReleased();
        RequireResumed(desk, slow);
        desk.RequireReleased();
    }

    [Fact]
    public async Task A_cable_pulled_in_the_middle_is_one_failed_result_and_the_next_run_goes_on()
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        HeldContent held = Hold(phone);
        Task unplugging = Task.Run(
            () =>
            {
                Assert.True(held.Reached.Wait(s_patience, Stop));
                desk.Unplug(phone);
                held.Released.Set();
            },
            Stop);

        ShellResult result = desk.Run(BackUp);
        await unplugging;

        IosBackupResult failed = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(
            (IosBackupResultStatus.Failed, nameof(ErrorKind.DeviceDisconnected)), (failed.Status, failed.ErrorId));
        Assert.Equal(phone.Udid, Assert.Single(result.Errors).TargetObject);
        desk.Plug(phone);
        RequireResumed(desk, phone);
        Assert.Equal(2, phone.Observations.Of(ObservationKind.LockTaken).Count);
        Assert.Equal(2, phone.Observations.Of(ObservationKind.LockReleased).Count);
    }

    /// <summary>Lets a phone stop in the middle of its last file.</summary>
    private static HeldContent Hold(VirtualPhone phone)
    {
        HeldContent content = new();
        phone.Content.Put(new PhoneFile
        {
            Domain = "CameraRollDomain",
            RelativePath = "Media/held.bin",
            Content = content,
        });
        return content;
    }

    /// <summary>Checks that a next run goes on with what is there of phones, and ends good.</summary>
    private static void RequireResumed(PhoneDesk desk, params VirtualPhone[] phones)
    {
        Assert.All(phones, phone => Assert.True(Directory.Exists(
            Path.Combine(desk.Repository, ".iosbackup", phone.Udid, "staging", phone.Udid))));

        ShellResult next = desk.Run($"{BackUp} -Verify Full");

        Assert.Empty(next.Errors);
        foreach (VirtualPhone phone in phones)
        {
            IosBackupResult result = next.As<IosBackupResult>().Single(one => one.Udid == phone.Udid);
            Assert.Equal((IosBackupResultStatus.Completed, true), (result.Status, result.Test?.Passed));
            Assert.Contains(result.Warnings, static warning => warning.Id == "Resumed");
            Assert.Equal(3, result.FileCount);
        }
    }
}
