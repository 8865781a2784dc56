using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Backups;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

public sealed class GetIosBackupItemTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private readonly string _path;

    public GetIosBackupItemTests() => _path = MadeBackup.Write(
        _folder[MadeBackup.Udid],
        null,
        files:
        [
            ("AppDomain-com.example.app", "Documents/data.db", new byte[2000]),
            ("AppDomainGroup-group.com.example.app.shared", "shared.txt", new byte[10]),
            ("AppDomainPlugin-com.example.app.widget", "widget.txt", new byte[10]),
            ("AppDomain-com.example.application", "other.txt", new byte[10]),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG", new byte[5000]),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0002.MOV", new byte[9000]),
            ("HomeDomain", "Library/SMS/sms.db", new byte[300]),
            ("HomeDomain", "Library/Ä [1] 100%_.txt", new byte[1]),
        ]);

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Get-IosBackupItem $args[0], $args[0] | Restore-IosBackup -Destination $args[1]")]
    [InlineData("Restore-IosBackup $args[0] -Destination $args[1]")]
    [InlineData("Measure-IosBackup $args[0]")]
    public void What_a_broken_run_left_is_read_with_a_warning(string script)
    {
        File.Delete(Path.Combine(_path, "Status.plist"));

        ShellResult result = _shell.Run($"& {{ {script} }} @args 3>&1", _path, _folder["out"]);

        Assert.Empty(result.Errors);
        WarningRecord warning = result.Output.Select(static one => one.BaseObject).OfType<WarningRecord>().First();
        Assert.Contains("Nothing tells whether", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Name '['")]
    [InlineData("-RelativePath 'a['")]
    [InlineData("-Domain '[x'")]
    [InlineData("-App '[x'")]
    public void A_pattern_that_is_none_is_a_mistake_of_the_caller(string filter)
    {
        ShellResult result = _shell.Run($"Get-IosBackupItem $args[0] {filter}", _path);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(_path, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Theory]
    [InlineData("Get-IosBackupItem")]
    [InlineData("Measure-IosBackup")]
    [InlineData("Lock-IosBackup")]
    [InlineData("Restore-IosBackup -Destination $args[1]")]
    public void An_object_that_names_no_backup_is_a_mistake_of_the_caller(string command)
    {
        ShellResult result = _shell.Run(
            $"Get-IosBackup $args[0] | Select-Object Udid | {command}", _path, _folder["out"]);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("Path", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Domain HomeDomain", "sms.db, Ä [1] 100%_.txt")]
    [InlineData("-Domain homedomain", "sms.db, Ä [1] 100%_.txt")]
    [InlineData("-Domain *example.app.*", "shared.txt, widget.txt")]
    [InlineData("-Domain HomeDomain, CameraRollDomain -Name *.[jd]*", "IMG_0001.JPG, sms.db")]
    [InlineData("-RelativePath library/sms/*", "sms.db")]
    [InlineData("-RelativePath */img_000?.*", "IMG_0001.JPG, IMG_0002.MOV")]
    [InlineData("-Name IMG_0001.jpg", "IMG_0001.JPG")]
    [InlineData("-Name 'ä*'", "Ä [1] 100%_.txt")]
    [InlineData("-Name '*`[1`]*'", "Ä [1] 100%_.txt")]
    [InlineData("-Name '*100%_*'", "Ä [1] 100%_.txt")]
    [InlineData("-Name 'i%'", "")]
    [InlineData("-DataType Messages, Videos", "IMG_0002.MOV, sms.db")]
    [InlineData("-App com.example.app", "data.db, shared.txt, widget.txt")]
    [InlineData("-App com.EXAMPLE.app*", "data.db, other.txt, shared.txt, widget.txt")]
    [InlineData("-App com.example.app -Domain AppDomain-*", "data.db")]
    [InlineData("-MinimumSize 1kb -MaximumSize 5000", "IMG_0001.JPG, data.db")]
    [InlineData("-NewerThan 2023-11-14 -OlderThan 2023-11-16 -Name w*", "widget.txt")]
    [InlineData("-NewerThan 2023-11-16", "")]
    public void Every_filter_selects_what_it_says(string filters, string expected) =>
        Assert.Equal(expected, string.Join(", ", Get($"Get-IosBackupItem $args[0] -Kind File {filters}")
            .Select(static item => item.Name)
            .Order(StringComparer.Ordinal)));

    [Fact]
    public void Kinds_can_be_combined() => Assert.Equal(
        [FileKind.File, FileKind.Directory],
        Get("Get-IosBackupItem $args[0] -Kind Directory, File")
            .Select(static item => item.Kind)
            .Distinct()
            .Order());

    [Fact]
    public void An_item_says_what_it_is()
    {
        IosBackupItem item = Assert.Single(Get("Get-IosBackupItem $args[0] -Name data.db"));

        Assert.Equal(
            ("AppDomain-com.example.app", "Documents/data.db", FileKind.File, 2000L, DataType.AppData),
            (item.Domain, item.RelativePath, item.Kind, item.Size, item.DataType));
        Assert.Equal("com.example.app", item.AppId);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000), item.LastWriteTime);
        Assert.Equal(FileIds.Compute(item.Domain, item.RelativePath), item.FileId);
        Assert.Equal((_path, false), (item.BackupPath, item.IsEncrypted));
        Assert.True(item.IsPresent);
        Assert.Null(Get("Get-IosBackupItem $args[0] -Name Documents")[0].IsPresent);

        File.Delete(Path.Combine(_path, item.FileId[..2], item.FileId));
        Assert.False(Assert.Single(Get("Get-IosBackupItem $args[0] -Name data.db")).IsPresent);
    }

    [Theory]
    [InlineData("-App com.example.none")]
    [InlineData("-Domain NoDomain")]
    public void An_app_or_domain_that_is_not_there_is_an_error(string filter)
    {
        ErrorRecord error = Assert.Single(_shell.Run($"Get-IosBackupItem $args[0] {filter}", _path).Errors);

        Assert.StartsWith("ItemNotFound,", error.FullyQualifiedErrorId);
        Assert.Equal(filter.Split(' ')[1], error.TargetObject);
    }

    [Fact]
    public void Without_a_backup_the_call_says_what_to_give()
    {
        ShellResult result = _shell.Run("try { Get-IosBackupItem } catch { $_.FullyQualifiedErrorId }");

        Assert.StartsWith("InvalidArgument,", Assert.Single(result.As<string>()));
    }

    [Fact]
    public void A_backup_that_another_run_replaced_is_not_mistaken_for_it()
    {
        ShellResult result = _shell.Run(
            "$backup = Get-IosBackup $args[0]; $item = $backup | Get-IosBackupItem -Name sms.db; "
            + "[IO.Directory]::Delete($args[0], $true); [IO.Directory]::Move($args[1], $args[0]); "
            + "$backup | Get-IosBackupItem; $item | Get-IosBackupItemContent",
            _path,
            MadeBackup.Write(_folder["newer"], null));

        Assert.Equal(2, result.Errors.Count);
        Assert.All(result.Errors, error => Assert.StartsWith("BackupReplaced,", error.FullyQualifiedErrorId));
    }

    [Fact]
    public void Paths_may_have_wildcards_and_one_bad_backup_leaves_the_others_alone()
    {
        Directory.CreateDirectory(_folder["bad"]);

        ShellResult result = _shell.Run("Get-IosBackupItem \"$($args[0])/*\" -Name sms.db", _folder.Path);

        Assert.Equal("sms.db", Assert.Single(result.As<IosBackupItem>()).Name);
        Assert.Equal(_folder["bad"], Assert.Single(result.Errors).TargetObject);
    }

    [Fact]
    public void Enough_is_enough() => Assert.Single(
        Get("Get-IosBackupItem $args[0] | Select-Object -First 1"));

    [Fact]
    public void Domains_and_apps_are_completed()
    {
        CommandCompletion domains = _shell.Complete($"Get-IosBackupItem '{_path}' -Domain cam");
        CommandCompletion apps = _shell.Complete($"Get-IosBackupItem '{_path}' -App com");

        Assert.Equal("CameraRollDomain", Assert.Single(domains.CompletionMatches).CompletionText);
        Assert.Equal("com.example.app", Assert.Single(apps.CompletionMatches).CompletionText);
    }

    [Fact]
    public void The_view_is_grouped_by_domain()
    {
        string view = string.Join('\n', _shell
            .Run("Get-IosBackupItem $args[0] -Name *.MOV | Out-String -Width 100", _path).As<string>());

        Assert.Contains("Domain: CameraRollDomain", view);
        Assert.Contains("-rw-r--r--", view);
        Assert.Contains("9.0 kB", view);
        Assert.Contains("IMG_0002.MOV", view);
    }

    private IosBackupItem[] Get(string script)
    {
        ShellResult result = _shell.Run(script, _path);
        Assert.Empty(result.Errors);
        return [.. result.As<IosBackupItem>()];
    }
}
