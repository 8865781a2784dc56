using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Restoration;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

public sealed class RestoreIosBackupTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private readonly string _path;

    public RestoreIosBackupTests() => _path = MadeBackup.Write(
        _folder[MadeBackup.Udid],
        null,
        files:
        [
            ("AppDomain-com.example.app", "Documents/what?.txt", new byte[2000]),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG", new byte[5000]),
            ("CameraRollDomain", "Media/DCIM/101APPLE/IMG_0001.JPG", new byte[9000]),
            ("HomeDomain", "Library/SMS/sms.db", new byte[300]),
        ]);

    private string Out => _folder["out"];

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Restore-IosBackup $args[0] -Destination $args[1]")]
    [InlineData("Get-IosBackup $args[0] | Restore-IosBackup -Destination $args[1]")]
    [InlineData("Get-Item $args[0] | Restore-IosBackup -Destination $args[1]")]
    [InlineData("Get-IosBackupItem $args[0] | Restore-IosBackup -Destination $args[1]")]
    [InlineData("Restore-IosBackup -Item (Get-IosBackupItem $args[0]) -Destination $args[1]")]
    public void A_whole_backup_comes_out(string command)
    {
        IosRestoreResult result = Assert.Single(Restore(command));

        Assert.Equal((4, 0, 0, 16_300), (result.FilesWritten, result.FilesSkipped, result.Failed, result.BytesWritten));
        Assert.Equal(1, result.Renamed);
        Assert.Equal(Path.Combine(Out, NameMap.FileName), result.MapPath);
        Assert.Equal(300, new FileInfo(Path.Combine(Out, "HomeDomain", "Library", "SMS", "sms.db")).Length);
        Assert.True(File.Exists(Path.Combine(Out, "AppDomain-com.example.app", "Documents", "what%3F.txt")));
    }

    [Fact]
    public void Chosen_items_stream_from_the_pipeline()
    {
        IosRestoreResult result = Assert.Single(Restore(
            "Get-IosBackupItem $args[0] -DataType Photos -Kind File | Where-Object Size -gt 6000 "
            + "| Restore-IosBackup -Destination $args[1] -Layout Flat"));

        Assert.Equal(1, result.FilesWritten);
        Assert.Equal(9000, new FileInfo(Path.Combine(Out, "IMG_0001.JPG")).Length);
    }

    [Fact]
    public void Items_that_come_from_a_job_are_restored_too()
    {
        IosRestoreResult result = Assert.Single(Restore(
            "$copies = Get-IosBackupItem $args[0] -Name sms.db | "
            + "ForEach-Object { [Management.Automation.PSSerializer]::Deserialize("
            + "[Management.Automation.PSSerializer]::Serialize($_)) }; "
            + "$copies | Restore-IosBackup -Destination $args[1]"));

        Assert.Equal(1, result.FilesWritten);
    }

    [Fact]
    public void What_if_gives_a_plan_and_writes_nothing()
    {
        ShellResult result = _shell.Run("Restore-IosBackup $args[0] -Destination $args[1] -WhatIf", _path, Out);

        Assert.Empty(result.Errors);
        IosRestorePlan plan = Assert.IsType<IosRestorePlan>(Assert.Single(result.Output).BaseObject);
        Assert.Equal((4, 16_300, 1, 0), (plan.Files, plan.NeededSpace, plan.Renamed, plan.Conflicts));
        Assert.True(plan.Fits);
        Assert.Contains("what%3F.txt", Assert.Single(plan.Notes).ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Out));
    }

    [Theory]
    [InlineData("Restore-IosBackup $args[0] -Destination $args[0]")]
    [InlineData("Restore-IosBackup $args[0] -Destination \"$($args[0])/out\" -WhatIf")]
    [InlineData("Get-IosBackupItem $args[0] | Restore-IosBackup -Destination \"$($args[0])/out\"")]
    public void A_destination_in_a_backup_is_refused_and_nothing_is_written(string command)
    {
        string[] before = Directory.GetFileSystemEntries(_path, "*", SearchOption.AllDirectories);

        ErrorRecord refused = Assert.Single(_shell.Run(command, _path).Errors);

        Assert.StartsWith("DestinationProtected", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFileSystemEntries(_path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_plan_reads_well()
    {
        ShellResult result = _shell.Run(
            "Restore-IosBackup $args[0] -Destination $args[1] -WhatIf | Out-String", _path, Out);

        string text = Assert.IsType<string>(Assert.Single(result.Output).BaseObject);
        Assert.Contains("4, 16.3 kB", text, StringComparison.Ordinal);
        Assert.Contains("Renamed: AppDomain-com.example.app-Documents/what?.txt", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Doing_it_again_passes_over_what_is_there()
    {
        Restore("Restore-IosBackup $args[0] -Destination $args[1]");

        IosRestoreResult result = Assert.Single(Restore("Restore-IosBackup $args[0] -Destination $args[1]"));

        Assert.Equal((0, 4), (result.FilesWritten, result.FilesSkipped));
    }

    [Fact]
    public void A_file_in_the_way_is_an_error_unless_it_may_be_replaced()
    {
        Directory.CreateDirectory(Path.Combine(Out, "HomeDomain", "Library", "SMS"));
        string mine = Path.Combine(Out, "HomeDomain", "Library", "SMS", "sms.db");
        File.WriteAllText(mine, "mine");

        ShellResult result = _shell.Run("Restore-IosBackup $args[0] -Destination $args[1]", _path, Out);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("DestinationExists", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(1, Assert.IsType<IosRestoreResult>(Assert.Single(result.Output).BaseObject).Failed);
        Assert.Equal("mine", File.ReadAllText(mine));

        Restore("Restore-IosBackup $args[0] -Destination $args[1] -Force");

        Assert.Equal(300, new FileInfo(mine).Length);
    }

    [Fact]
    public void Each_whole_backup_gets_a_folder_of_its_own()
    {
        MadeBackup.Write(_folder["other"], null, files: [("HomeDomain", "a", new byte[1])]);

        IosRestoreResult[] results = Restore(
            "$out = $args[1]; Get-Item $args[0], (Join-Path (Split-Path $out) other) | "
            + "Restore-IosBackup -Destination { Join-Path $out $_.Name }");
        ShellResult mixed = _shell.Run(
            "Get-Item $args[0], (Join-Path (Split-Path $args[1]) other) | Restore-IosBackup -Destination $args[1]",
            _path,
            Out);

        Assert.Equal([MadeBackup.Udid, "other"], results.Select(static result => Path.GetFileName(result.Destination)));
        Assert.Contains(mixed.Errors, static error =>
            error.FullyQualifiedErrorId.StartsWith("InvalidArgument", StringComparison.Ordinal));
    }

    [Fact]
    public void Backups_given_together_are_refused_before_one_is_written()
    {
        string other = MadeBackup.Write(_folder["other"], null, files: [("HomeDomain", "a", new byte[1])]);

        string[] both = [_path, other];

        ShellResult result = _shell.Run("Restore-IosBackup $args[0] -Destination $args[1]", both, Out);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Out, error.TargetObject);
        Assert.False(Directory.Exists(Out));
    }

    [Fact]
    public void The_pipeline_ends_when_nobody_wants_more()
    {
        ShellResult result = _shell.Run(
            "Get-IosBackupItem $args[0] | Restore-IosBackup -Destination $args[1] | Select-Object -First 1",
            _path,
            Out);

        Assert.Empty(result.Errors);
        Assert.Single(result.Output);
        Assert.DoesNotContain(
            Directory.EnumerateFileSystemEntries(Out),
            static path => Path.GetFileName(path).StartsWith("iosbackup-", StringComparison.Ordinal));
    }

    private IosRestoreResult[] Restore(string command)
    {
        ShellResult result = _shell.Run(command, _path, Out);
        Assert.Empty(result.Errors);
        return [.. result.Output.Select(static one => Assert.IsType<IosRestoreResult>(one.BaseObject))];
    }
}
