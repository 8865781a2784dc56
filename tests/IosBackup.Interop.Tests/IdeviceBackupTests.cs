using System;
using System.Threading.Tasks;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Observations;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>idevicebackup2 as a client of the virtual phone.</summary>
public sealed class IdeviceBackupTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_backup_equals_the_phone(bool unix)
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync(unix);
        await desk.BackUpAsync("--full");
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content);
        Assert.Empty(desk.Phone.Observations.Violations);
    }

    [Fact]
    public async Task An_incremental_backup_sends_only_what_changed()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        await desk.BackUpAsync("--full");
        desk.Phone.Content.Put("HomeDomain", "Library/SMS/sms.db", "shorter");
        desk.Phone.Content.Put("HomeDomain", "Library/new.txt", "new");
        desk.Phone.Content.Remove("MediaDomain", "deep");
        ToolResult result = await desk.BackUpAsync();

        // Two files, two manifests, four states.
        Assert.Contains("Received 8 files from device.", result.Output, StringComparison.Ordinal);
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content);
        Assert.Empty(desk.Phone.Observations.Violations);
    }

    [Fact]
    public async Task Encrypted_backups_open_with_the_password_that_was_set()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        await RunAsync(desk, "encryption", "on", "first");
        await desk.BackUpAsync("--full");
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content, "first");
        byte[] key = WrittenBackup.ReadKey(desk.Backup, "first", "HomeDomain", "Library/SMS/sms.db");

        desk.Phone.Content.Put("HomeDomain", "Library/new.txt", "new");
        await desk.BackUpAsync();
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content, "first");
        byte[] sameKey = WrittenBackup.ReadKey(desk.Backup, "first", "HomeDomain", "Library/SMS/sms.db");
        Assert.Equal(key, sameKey);
        Assert.Empty(desk.Phone.Observations.Violations);
    }

    [Fact]
    public async Task The_password_can_be_changed_and_removed()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        await RunAsync(desk, "encryption", "on", "first");
        await RunAsync(desk, "changepw", "first", "second");
        Assert.Equal("second", desk.Phone.BackupPassword);
        ToolResult refused = await desk.Find("idevicebackup2").RunAsync("encryption", "off", "first", desk.Folder);
        Assert.Contains("ErrorCode 207: Invalid password", refused.Output, StringComparison.Ordinal);
        await desk.BackUpAsync();
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content, "second");

        await RunAsync(desk, "encryption", "off", "second");
        Assert.Null(desk.Phone.BackupPassword);
        await desk.BackUpAsync();
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content, password: null, allowsOrphans: true);
    }

    [Fact]
    public async Task An_interrupted_backup_is_continued()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        desk.Phone.Faults.DisconnectAfterUploadedBytes = 3_400_000;
        ToolResult broken = await desk.Find("idevicebackup2").RunAsync("backup", desk.Folder);
        Assert.DoesNotContain("Backup Successful.", broken.Output, StringComparison.Ordinal);
        desk.Phone.Faults.DisconnectAfterUploadedBytes = null;
        await desk.BackUpAsync();
        WrittenBackup.RequireEqual(desk.Backup, desk.Phone.Content);
    }

    [Fact]
    public async Task A_refusal_of_device_management_is_told()
    {
        await using PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        desk.Phone.BackupsForbidden = true;
        ToolResult result = await desk.Find("idevicebackup2").RunAsync("backup", desk.Folder);
        Assert.Contains("ErrorCode 22: Drive backup is disabled", result.Output, StringComparison.Ordinal);
    }

    private static async Task RunAsync(PhoneOnTheDesk desk, params string[] arguments)
    {
        (await desk.Find("idevicebackup2").RunAsync([.. arguments, desk.Folder])).RequireSuccess();
        Assert.Empty(desk.Phone.Observations.Of(ObservationKind.PhoneCrashed));
    }
}
