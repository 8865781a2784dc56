using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Restore-IosBackup -Device.</summary>
[Collection(ProcessState.Name)]
public sealed class RestoreToDeviceTests
{
    private const string Notes = "Library/notes.txt";
    private const string BackUp = "New-IosBackup -Endpoint $endpoint -Path $repository -Udid $rest";
    private const string Newest = "Get-IosBackup $repository -Latest";
    private const string ToDevice = "Restore-IosBackup -Endpoint $endpoint -Device $rest ";
    private const string ItemsToDevice =
        $"{Newest} | Get-IosBackupItem -Name notes.txt | {ToDevice} -Repository \"$repository/before\" ";

    [Theory]
    [InlineData($"{Newest} | {ToDevice} -Force")]
    [InlineData($"{Newest} | {ToDevice} -Confirm:$false")]
    [InlineData($"$all = {Newest}; {ToDevice} -Backup $all -Force")]
    [InlineData($"{ToDevice} -Path ({Newest}).Path -Force")]
    public async Task A_whole_backup_comes_back(string script)
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        PhoneContentSnapshot original = phone.Content.TakeSnapshot();
        phone.Content.Put("HomeDomain", Notes, "changed since");
        phone.Content.Put("HomeDomain", "Library/later.txt", "later");

        IosDeviceRestoreResult result = Restore(desk, script, phone);

        Assert.Equal((phone.Udid, phone.Udid, true), (result.Udid, result.SourceUdid, result.Reboots));
        Assert.True(result.FilesSent >= 2);
        RestoredPhone.RequireEqual(original, phone);
        desk.RequireReleased();
    }

    [Fact]
    public async Task Another_device_takes_an_encrypted_backup_and_keeps_what_it_is_told_to()
    {
        await using PhoneDesk desk = new();
        VirtualPhone source = await desk.AddAsync("Old");
        source.BackupPassword = "secret";
        Assert.Empty(desk.Run(BackUp, source.Udid).Errors);
        VirtualPhone target = await desk.AddAsync("New", new VirtualPhoneOptions { Apps = [] });

        IosDeviceRestoreResult result = Restore(
            desk,
            $"{Newest} | {ToDevice} -Password $secret -NoReboot -SkipApps -PreserveSettings -SkipVerification -Force",
            target);

        Assert.Equal((target.Udid, source.Udid, false), (result.Udid, result.SourceUdid, result.Reboots));
        Assert.Equal("a phone's notes", ReadNotes(source));
        Assert.Equal("a phone's notes", ReadNotes(target));
        Assert.Empty(target.Apps);
    }

    [Theory]
    [InlineData("-Force")]
    [InlineData("-Confirm:$false")]
    public async Task Items_from_the_pipeline_replace_their_files_alone(string answer)
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        phone.Content.Put("HomeDomain", Notes, "changed since");
        phone.Content.Put("HomeDomain", "Library/later.txt", "later");

        IosDeviceRestoreResult result = Restore(desk, ItemsToDevice + answer, phone);

        Assert.Equal([$"HomeDomain-{Notes}"], result.Items);
        Assert.Equal("a phone's notes", ReadNotes(phone));
        Assert.NotNull(phone.Content.Find("HomeDomain", "Library/later.txt"));
        Assert.StartsWith(desk.Repository, result.BackupPath, StringComparison.Ordinal);
        IosBackup before = Assert.Single(desk.Run("Get-IosBackup \"$repository/before\"").As<IosBackup>());
        Assert.Equal(result.BackupPath, before.Path);
    }

    [Fact]
    public async Task WhatIf_gives_the_plan_of_a_whole_restore_with_all_that_refuses_it()
    {
        await using PhoneDesk desk = new();
        VirtualPhone source = await desk.AddAsync("Old");
        source.BackupPassword = "secret";
        Assert.Empty(desk.Run(BackUp, source.Udid).Errors);
        VirtualPhone target = await desk.AddAsync("New", new VirtualPhoneOptions { ProductVersion = "17.0" });
        target.FindMyEnabled = true;

        IosDeviceRestorePlan plan = Plan(desk, $"{Newest} | {ToDevice} -Password $secret -WhatIf", target);

        Assert.Equal((source.Udid, target.Udid, false), (plan.SourceUdid, plan.TargetUdid, plan.IsSameDevice));
        Assert.Equal(("Old", "New", true), (plan.SourceName, plan.TargetName, plan.IsEncrypted));
        Assert.False(plan.IsPossible);
        Assert.Equal(
            [nameof(ErrorKind.FindMyEnabled), nameof(ErrorKind.VersionTooNew)],
            plan.Obstacles.Select(static obstacle => obstacle.ErrorId).Order(StringComparer.Ordinal));
        Assert.All(plan.Obstacles, static obstacle => Assert.NotEmpty(obstacle.RecommendedAction!));
        Assert.Contains(plan.DataTypes, static total => total is { DataType: DataType.Other, FileCount: 1 });
        Assert.Empty(plan.Items);
        Assert.Null(target.LastRestore);
    }

    [Fact]
    public async Task WhatIf_gives_the_plan_of_a_restore_of_items_and_backs_nothing_up()
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        phone.Observations.Clear();

        IosDeviceRestorePlan plan = Plan(desk, ItemsToDevice + "-WhatIf", phone);

        Assert.Equal([$"HomeDomain-{Notes}"], plan.Items);
        Assert.Equal((1L, (long)"a phone's notes".Length), (plan.FileCount, plan.Size));
        Assert.True(plan.IsSameDevice);
        Assert.True(plan.IsPossible);
        Assert.Contains("before", plan.Replaces, StringComparison.Ordinal);
        phone.FindMyEnabled = true;
        phone.BackupPassword = "secret";
        plan = Plan(desk, ItemsToDevice + "-WhatIf", phone);
        Assert.Equal(
            [nameof(ErrorKind.FindMyEnabled), nameof(ErrorKind.BackupPasswordRequired)],
            plan.Obstacles.Select(static obstacle => obstacle.ErrorId));
        Assert.Null(phone.LastRestore);
        Assert.Empty(desk.Run("Get-IosBackup \"$repository/before\" -ErrorAction SilentlyContinue").Output);
    }

    [Theory]
    [InlineData($"{Newest} | {ToDevice} -Force")]
    [InlineData(ItemsToDevice + "-Force")]
    public async Task Find_My_refuses_it_and_the_error_says_what_to_do(string script)
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        phone.FindMyEnabled = true;

        ShellResult result = desk.Run(script, phone.Udid);

        Assert.Empty(result.Output);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("FindMyEnabled,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal((ErrorCategory.InvalidOperation, phone.Udid), (error.CategoryInfo.Category, error.TargetObject));
        Assert.NotEmpty(error.ErrorDetails.RecommendedAction);
        Assert.Null(phone.LastRestore);
    }

    [Theory]
    [InlineData($"{Newest} | {ToDevice}")]
    [InlineData(ItemsToDevice)]
    public async Task Without_an_answer_the_phone_stays_as_it_is(string script)
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);

        // Nobody can be asked here, which is an error and no permission.
        ShellResult result = desk.Run($"try {{ {script} }} catch {{ 'asked' }}", phone.Udid);

        Assert.Equal(["asked"], result.As<string>());
        Assert.Null(phone.LastRestore);
    }

    private static string ReadNotes(VirtualPhone phone)
    {
        using System.IO.StreamReader reader = new(phone.Content.Find("HomeDomain", Notes)!.Content!.Open());
        return reader.ReadToEnd();
    }

    private static IosDeviceRestoreResult Restore(PhoneDesk desk, string script, VirtualPhone target)
    {
        ShellResult result = desk.Run(script, target.Udid);
        Assert.Empty(result.Errors);
        return Assert.Single(result.As<IosDeviceRestoreResult>());
    }

    private static IosDeviceRestorePlan Plan(PhoneDesk desk, string script, VirtualPhone target)
    {
        ShellResult result = desk.Run(script, target.Udid);
        Assert.Empty(result.Errors);
        return Assert.Single(result.As<IosDeviceRestorePlan>());
    }
}
