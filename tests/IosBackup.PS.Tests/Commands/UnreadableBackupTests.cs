using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Repository;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Backups of which this user may not read everything.</summary>
public sealed class UnreadableBackupTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ShellSession _shell = ShellSession.WithModuleAndStandIns();
    private string? _closed;

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows() && _closed is not null)
        {
            File.SetUnixFileMode(_closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Status.plist")]
    [InlineData("Manifest.plist")]
    public void One_that_cannot_be_read_does_not_hide_the_others(string name)
    {
        Write(MadeBackup.Udid);
        Write(MadeBackup.OtherUdid);
        Close(MadeBackup.Udid, name);

        ShellResult result = _shell.Run("Get-IosBackup $args[0]", _folder.Path);

        Assert.Empty(result.Errors);
        IosBackup[] found = [.. result.As<IosBackup>().OrderBy(static backup => backup.State)];
        Assert.Equal([IosBackupState.Finished, IosBackupState.Damaged], found.Select(static backup => backup.State));
        Assert.Contains(name, found[1].Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_backup_is_found_although_nobody_may_see_what_is_remembered_of_it()
    {
        string backup = Write(MadeBackup.Udid);
        string records = new RepositoryLayout(_folder.Path, MadeBackup.Udid).Generations;
        Directory.CreateDirectory(records);
        Close(records);

        ShellResult result = _shell.Run("Get-IosBackup $args[0]", backup);

        Assert.Empty(result.Errors);
        Assert.Equal(IosBackupState.Finished, Assert.Single(result.As<IosBackup>()).State);
    }

    [Theory]
    [InlineData("Status.plist", "Get-IosBackupItem $args[0]")]
    [InlineData("Manifest.plist", "Get-IosBackupItem $args[0]")]
    [InlineData("Manifest.db", "Get-IosBackupItem $args[0]")]
    [InlineData("Manifest.db", "Test-IosBackup $args[0]")]
    [InlineData("Manifest.db", "Copy-IosBackup $args[0] -Destination $args[1]")]
    [InlineData("69", "Copy-IosBackup $args[0] -Destination $args[1]")]
    [InlineData("69", "Restore-IosBackup $args[0] -Destination $args[1]")]
    [InlineData("69", "Get-IosBackupItem $args[0] -Kind File | Get-IosBackupItemContent")]
    public void What_cannot_be_read_is_an_error_about_the_backup(string name, string script)
    {
        string backup = Write(MadeBackup.Udid);
        Close(MadeBackup.Udid, name);

        ShellResult result = _shell.Run(script, backup, _folder["elsewhere"]);

        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("BackupUnavailable,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ReadError, error.CategoryInfo.Category);
        Assert.Contains(backup, error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", error.ErrorDetails.Message, StringComparison.Ordinal);
    }

    private string Write(string udid) => MadeBackup.Write(
        _folder[udid], null, udid: udid, files: ("HomeDomain", "Library/a.txt", MadeBackup.Text("text")));

    /// <summary>Takes the right to read something away.</summary>
    private void Close(params string[] names)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may read everything.");
        _closed = Path.Combine([_folder.Path, .. names]);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_closed, UnixFileMode.None);
        }
    }
}
