using System;
using System.IO;
using System.Threading.Tasks;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>idevicebackup2 puts its backups back on virtual phones.</summary>
public sealed class IdeviceRestoreTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_restore_brings_everything_back(bool encrypted)
    {
        await using PhoneOnTheDesk desk = await BackUpAsync(encrypted);
        PhoneContentSnapshot original = desk.Phone.Content.TakeSnapshot();
        desk.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "changed since");
        desk.Phone.Content.Put("HomeDomain", "Library/later.txt", "later");
        desk.Phone.Content.Remove("CameraRollDomain", "Media");
        await RestoreAsync(desk, encrypted ? ["--password", "secret"] : []);
        RestoredPhone.RequireEqual(original, desk.Phone);
    }

    [Fact]
    public async Task Another_phone_takes_the_backup_of_the_first()
    {
        await using PhoneOnTheDesk desk = await BackUpAsync(encrypted: true);
        using VirtualPhone other = new(new VirtualPhoneOptions { ProductVersion = "26.1", Apps = [] });
        other.Content.Put("HomeDomain", "Library/own.txt", "the new phone's own");
        desk.Mux.Attach(other);
        (await desk.Find("idevicepair").RunAsync("-u", other.Udid, "pair")).RequireSuccess();
        ToolResult result = await desk.Find("idevicebackup2").RunAsync(
            "-u", other.Udid, "-s", desk.Phone.Udid, "restore", "--system", "--remove", "--settings",
            "--password", "secret", desk.Folder);
        Assert.Contains("Restore Successful.", result.Output, StringComparison.Ordinal);
        RestoredPhone.RequireEqual(desk.Phone.Content.TakeSnapshot(), other);
        Assert.Equal(desk.Phone.Udid, other.LastRestore!.SourceIdentifier);
        Assert.Contains(other.Apps, static app => app is { BundleId: "com.example.notebook", Name: "Notebook" });
        Assert.Empty(other.Observations.Violations);
    }

    [Fact]
    public async Task A_wrong_password_is_refused()
    {
        await using PhoneOnTheDesk desk = await BackUpAsync(encrypted: true);
        ToolResult result = await desk.Find("idevicebackup2").RunAsync(
            "restore", "--system", "--password", "wrong", desk.Folder);
        Assert.Contains("ErrorCode 207", result.Output, StringComparison.Ordinal);
        Assert.Null(desk.Phone.LastRestore);
    }

    [Fact]
    public async Task The_backup_can_be_copied_first()
    {
        await using PhoneOnTheDesk desk = await BackUpAsync(encrypted: false);
        await RestoreAsync(desk, "--copy");
        string copy = Assert.Single(Directory.GetDirectories(desk.Folder, desk.Phone.Udid + "-*"));
        Assert.Contains(
            Path.GetFileName(copy), File.ReadAllText(Path.Combine(copy, "Info.plist")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_restart_no_second_restore_is_possible()
    {
        await using PhoneOnTheDesk desk = await BackUpAsync(encrypted: false);
        await RestoreAsync(desk, "--no-reboot");
        ToolResult result = await desk.Find("idevicebackup2").RunAsync("restore", "--system", desk.Folder);
        Assert.Contains("ErrorCode 102", result.Output, StringComparison.Ordinal);
        desk.Phone.Reboot();
        await RestoreAsync(desk);
    }

    private static async Task<PhoneOnTheDesk> BackUpAsync(bool encrypted)
    {
        PhoneOnTheDesk desk = new();
        try
        {
            desk.Find("idevicebackup2");
            AwkwardContent.AddTo(desk.Phone.Content);
            await desk.PairAsync();
            desk.Phone.BackupPassword = encrypted ? "secret" : null;
            await desk.BackUpAsync("--full");
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    private static async Task RestoreAsync(PhoneOnTheDesk desk, params string[] options)
    {
        ToolResult result = await desk.Find("idevicebackup2").RunAsync(
            ["restore", "--system", "--remove", "--settings", .. options, desk.Folder]);
        Assert.True(result.Output.Contains("Restore Successful.", StringComparison.Ordinal), result.Output);
        Assert.Empty(desk.Phone.Observations.Of(ObservationKind.PhoneCrashed));
        Assert.Empty(desk.Phone.Observations.Violations);
    }
}
