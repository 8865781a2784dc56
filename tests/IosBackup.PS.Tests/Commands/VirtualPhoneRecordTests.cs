using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Security;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>What the record cmdlets show of a backup that the virtual iPhone itself has made.</summary>
[Collection(ProcessState.Name)]
public sealed class VirtualPhoneRecordTests(VirtualPhoneBackup backup) : IClassFixture<VirtualPhoneBackup>, IDisposable
{
    /// <summary>What each cmdlet must show: a property, and a text in it.</summary>
    private static readonly Dictionary<string, (string Property, string Text)> s_shown = new()
    {
        ["Get-IosBackupAccount"] = ("UserName", "mara@post.example"),
        ["Get-IosBackupApp"] = ("AppId", "net.whatsapp.WhatsApp"),
        ["Get-IosBackupBookmark"] = ("Url", "https://weather.example/bristol"),
        ["Get-IosBackupBrowserTab"] = ("Title", "Ropes & more"),
        ["Get-IosBackupCalendarEvent"] = ("Title", "Stand-up"),
        ["Get-IosBackupCall"] = ("Name", "Anna Weiß"),
        ["Get-IosBackupContact"] = ("DisplayName", "Jürgen Müller-Lüdenscheidt"),
        ["Get-IosBackupDeviceSetting"] = ("Key", "AppleLocale"),
        ["Get-IosBackupHealthSample"] = ("Type", "StepCount"),
        ["Get-IosBackupHealthSummary"] = ("Type", "BodyMass"),
        ["Get-IosBackupKeychainItem"] = ("Name", "weather.example"),
        ["Get-IosBackupMessage"] = ("Text", "Right, who's in for Wales? 🏔️"),
        ["Get-IosBackupNote"] = ("Title", "Shopping list ✅"),
        ["Get-IosBackupPhoto"] = ("FileName", "IMG_0002.HEIC"),
        ["Get-IosBackupReminder"] = ("Title", "Buy a boat"),
        ["Get-IosBackupVoiceMemo"] = ("Title", "Chorus idea"),
        ["Get-IosBackupVoicemail"] = ("SenderName", "Ingrid Lindqvist"),
        ["Get-IosBackupWebHistory"] = ("Url", "https://weather.example/bristol"),
        ["Get-IosBackupWhatsAppMessage"] = ("Chat", "Amélie"),
        ["Get-IosBackupWifiNetwork"] = ("Ssid", "Larkfield 5G"),
    };

    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Every_record_cmdlet_shows_something_real()
    {
        string[] cmdlets =
        [
            .. _shell.Run("Get-Command -Module IosBackup -Verb Get").As<CmdletInfo>()
                .Where(static cmdlet => cmdlet.OutputType.Any(static type => type.Type?.BaseType == typeof(IosRecord)
                    || type.Type?.BaseType?.BaseType == typeof(IosRecord)))
                .Select(static cmdlet => cmdlet.Name),
        ];
        Assert.Equal(s_shown.Keys.Order(), cmdlets.Order());
        foreach (string cmdlet in cmdlets)
        {
            (string property, string text) = s_shown[cmdlet];
            IosRecord[] records = [.. Get(cmdlet).As<IosRecord>()];
            Assert.All(records, record => Assert.Equal(backup.Path, record.Backup));
            Assert.Contains(
                records.Select(record => (string?)PSObject.AsPSObject(record).Properties[property].Value ?? ""),
                value => value.Contains(text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Names_of_the_keychain_are_shown_without_what_they_protect()
    {
        IosKeychainItem[] items = [.. Get("Get-IosBackupKeychainItem").As<IosKeychainItem>()];
        Assert.Contains(items, static item => item is { Name: "AirPort", Account: "Larkfield 5G" });
        Assert.Contains(items, static item => item is { Kind: "Key", Label: "Signing key" });
        Assert.Single(items, static item => item.IsDeviceBound);
        Assert.All(items, static item => Assert.Null(item.Secret));
    }

    [Theory]
    [InlineData("-IncludeSecret -Confirm:$false", true)]
    [InlineData("-IncludeSecret -WhatIf", false)]
    public void What_the_keychain_protects_is_read_only_after_consent(string parameters, bool isRead)
    {
        IosKeychainItem[] items = [.. Get("Get-IosBackupKeychainItem " + parameters).As<IosKeychainItem>()];
        IosKeychainItem network = items.Single(static item => item.Account == "Larkfield 5G");
        Assert.Equal(isRead, network.Secret is not null);
        if (isRead)
        {
            Assert.Matches("^[0-9a-f]{6}(-[0-9a-f]{6}){2}$", Reveal(network.Secret!));
            Assert.True(items.Single(static item => item.Name == "Severn Bank").IsSecretBase64);
        }
    }

    [Fact]
    public void Items_that_stay_on_the_phone_are_explained() => Assert.Contains(
        "DeviceBound: 1 entry of Keychain opens on the device itself only",
        Assert.Single(_shell.Run(
            "$null = Get-IosBackupKeychainItem $args[0] -Password $args[1] -WarningVariable w "
            + "-WarningAction SilentlyContinue; \"$w\"",
            backup.Path,
            backup.Secret).As<string>()),
        StringComparison.Ordinal);

    [Fact]
    public void What_only_encrypted_backups_hold_is_missed_in_a_plain_one()
    {
        ShellResult result = _shell.Run(
            "$phone = Start-IosVirtualDevice Plain; $null = $phone | New-IosDevicePairing; "
            + "$made = $phone | New-IosBackup -Path $args[0]; $null = Stop-IosVirtualDevice *; "
            + "foreach ($noun in 'HealthSample', 'Call', 'BrowserTab', 'WifiNetwork') { "
            + "$warnings = $null; $null = $made | & \"Get-IosBackup$noun\" -WarningVariable warnings "
            + "-WarningAction SilentlyContinue; "
            + "\"$noun $(\"$warnings\" -like '*NotInUnencryptedBackups*')\" }",
            backup.NewFolder());
        Assert.Empty(result.Errors);
        Assert.Equal(
            ["HealthSample True", "Call True", "BrowserTab True", "WifiNetwork True"], result.As<string>());
    }

    [Fact]
    public void The_example_exports_conversations_table_and_contacts()
    {
        string script = Path.Combine(ConformanceData.Root, "docs", "examples", "ExportConversations.ps1");
        string destination = backup.NewFolder();
        const string Run = "& $args[0] -Backup $args[1] -Destination $args[2] -Contact 'Anna*' -Password $args[3] "
            + "-WarningAction Ignore -Since 2025-01-01";
        ShellResult first = _shell.Run(Run, script, backup.Path, destination, backup.Secret);
        Assert.Empty(first.Errors);
        string[] written = [.. first.As<FileInfo>().Select(static file => file.FullName)];
        Assert.All(written, static file => Assert.True(new FileInfo(file).Length > 0, file));
        Assert.Contains(Path.Combine(destination, "Message.csv"), written);
        Assert.Contains(Path.Combine(destination, "Contacts.vcf"), written);
        string pages = string.Concat(
            written.Where(static file => file.EndsWith(".html", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.Contains("Your gran&#39;s lasagne!", pages, StringComparison.Ordinal);
        Assert.DoesNotContain("Ingrid Lindqvist", File.ReadAllText(Path.Combine(destination, "Contacts.vcf")));
        Dictionary<string, DateTime> before = Attachments(destination);
        Assert.NotEmpty(before);

        ShellResult second = _shell.Run(Run, script, backup.Path, destination, backup.Secret);

        Assert.Empty(second.Errors);
        Assert.Equal(written, second.As<FileInfo>().Select(static file => file.FullName));
        Assert.Equal(before, Attachments(destination));
    }

    /// <summary>When the file system last saw each attachment change.</summary>
    private static Dictionary<string, DateTime> Attachments(string destination) => Directory
        .EnumerateFiles(Path.Combine(destination, "Messages"), "*", SearchOption.AllDirectories)
        .Where(static file => !file.EndsWith(".html", StringComparison.Ordinal))
        .ToDictionary(static file => file, static file => new FileInfo(file).CreationTimeUtc);

    private ShellResult Get(string command)
    {
        ShellResult result = _shell.Run(
            command + " -Path $args[0] -Password $args[1] -WarningAction Ignore", backup.Path, backup.Secret);
        Assert.Empty(result.Errors);
        return result;
    }

    private static string Reveal(SecureString secret) => new System.Net.NetworkCredential("", secret).Password;
}
