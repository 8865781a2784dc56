using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Select-IosBackup, Remove-IosBackup and Copy-IosBackup.</summary>
public sealed class KeepingBackupsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestFolder _other = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();

    public KeepingBackupsTests()
    {
        Write(MadeBackup.Udid, 20);
        for (int day = 10; day < 20; day++)
        {
            Write($"{MadeBackup.Udid}-202611{day}-120000", day);
        }
    }

    [Fact]
    public void Selection_says_what_to_keep_and_why_and_removes_nothing()
    {
        ShellResult result = _shell.Run(
            "Get-IosBackup $args[0] | Select-IosBackup -KeepLast 2 -KeepDaily 3", _folder.Path);

        IosBackup[] selected = [.. result.Output.Select(static one => (IosBackup)one.BaseObject)];
        Assert.Equal(
            [20, 19, 18],
            selected.Where(static one => one.Keep == true).Select(static one => one.Date!.Value.Day));
        Assert.Equal("Newest, Last, Daily", selected[0].Reason);
        Assert.Equal("Daily", selected[2].Reason);
        Assert.Equal(8, selected.Count(static one => one.Keep == false));
        Assert.Equal(11, Directory.GetDirectories(_folder.Path, MadeBackup.Udid + "*").Length);
    }

    [Fact]
    public void A_policy_that_keeps_nothing_is_a_mistake()
    {
        ShellResult result = _shell.Run("Get-IosBackup $args[0] | Select-IosBackup", _folder.Path);

        ErrorRecord refused = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_rule_keeps_is_removed_and_the_newest_stays()
    {
        const string Pipeline =
            "Get-IosBackup $args[0] | Select-IosBackup -KeepDaily 2 | Where-Object { -not $_.Keep } | Remove-IosBackup";

        _shell.Run(Pipeline + " -WhatIf", _folder.Path);
        Assert.Equal(11, Directory.GetDirectories(_folder.Path, MadeBackup.Udid + "*").Length);

        Assert.Empty(_shell.Run(Pipeline + " -Confirm:$false", _folder.Path).Errors);
        Assert.Equal(
            [MadeBackup.Udid, MadeBackup.Udid + "-20261119-120000"],
            Directory.GetDirectories(_folder.Path, MadeBackup.Udid + "*").Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_backup_that_was_never_finished_is_removed_too()
    {
        string broken = _folder[MadeBackup.Udid + "-20261112-120000"];
        File.Delete(Path.Combine(broken, "Status.plist"));

        ShellResult result = _shell.Run(
            "Get-IosBackup $args[0] | Select-IosBackup -KeepLast 20 | Where-Object { -not $_.Keep } "
            + "| Remove-IosBackup -Confirm:$false",
            _folder.Path);

        Assert.Empty(result.Errors);
        Assert.False(Directory.Exists(broken));
        Assert.Equal(10, Directory.GetDirectories(_folder.Path, MadeBackup.Udid + "*").Length);
    }

    [Fact]
    public void The_newest_good_backup_is_removed_only_by_force()
    {
        ErrorRecord refused = Assert.Single(
            _shell.Run("Remove-IosBackup $args[0] -Confirm:$false", _folder[MadeBackup.Udid]).Errors);
        Assert.StartsWith("LastGeneration", refused.FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.Empty(_shell.Run("Remove-IosBackup $args[0] -Force -Confirm:$false", _folder[MadeBackup.Udid]).Errors);
        IosBackup newest = Assert.Single(Get("Get-IosBackup $args[0] -Latest", _folder.Path));
        Assert.Equal((19, MadeBackup.Udid), (newest.Date!.Value.Day, Path.GetFileName(newest.Path)));
    }

    [Fact]
    public void A_newest_backup_that_failed_its_test_does_not_stand_in_for_the_good_one_before()
    {
        string good = _folder[MadeBackup.Udid + "-20261119-120000"];
        RememberFailure("20261120-120000");

        IosBackup failed = Get("Get-IosBackup $args[0]", _folder.Path)[0];
        Assert.Equal(IosBackupState.Finished, failed.State);
        Assert.Contains("failed its last test (Hash, 2026-11-21 12:00 UTC)", failed.Problem, StringComparison.Ordinal);
        Assert.Equal(good, Assert.Single(Get("Get-IosBackup $args[0] -Latest", _folder.Path)).Path);
        string table = _shell.Run("Get-IosBackup $args[0] | Out-String", _folder.Path).As<string>().Single();
        Assert.Equal(2, table.Split("Failed test").Length);
        string selection = _shell
            .Run("Get-IosBackup $args[0] | Select-IosBackup -KeepLast 1 | Out-String", _folder.Path)
            .As<string>().Single();
        Assert.Equal(2, selection.Split("Failed test").Length);

        const string Pipeline =
            "Get-IosBackup $args[0] | Select-IosBackup -KeepLast 1 | Where-Object { -not $_.Keep } "
            + "| Remove-IosBackup -Confirm:$false";
        Assert.Empty(_shell.Run(Pipeline, _folder.Path).Errors);
        Assert.Equal(
            [_folder[MadeBackup.Udid], good],
            Directory.GetDirectories(_folder.Path, MadeBackup.Udid + "*").Order(StringComparer.Ordinal));

        ErrorRecord refused = Assert.Single(_shell.Run("Remove-IosBackup $args[0] -Confirm:$false", good).Errors);
        Assert.StartsWith("LastGeneration", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(_shell.Run("Remove-IosBackup $args[0] -Confirm:$false", failed.Path).Errors);
        Assert.Equal(19, Assert.Single(Get("Get-IosBackup $args[0]", _folder.Path)).Date!.Value.Day);
    }

    [Fact]
    public void A_copy_into_another_backup_is_refused()
    {
        ErrorRecord refused = Assert.Single(_shell.Run(
            "Copy-IosBackup $args[0] -Destination $args[1] -WhatIf",
            _folder[MadeBackup.Udid],
            _folder[MadeBackup.Udid + "-20261119-120000"]).Errors);

        Assert.StartsWith("DestinationProtected", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void Copies_are_a_repository_and_what_is_there_does_not_travel_again()
    {
        const string Copy = "Get-IosBackup $args[0] -Latest | Copy-IosBackup -Destination $args[1] -Verify";

        IosBackupCopyResult first = Assert.Single(_shell.Run(Copy, _folder.Path, _other.Path).Output
            .Select(static one => (IosBackupCopyResult)one.BaseObject));
        IosBackupCopyResult second = Assert.Single(_shell.Run(Copy, _folder.Path, _other.Path).Output
            .Select(static one => (IosBackupCopyResult)one.BaseObject));

        Assert.Equal((false, true), (first.WasThere, first.IsVerified));
        Assert.True(first.BytesCopied > 0);
        Assert.Equal((true, 0L), (second.WasThere, second.FilesCopied));
        Assert.Equal(first.Backup.RunId, Assert.Single(Get("Get-IosBackup $args[0]", _other.Path)).RunId);
    }

    [Fact]
    public void What_lies_at_the_destination_already_keeps_nothing_else_from_being_copied()
    {
        MadeBackup.Write(_other[MadeBackup.OtherUdid], null, udid: MadeBackup.OtherUdid);

        ShellResult result = _shell.Run(
            "Get-IosBackup $args[1], $args[0] -Latest | Copy-IosBackup -Destination $args[1]",
            _folder.Path,
            _other.Path);

        ErrorRecord there = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument", there.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(_other[MadeBackup.OtherUdid], there.TargetObject);
        Assert.Equal(MadeBackup.Udid, Assert.Single(result.As<IosBackupCopyResult>()).Udid);
    }

    [Theory]
    [InlineData("secret", 1)]
    [InlineData(null, 0)]
    public void A_copy_of_what_nobody_can_list_says_so(string? password, int warnings)
    {
        string source = _folder[MadeBackup.OtherUdid];
        MadeBackup.Write(
            source,
            password,
            udid: MadeBackup.OtherUdid,
            files: ("HomeDomain", "Library/SMS/sms.db", MadeBackup.Text("messages")));

        ShellResult result = _shell.Run(
            "Copy-IosBackup $args[0] -Destination $args[1] -WarningVariable said; $said.Count", source, _other.Path);

        Assert.Empty(result.Errors);
        Assert.Equal(warnings, result.Output[^1].BaseObject);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}/")]
    [InlineData("{1}/link")]
    [InlineData("{1}/link/")]
    [InlineData("{1}/link/.")]
    public void A_repository_is_not_copied_into_itself(string destination)
    {
        if (!FileLayer.Real.TrySymbolicLink(_other["link"], _folder.Path))
        {
            return;
        }

        ShellResult result = _shell.Run(
            "Copy-IosBackup $args[0] -Destination $args[1] -Verify",
            _folder[MadeBackup.Udid],
            string.Format(null, destination, _folder.Path, _other.Path));

        Assert.Empty(result.Output);
        ErrorRecord there = Assert.Single(result.Errors);
        Assert.StartsWith("InvalidArgument", there.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder[".iosbackup"]));
    }

    [Fact]
    public void A_remote_is_refused_with_words()
    {
        ErrorRecord refused = Assert.Single(_shell.Run(
            "Get-IosBackup $args[0] -Latest | Copy-IosBackup -Destination offsite:phones", _folder.Path).Errors);

        Assert.StartsWith("InvalidArgument", refused.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("mounted", refused.Exception.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _shell.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    /// <summary>A record of the newest backup that tells of a failed test.</summary>
    private void RememberFailure(string stamp)
    {
        string folder = new RepositoryLayout(_folder.Path, MadeBackup.Udid).Generation(stamp);
        Directory.CreateDirectory(folder);
        GenerationRecord record = new()
        {
            Stamp = stamp,
            StatusUuid = Generation.ReadStatus(_folder[MadeBackup.Udid])!.Uuid!,
        };
        record.Add(new VerificationRecord
        {
            Date = new DateTimeOffset(2026, 11, 21, 12, 0, 0, TimeSpan.Zero),
            Level = "Hash",
            Passed = false,
            BlocksRestore = true,
        });
        record.Write(FileLayer.Real, folder);
    }

    private IosBackup[] Get(string script, params object[] arguments) =>
        [.. _shell.Run(script, arguments).Output.Select(static one => (IosBackup)one.BaseObject)];

    private void Write(string name, int day) => MadeBackup.Write(
        _folder[name],
        null,
        new DateTimeOffset(2026, 11, day, 12, 0, 0, TimeSpan.Zero),
        files: ("HomeDomain", "Library/SMS/sms.db", MadeBackup.Text("messages of day " + day)));
}
