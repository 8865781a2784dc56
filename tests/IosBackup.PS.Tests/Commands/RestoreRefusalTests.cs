using System;
using System.IO;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>What Restore-IosBackup -Device says when a device is not restored.</summary>
[Collection(ProcessState.Name)]
public sealed class RestoreRefusalTests
{
    private const string BackUp = "New-IosBackup -Endpoint $endpoint -Path $repository -Udid $rest";
    private const string Restore =
        "Get-IosBackup $repository -Latest | Restore-IosBackup -Endpoint $endpoint -Device $rest ";

    [Fact]
    public async Task A_phone_that_has_not_restarted_has_to_be_restarted()
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        Assert.Empty(desk.Run(Restore + "-NoReboot -Force", phone.Udid).Errors);

        ErrorRecord error = RequireRefusal(desk.Run(Restore + "-Force", phone.Udid), phone);

        Assert.Contains("not restarted", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("Restart the device and try again.", error.ErrorDetails.RecommendedAction);
        phone.Reboot();
        Assert.Empty(desk.Run(Restore + "-Force", phone.Udid).Errors);
    }

    [Fact]
    public async Task A_damaged_file_is_named_beside_the_device()
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        Assert.Empty(desk.Run(BackUp, phone.Udid).Errors);
        string payload = Path.Combine(
            desk.Repository,
            phone.Udid,
            BackupFolder.ShardedName(FileIds.Compute("CameraRollDomain", "Media/first.bin")));
        byte[] content = File.ReadAllBytes(payload);
        content[0] ^= 1;
        File.Delete(payload);
        File.WriteAllBytes(payload, content);

        ErrorRecord error = RequireRefusal(desk.Run(Restore + "-Force", phone.Udid), phone);

        Assert.Contains("CameraRollDomain-Media/first.bin", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("Test-IosBackup", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Null(phone.LastRestore);
    }

    [Theory]
    [InlineData("", "BackupPasswordRequired")]
    [InlineData("-Password (ConvertTo-SecureString wrong -AsPlainText -Force) ", "BackupPasswordIncorrect")]
    public async Task A_plan_names_the_backup_whose_password_is_asked_for(string password, string id)
    {
        await using PhoneDesk desk = new();
        VirtualPhone source = await desk.AddAsync("Old");
        source.BackupPassword = "secret";
        Assert.Empty(desk.Run(BackUp, source.Udid).Errors);
        VirtualPhone target = await desk.AddAsync("New");

        ShellResult result = desk.Run(Restore + password + "-WhatIf", target.Udid);

        Assert.Empty(result.Errors);
        IosDeviceRestorePlan plan = Assert.Single(result.As<IosDeviceRestorePlan>());
        IosRestoreObstacle obstacle = Assert.Single(plan.Obstacles);
        Assert.Equal(id, obstacle.ErrorId);
        Assert.Contains(plan.BackupPath, obstacle.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(target.Udid, obstacle.Message, StringComparison.Ordinal);
    }

    private static ErrorRecord RequireRefusal(ShellResult result, VirtualPhone phone)
    {
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("RestoreRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(
            $"Nothing was restored to {phone.Udid}:", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal(phone.Udid, error.TargetObject);
        return error;
    }
}
