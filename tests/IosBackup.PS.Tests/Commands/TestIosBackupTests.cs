using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Backups;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

[Collection(ProcessState.Name)]
public sealed class TestIosBackupTests : IDisposable
{
    private const string SetUp = "$path, $word = $args; "
        + "function Secret($text) { $s = [securestring]::new(); $text.ToCharArray() | ForEach-Object "
        + "{ $s.AppendChar($_) }; $s }; ";

    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private readonly string _plain;
    private readonly string _encrypted;

    public TestIosBackupTests()
    {
        (string, string, byte[])[] files =
        [
            ("HomeDomain", "Library/a.txt", MadeBackup.Text("a text")),
            ("AppDomain-com.example.app", "Documents/b.txt", MadeBackup.Text("another text")),
        ];
        _plain = MadeBackup.Write(_folder[MadeBackup.Udid], null, files: files);
        _encrypted = MadeBackup.Write(
            _folder[MadeBackup.OtherUdid], "Passw0rd!", udid: MadeBackup.OtherUdid, files: files);
    }

    public void Dispose()
    {
        _shell.Run("Lock-IosBackup");
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Quick", 0)]
    [InlineData("Hash", 6)]
    [InlineData("Full", 18)]
    public void A_good_backup_passes(string level, long bytesRead)
    {
        IosBackupTestResult result = Test("Test-IosBackup $args[0] -Level $args[1]", _plain, level);

        Assert.True(result.Passed);
        Assert.Equal(level, result.Level.ToString());
        Assert.Equal((2L, bytesRead), (result.FilesChecked, result.BytesChecked));
        Assert.Equal((MadeBackup.Udid, _plain), (result.Udid, result.Path));
        Assert.Equal(0, result.ErrorCount);
    }

    [Fact]
    public void Generations_can_be_told_apart_in_the_table_of_a_narrow_window()
    {
        Directory.Move(_plain, _plain + "-20261129-091500");
        MadeBackup.Write(_plain + "-20261130-091500", null);

        string table = Assert.Single(_shell.Run(
            "Get-IosBackup $args[0] -Udid $args[1] | Test-IosBackup | Out-String -Width 80",
            _folder.Path,
            MadeBackup.Udid).As<string>());

        Assert.Contains("20261129-091500", table, StringComparison.Ordinal);
        Assert.Contains("20261130-091500", table, StringComparison.Ordinal);
        Assert.Contains("Took", table, StringComparison.Ordinal);
        Assert.DoesNotContain("…", table, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_wrong_is_named_and_is_no_error()
    {
        File.Delete(PathOf(_plain, "HomeDomain", "Library/a.txt"));

        ShellResult shown = _shell.Run("Test-IosBackup $args[0]", _plain);
        IosBackupTestResult result = Assert.Single(shown.As<IosBackupTestResult>());

        Assert.Empty(shown.Errors);
        Assert.False(result.Passed);
        IosBackupFinding finding = Assert.Single(result.Findings, static one => one.Id == "PayloadMissing");
        Assert.Equal("HomeDomain/Library/a.txt", finding.Item);
        Assert.Equal(FileIds.Compute("HomeDomain", "Library/a.txt"), finding.FileId);
        Assert.True(finding.BlocksRestore);
        Assert.Equal([false], _shell.Run("Test-IosBackup $args[0] -Quiet", _plain).As<bool>());
        Assert.Equal([true], _shell.Run("Test-IosBackup $args[0] -Quiet", _encrypted).As<bool>());
    }

    [Fact]
    public void Full_of_an_encrypted_backup_needs_its_password_given_or_kept()
    {
        ErrorRecord missing = Assert.Single(_shell.Run("Test-IosBackup $args[0] -Level Full", _encrypted).Errors);
        Assert.StartsWith("BackupPasswordRequired,", missing.FullyQualifiedErrorId, StringComparison.Ordinal);
        ErrorRecord wrong = Assert.Single(Run("Test-IosBackup $path -Level Full -Password (Secret 'x')").Errors);
        Assert.StartsWith("BackupPasswordIncorrect,", wrong.FullyQualifiedErrorId, StringComparison.Ordinal);

        Assert.True(Test("Test-IosBackup $args[0] -Level Hash", _encrypted).Passed);
        Assert.True(Run("Test-IosBackup $path -Level Full -Password (Secret $word)")
            .As<IosBackupTestResult>().Single().Passed);
        Run("Unlock-IosBackup $path -Password (Secret $word)");
        Assert.True(Test("Test-IosBackup $args[0] -Level Full", _encrypted).Passed);
    }

    [Fact]
    public void Backups_come_from_the_pipeline_and_one_that_is_none_leaves_the_others_their_turn()
    {
        string nothing = Directory.CreateDirectory(_folder["nothing"]).FullName;

        ShellResult result = _shell.Run("$args | Test-IosBackup", _plain, nothing, _encrypted);

        Assert.Equal([_plain, _encrypted], result.As<IosBackupTestResult>().Select(static one => one.Path));
        Assert.StartsWith("NotABackup,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(2, _shell.Run("Get-IosBackup $args[0] | Test-IosBackup", _folder.Path).Output.Count);
    }

    [Fact]
    public void Slices_share_the_files_and_one_that_is_none_is_refused()
    {
        Assert.Equal(
            2,
            Enumerable.Range(1, 3).Sum(number =>
                Test("Test-IosBackup $args[0] -Slice $args[1]", _plain, $"{number}/3").FilesChecked));
        ShellResult refused = _shell.Run(
            "try { Test-IosBackup $args[0] -Slice 4/3 } catch { $_.FullyQualifiedErrorId }", _plain);
        Assert.StartsWith("InvalidArgument,", Assert.Single(refused.As<string>()), StringComparison.Ordinal);
    }

    private static string PathOf(string backup, string domain, string path)
    {
        string fileId = FileIds.Compute(domain, path);
        return Path.Combine(backup, fileId[..2], fileId);
    }

    private ShellResult Run(string script) => _shell.Run(SetUp + script, _encrypted, "Passw0rd!");

    private IosBackupTestResult Test(string script, params object[] arguments)
    {
        ShellResult result = _shell.Run(script, arguments);
        Assert.Empty(result.Errors);
        return Assert.Single(result.As<IosBackupTestResult>());
    }
}
