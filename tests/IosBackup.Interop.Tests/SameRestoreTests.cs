using System;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Restoration.Phone;
using IosBackup.Engine.Usbmux;
using IosBackup.Tests;
using IosBackup.VirtualDevice;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Restore;
using Xunit;

namespace IosBackup.Interop.Tests;

/// <summary>One backup, restored to two phones that are alike: by the engine, and by idevicebackup2.</summary>
public sealed class SameRestoreTests
{
    private const string Settings = "Library/Preferences/com.apple.test.plist";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null, false)]
    [InlineData(null, true)]
    [InlineData("secret", false)]
    [InlineData("secret", true)]
    public async Task Both_leave_the_same_phone(string? password, bool preservesSettings)
    {
        await using PhoneOnTheDesk desk = await BackUpAsync(password);
        using VirtualPhone ours = await AddPhoneAsync(desk);
        using VirtualPhone theirs = await AddPhoneAsync(desk);

        await RestoreWithEngineAsync(desk, ours, password, preservesSettings);
        await RestoreWithToolAsync(desk, theirs, password, preservesSettings);

        RestoredPhone.RequireEqual(theirs.Content.TakeSnapshot(), ours);
        Assert.Equal(Apps(theirs), Apps(ours));
        Assert.Contains(Apps(ours), static app => app.StartsWith("com.example.notebook ", StringComparison.Ordinal));
        Assert.Equal(Describe(theirs.LastRestore!), Describe(ours.LastRestore!));
        Assert.Equal(theirs.BackupPassword, ours.BackupPassword);
        Assert.Equal(theirs.SetupFinished, ours.SetupFinished);
        Assert.Equal(preservesSettings ? "the phone's own" : "the backup's", ReadText(ours, Settings));
        Assert.Null(ours.Content.Find("HomeDomain", "Library/own.txt"));
    }

    /// <summary>A backup of a phone with awkward files, settings and apps.</summary>
    private static async Task<PhoneOnTheDesk> BackUpAsync(string? password)
    {
        PhoneOnTheDesk desk = await PhoneOnTheDesk.PrepareAsync();
        try
        {
            desk.Phone.BackupPassword = password;
            desk.Phone.Content.Put("HomeDomain", Settings, "the backup's");
            await desk.BackUpWithEngineAsync(desk.Folder);
            return desk;
        }
        catch
        {
            await desk.DisposeAsync();
            throw;
        }
    }

    private static async Task<VirtualPhone> AddPhoneAsync(PhoneOnTheDesk desk)
    {
        VirtualPhone phone = new(new VirtualPhoneOptions { ProductVersion = "26.1", Apps = [] });
        phone.Content.Put("HomeDomain", "Library/own.txt", "the phone's own");
        phone.Content.Put(new PhoneFile
        {
            Domain = "HomeDomain",
            RelativePath = Settings,
            LastModified = 1_700_000_000,
            Content = PhoneFileContent.FromBytes("the phone's own"u8.ToArray()),
        });
        phone.Content.Put("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.MOV", "the phone's own");
        desk.Mux.Attach(phone);
        (await desk.Find("idevicepair").RunAsync("-u", phone.Udid, "pair")).RequireSuccess();
        return phone;
    }

    private static async Task RestoreWithEngineAsync(
        PhoneOnTheDesk desk, VirtualPhone phone, string? password, bool preservesSettings)
    {
        using BackupPassword? secret = password is null ? null : BackupPassword.FromChars(password);
        using Backup backup = Backup.Open(Path.Combine(desk.Folder, desk.Phone.Udid));
        using DeviceSession device =
            await DeviceSession.OpenAsync(UsbmuxEndpoint.Parse(desk.Mux.Endpoint), phone.Udid, null, Stop);
        PhoneRestoreOptions options = new() { Password = secret, PreserveSettings = preservesSettings };
        await PhoneRestoreRun.RunAsync(device, backup, options, null, Stop);
        RequireWellTreated(phone);
    }

    private static async Task RestoreWithToolAsync(
        PhoneOnTheDesk desk, VirtualPhone phone, string? password, bool preservesSettings)
    {
        ToolResult result = await desk.Find("idevicebackup2").RunAsync(
        [
            "-u", phone.Udid, "-s", desk.Phone.Udid, "restore", "--system", "--remove",
            .. preservesSettings ? Array.Empty<string>() : ["--settings"],
            .. password is null ? Array.Empty<string>() : ["--password", password],
            desk.Folder,
        ]);
        Assert.Contains("Restore Successful.", result.Output, StringComparison.Ordinal);
        RequireWellTreated(phone);
    }

    private static void RequireWellTreated(VirtualPhone phone)
    {
        Assert.Empty(phone.Observations.Of(ObservationKind.PhoneCrashed));
        Assert.Empty(phone.Observations.Violations);
    }

    private static string[] Apps(VirtualPhone phone) =>
    [
        .. phone.Apps
            .Select(static app => $"{app.BundleId} {app.Name} {app.Version} {app.BundleVersion} "
                + $"{Convert.ToHexString(app.Sinf ?? [])} {Convert.ToHexString(app.StoreMetadata ?? [])}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>What a phone was asked for, and what it did.</summary>
    private static string[] Describe(RestoreRecord restore) =>
    [
        restore.Options.ToString(),
        restore.SourceIdentifier,
        $"{restore.Files} files, {restore.Directories} directories, {restore.SymbolicLinks} links",
        $"{restore.BytesReceived} bytes, {restore.Removed} removed",
        .. restore.Apps.Order(StringComparer.Ordinal),
        .. restore.Skipped.Select(static skipped => $"{skipped.Value} {skipped.Key}").Order(StringComparer.Ordinal),
    ];

    private static string ReadText(VirtualPhone phone, string path)
    {
        using StreamReader reader = new(phone.Content.Find("HomeDomain", path)!.Content!.Open());
        return reader.ReadToEnd();
    }
}
