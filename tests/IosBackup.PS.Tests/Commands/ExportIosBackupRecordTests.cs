using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text.Json.Nodes;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

public sealed class ExportIosBackupRecordTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private readonly string _path;

    public ExportIosBackupRecordTests() => _path = PhoneBackup.Write(_folder);

    private string Out => _folder["out"];

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Message", "Csv", "Message.csv")]
    [InlineData("Message", "Json", "Message.json")]
    [InlineData("Message", "Html", "index.html")]
    [InlineData("WhatsAppMessage", "Html", "index.html")]
    [InlineData("Contact", "Vcf", "Contacts.vcf")]
    [InlineData("Contact", "Html", "Contact.html")]
    [InlineData("CalendarEvent", "Ics", "Work 💼.ics")]
    [InlineData("Reminder", "Ics", "Boat.ics")]
    [InlineData("Bookmark", "Bookmarks", "Bookmarks.html")]
    [InlineData("Call", "Csv", "Call.csv")]
    public void Records_become_files(string noun, string format, string file)
    {
        FileInfo[] files = Export(noun, format);
        Assert.Contains(file, files.Select(static one => one.Name));
        Assert.All(files, one =>
        {
            Assert.StartsWith(Out, one.FullName, StringComparison.Ordinal);
            Assert.True(one.Exists && one.Length > 0, one.FullName);
        });
        Assert.Empty(Directory.EnumerateFiles(Out, "*.partial", SearchOption.AllDirectories));
    }

    [Fact]
    public void Files_are_emitted_and_those_that_are_nowhere_are_counted()
    {
        ShellResult result = Run(
            "Get-IosBackupPhoto", "Files", "-WarningVariable w -WarningAction SilentlyContinue; $w");

        Assert.Empty(result.Errors);
        Assert.Equal(
            Directory.GetFiles(Out, "*", SearchOption.AllDirectories).Order(),
            result.Output.Select(static one => one.BaseObject).OfType<FileInfo>().Select(static file => file.FullName)
                .Order());
        Assert.Contains(result.Output, static one => one.ToString().Contains("no original in the backup"));
    }

    [Fact]
    public void A_repeated_export_replaces_tables_and_keeps_files()
    {
        Assert.Equal("0 were there already", Told("Photo", "Files"));
        string[] files = Directory.GetFiles(Out, "*", SearchOption.AllDirectories);
        Assert.True(files.Length > 10);
        File.Delete(files[0]);
        ShellResult again = Run("Get-IosBackupPhoto", "Files", "-Verbose 4>&1");
        Assert.Empty(again.Errors);
        Assert.Contains(
            $"1 files written, {files.Length - 1} were there already.",
            again.Output.Select(static line => line.ToString()));
        Assert.True(File.Exists(files[0]));

        File.WriteAllText(_folder["out/Call.csv"], "of long ago");
        Export("Call", "Csv");
        Assert.DoesNotContain("of long ago", File.ReadAllText(_folder["out/Call.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIf_writes_nothing()
    {
        Assert.Empty(Run("Get-IosBackupContact", "Vcf", "-WhatIf").Output);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("3.0")]
    [InlineData("4.0")]
    public void Cards_have_the_version_that_was_asked_for(string version)
    {
        Run("Get-IosBackupContact", "Vcf", "-VCardVersion " + version);
        Assert.Contains($"VERSION:{version}\r\n", File.ReadAllText(_folder["out/Contacts.vcf"]));
    }

    [Fact]
    public void Attachments_stay_away_when_they_are_not_wanted()
    {
        Run("Get-IosBackupMessage", "Html", "-NoAttachment");
        Assert.All(
            Directory.GetFiles(Out, "*", SearchOption.AllDirectories),
            static file => Assert.EndsWith(".html", file, StringComparison.Ordinal));
        Export("Message", "Html");
        Assert.Contains(
            Directory.GetFiles(Out, "*", SearchOption.AllDirectories),
            static file => !file.EndsWith(".html", StringComparison.Ordinal));
    }

    [Fact]
    public void Records_without_a_form_are_a_warning_with_their_number()
    {
        ShellResult result = Run("Get-IosBackupCall", "Vcf", "-WarningVariable w -WarningAction SilentlyContinue; $w");
        Assert.Matches(
            "^[0-9]+ records have no form in Vcf and were left out.$", Assert.Single(result.Output).ToString());
    }

    [Fact]
    public void Json_is_one_document_with_all_records()
    {
        Export("Contact", "Json");
        JsonNode document = JsonNode.Parse(File.ReadAllText(_folder["out/Contact.json"]))!;
        Assert.Equal(
            PhoneBackup.Truth.Count(VirtualDevice.Content.Starter.StarterKind.Contact),
            document["records"]!.AsArray().Count);
    }

    [Fact]
    public void A_destination_that_is_a_file_is_one_error()
    {
        File.WriteAllText(Out, "");
        ShellResult result = _shell.Run(
            "try { Get-IosBackupContact $args[0] -Password $args[2] | Export-IosBackupRecord $args[1] Csv }"
            + " catch { $_ }",
            _path,
            Out,
            PhoneBackup.Secret());
        Assert.Empty(result.Errors);
        ErrorRecord error = Assert.Single(result.As<ErrorRecord>());
        Assert.StartsWith("DestinationUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("", File.ReadAllText(Out));
    }

    [Theory]
    [InlineData("", "BackupPasswordRequired,")]
    [InlineData("-Password $args[3]", "BackupPasswordIncorrect,")]
    public void A_backup_that_stays_locked_is_one_error(string password, string id)
    {
        ShellResult result = _shell.Run(
            "Get-IosBackupPhoto $args[0] -Password $args[2] | Export-IosBackupRecord $args[1] Files " + password,
            _path,
            Out,
            PhoneBackup.Secret(),
            PhoneBackup.ToSecret("wrong"));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith(id, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_path, error.TargetObject);
    }

    [Theory]
    [InlineData("Pdf", "CannotConvertArgument")]
    [InlineData("Vcf -VCardVersion 2.1", "ParameterArgumentValidationError")]
    public void What_is_no_format_is_refused(string format, string id)
    {
        ShellResult result = _shell.Run(
            $"try {{ Get-IosBackupContact $args[0] -Password $args[2] | Export-IosBackupRecord $args[1] {format} }} "
            + "catch { $_ }",
            _path,
            Out,
            PhoneBackup.Secret());
        Assert.StartsWith(
            id, Assert.Single(result.As<ErrorRecord>()).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void An_export_that_breaks_off_leaves_no_half_files()
    {
        ShellResult result = _shell.Run(
            "$n = 0; try { Get-IosBackupMessage $args[0] -Password $args[2] -WarningAction Ignore | ForEach-Object "
            + "{ if (++$n -gt 50) { throw 'enough' }; $_ } | Export-IosBackupRecord $args[1] Csv } "
            + "catch { \"$_\" }",
            _path,
            Out,
            PhoneBackup.Secret());
        Assert.Equal(["enough"], result.As<string>());
        Assert.Empty(Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories));
    }

    private FileInfo[] Export(string noun, string format)
    {
        ShellResult result = Run("Get-IosBackup" + noun, format, "");
        Assert.Empty(result.Errors);
        return [.. result.As<FileInfo>()];
    }

    /// <summary>The end of what the export tells about files.</summary>
    private string Told(string noun, string format)
    {
        ShellResult result = Run("Get-IosBackup" + noun, format, "-Verbose 4>&1");
        string told = result.Output.Select(static line => line.ToString())
            .Single(static line => line.EndsWith(" were there already.", StringComparison.Ordinal));
        return told[(told.IndexOf(", ", StringComparison.Ordinal) + 2)..].TrimEnd('.');
    }

    private ShellResult Run(string command, string format, string parameters) => _shell.Run(
        $"{command} $args[0] -Password $args[2] -WarningAction Ignore "
        + $"| Export-IosBackupRecord $args[1] {format} -Password $args[2] {parameters}",
        _path,
        Out,
        PhoneBackup.Secret());
}
