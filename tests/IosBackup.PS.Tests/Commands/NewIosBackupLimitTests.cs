using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Backups that -Include, -Exclude, -IncludeApp and -ExcludeApp limit.</summary>
[Collection(ProcessState.Name)]
public sealed class NewIosBackupLimitTests : IDisposable
{
    private const string Begin =
        "$secret = ConvertTo-SecureString secret -AsPlainText -Force; "
        + "$phone = Start-IosVirtualDevice Mara -ContentPath $args[1]; $null = $phone | New-IosDevicePairing; ";

    private const string BeginEncrypted = Begin + "$null = $phone | Enable-IosBackupEncryption -Password $secret; ";

    private readonly TestFolder _folder = new();
    private readonly TestFolder _content = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public NewIosBackupLimitTests()
    {
        Write("HomeDomain/Library/SMS/sms.db");
        Write("CameraRollDomain/Media/DCIM/100APPLE/IMG_0001.JPG");
        Write("AppDomain-com.example.app/Documents/one.txt");
        Write("AppDomainPlugin-com.example.app.widget/Documents/two.txt");
        Write("AppDomainGroup-group.com.example.app/three.txt");
        Write("AppDomain-org.other.app/Documents/four.txt");
    }

    [Theory]
    [InlineData(Begin)]
    [InlineData(BeginEncrypted)]
    public void Types_and_apps_are_kept_together(string begin)
    {
        ShellResult result = Run(
            begin + "$phone | New-IosBackup -Path $args[0] -Include Messages -IncludeApp COM.example.* "
            + "-Password $secret | Get-IosBackupItem -Password $secret -Kind File");

        Assert.Empty(result.Errors);
        Assert.Equal(
            ["one.txt", "sms.db", "three.txt", "two.txt"],
            result.As<IosBackupItem>().Select(item => item.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Begin)]
    [InlineData(BeginEncrypted)]
    public void Apps_are_left_out_with_their_extensions_and_groups(string begin)
    {
        ShellResult result = Run(
            begin + "$phone | New-IosBackup -Path $args[0] -Exclude Photos -ExcludeApp com.example.app "
            + "-Password $secret | Get-IosBackupItem -Password $secret -Kind File -App *");

        Assert.Empty(result.Errors);
        Assert.Equal("four.txt", Assert.Single(result.As<IosBackupItem>()).Name);
    }

    [Fact]
    public void A_limited_backup_is_marked_and_no_device_takes_it()
    {
        ShellResult result = Run(
            Begin + "$made = $phone | New-IosBackup -Path $args[0] -IncludeApp com.example.app; "
            + "Get-IosBackup $args[0]; $made | Restore-IosBackup -Device $phone -Force -Confirm:$false");

        IosBackup backup = Assert.Single(result.As<IosBackup>());
        Assert.True(backup.IsPartial);
        Assert.Contains("-partial-", backup.Path, StringComparison.Ordinal);
        Assert.StartsWith(
            nameof(ErrorKind.BackupPartial) + ",",
            Assert.Single(result.Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_limited_backup_is_kept_beside_one_that_holds_something_else()
    {
        ShellResult result = Run(
            Begin + "$null = $phone | New-IosBackup -Path $args[0] -Include Messages; "
            + "$null = $phone | New-IosBackup -Path $args[0] -Include Photos; "
            + "$null = $phone | New-IosBackup -Path $args[0] -Include Photos; "
            + "Get-IosBackup $args[0] | Select-IosBackup -KeepLast 1");

        Assert.Empty(result.Errors);
        Assert.Equal(
            [("Messages", true), ("Photos", false), ("Photos", true)],
            result.Output.Select(static one => (IosBackup)one.BaseObject)
                .Select(static backup => (backup.Selection!, backup.Keep!.Value)).Order());
    }

    [Fact]
    public void A_limited_backup_does_not_fail_a_drill_that_it_cannot_pass()
    {
        ShellResult result = Run(
            Begin + "$null = $phone | New-IosBackup -Path $args[0] -Include Photos; "
            + "Get-IosBackup $args[0] | Test-IosBackup -Level Drill; Get-IosBackup $args[0]");

        Assert.StartsWith(
            nameof(ErrorKind.BackupPartial) + ",",
            Assert.Single(result.Errors).FullyQualifiedErrorId,
            StringComparison.Ordinal);
        Assert.Null(Assert.Single(result.As<IosBackup>()).Problem);
    }

    [Fact]
    public void An_app_that_is_not_there_is_a_warning()
    {
        ShellResult result = Run(Begin + "$phone | New-IosBackup -Path $args[0] -ExcludeApp com.exmaple.app");

        IosBackupWarning warning = Assert.Single(Assert.Single(result.As<IosBackupResult>()).Warnings);
        Assert.Equal("AppAbsent", warning.Id);
        Assert.EndsWith("com.exmaple.app", warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-IncludeApp zz.none", "zz.none", null)]
    [InlineData("-IncludeApp zz.*", "The device has nothing", null)]
    [InlineData("-Include Health", "The device has nothing", null)]
    [InlineData("-IncludeApp zz.none -Include Messages", null, "AppAbsent")]
    public void A_backup_of_nothing_is_no_backup(string limits, string? named, string? warned)
    {
        ShellResult result = Run(Begin + "$phone | New-IosBackup -Path $args[0] " + limits);

        IosBackupResult made = Assert.Single(result.As<IosBackupResult>());
        Assert.Equal(warned, made.Warnings.SingleOrDefault()?.Id);
        Assert.Equal(named is null ? null : nameof(ErrorKind.ItemNotFound), made.ErrorId);
        Assert.Equal(
            named is null ? IosBackupResultStatus.Completed : IosBackupResultStatus.Failed, made.Status);
        Assert.Equal(named is null ? 0 : 1, result.Errors.Count);
        Assert.Contains(named ?? "", made.Error ?? "", StringComparison.Ordinal);
        Assert.Equal(named is null ? 1 : 0, _shell.Run("Get-IosBackup $args[0]", _folder.Path).Output.Count);
    }

    [Fact]
    public void Apps_of_earlier_backups_are_completed()
    {
        MadeBackup.Write(_folder[MadeBackup.Udid], null);

        Assert.Equal(
            ["com.example.app"],
            _shell.Complete($"New-IosBackup -Path {_folder.Path} -IncludeApp com.e").CompletionMatches
                .Select(match => match.CompletionText));
    }

    public void Dispose()
    {
        _shell.Run("Stop-IosVirtualDevice *");
        _shell.Dispose();
        _content.Dispose();
        _folder.Dispose();
    }

    private ShellResult Run(string script) => _shell.Run(script, _folder.Path, _content.Path);

    private void Write(string path)
    {
        string file = Path.Combine([_content.Path, .. path.Split('/')]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, path);
    }
}
