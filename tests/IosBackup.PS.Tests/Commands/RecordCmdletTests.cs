using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Backups;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>The cmdlets for what is inside a backup, on one of the virtual phone's.</summary>
public sealed class RecordCmdletTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Get-IosBackupPhoto -Album 'trips/wales*'", "Taken", "IMG_0002.HEIC")]
    [InlineData("Get-IosBackupNote -Contains ricotta", "Modified", "Shopping list")]
    [InlineData("Get-IosBackupCalendarEvent -Calendar work*", "Start", "Stand-up")]
    [InlineData("Get-IosBackupReminder -List Boat", "Due", "Buy a boat")]
    [InlineData("Get-IosBackupVoicemail", "Transcript", "Hello darling")]
    [InlineData("Get-IosBackupVoiceMemo", "Length", "Chorus idea")]
    [InlineData("Get-IosBackupBookmark", "Folder", "https://weather.example/bristol")]
    [InlineData("Get-IosBackupWebHistory", "Visits", "https://")]
    [InlineData("Get-IosBackupBrowserTab", "Group", "Ropes & more")]
    [InlineData("Get-IosBackupWifiNetwork", "Security", "Larkfield 5G")]
    [InlineData("Get-IosBackupHealthSample -Type BodyMass", "Value", "BodyMass")]
    [InlineData("Get-IosBackupHealthSummary -Type Step*", "Total", "StepCount")]
    [InlineData("Get-IosBackupApp", "Data", "net.whatsapp.WhatsApp")]
    [InlineData("Get-IosBackupAccount", "Active", "Exchange")]
    [InlineData("Get-IosBackupDeviceSetting -Owner .Global*", "Key", "AppleLocale")]
    public void Records_are_shown_in_columns(string command, string column, string text)
    {
        string shown = string.Concat(_shell.Run(
            $"{command} -Path $args[0] -Password $args[1] -WarningAction Ignore | Out-String -Width 200",
            Write(), PhoneBackup.Secret()).As<string>());
        Assert.Contains(column, shown, StringComparison.Ordinal);
        Assert.Contains(text, shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Absence_is_a_warning_with_its_id()
    {
        ShellResult result = _shell.Run(
            "Get-IosBackupWebHistory -Path $args[0] -WarningVariable w -WarningAction SilentlyContinue; \"$w\"",
            Write(isEncrypted: false));
        Assert.StartsWith(
            "NotInUnencryptedBackups: ", Assert.Single(result.As<string>()), StringComparison.Ordinal);
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void A_locked_note_opens_with_its_password()
    {
        ShellResult result = _shell.Run(
            "(Get-IosBackupNote -Path $args[0] -Password $args[1] -NotePassword $args[2] -WarningAction Ignore |"
            + " Where-Object IsLocked).Text",
            Write(), PhoneBackup.Secret(), PhoneBackup.ToSecret(StarterTruth.LockedNotePassword));
        Assert.Equal(StarterTruth.LockedNoteText, Assert.Single(result.As<string>()));
    }

    [Fact]
    public void A_type_of_health_data_that_does_not_exist_is_an_error() => Assert.Contains(
        "InvalidArgument",
        Assert.Single(_shell.Run(
            "try { Get-IosBackupHealthSample -Path $args[0] -Password $args[1] -Type Nonsense } catch { $_.ToString();"
            + " $_.FullyQualifiedErrorId }", Write(), PhoneBackup.Secret()).As<string>().Skip(1)),
        StringComparison.Ordinal);

    [Fact]
    public void A_report_is_written_where_it_is_wanted()
    {
        string page = _folder["report.html"];
        ShellResult result = _shell.Run(
            "Export-IosBackupReport $args[1] -Backup $args[0] -Password $args[2]", Write(), page, PhoneBackup.Secret());
        Assert.Empty(result.Errors);
        Assert.Equal(page, Assert.Single(result.As<FileInfo>()).FullName);
        Assert.Contains("Backup of Mara", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_without_the_messages_is_written_and_an_error_says_so()
    {
        string backup = Write(isEncrypted: false);
        string messages = FileIds.Compute("HomeDomain", "Library/SMS/sms.db");
        File.Delete(Path.Combine(backup, BackupFolder.ShardedName(messages)));

        ShellResult result = _shell.Run("Export-IosBackupReport $args[1] $args[0]", backup, _folder["report.html"]);

        ErrorRecord lost = Assert.Single(result.Errors);
        Assert.StartsWith("PayloadMissing,", lost.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("HomeDomain-Library/SMS/sms.db", lost.TargetObject);
        Assert.Contains(
            "Messages: not everything could be read. A file that the backup lists is not there: HomeDomain-",
            File.ReadAllText(Assert.Single(result.As<FileInfo>()).FullName),
            StringComparison.Ordinal);
    }

    [Fact]
    public void One_file_takes_one_report_and_the_others_are_told_what_to_give()
    {
        string other = MadeBackup.Write(_folder[MadeBackup.OtherUdid], null, udid: MadeBackup.OtherUdid);
        ShellResult result = _shell.Run(
            "$args[0], $args[1] | Export-IosBackupReport $args[2]; 'next'",
            Write(isEncrypted: false), other, _folder["report.html"]);

        ErrorRecord refused = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument,", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Give a folder", refused.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Equal("next", result.Output[^1].BaseObject);
        Assert.Equal(2, result.Output.Count);
    }

    [Fact]
    public void WhatIf_writes_no_report()
    {
        string page = _folder["report.html"];
        Assert.Empty(_shell.Run(
            "Export-IosBackupReport $args[1] -Backup $args[0] -Password $args[2] -WhatIf",
            Write(), page, PhoneBackup.Secret()).Output);
        Assert.False(File.Exists(page));
    }

    private string Write(bool isEncrypted = true) => PhoneBackup.Write(_folder, isEncrypted);
}
