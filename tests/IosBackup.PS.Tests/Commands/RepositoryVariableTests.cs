using System;
using System.IO;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

public sealed class RepositoryVariableTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task A_relative_repository_is_the_same_one_for_every_command_wherever_PowerShell_is() =>
        RequireFoundAsync(
            $"[Environment]::CurrentDirectory = '{_folder.Path}'; $env:IOSBACKUP_REPOSITORY = 'backups'; ");

    [Fact]
    public Task A_tilde_is_the_home_folder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "No variable moves the home folder there.");
        return RequireFoundAsync($"$env:HOME = '{_folder.Path}'; $env:IOSBACKUP_REPOSITORY = '~/backups'; ");
    }

    [Fact]
    public async Task A_drive_of_PowerShell_is_refused_and_no_folder_of_its_name_made()
    {
        ShellProcess shell = await ShellProcess.CommandAsync(
            $"[Environment]::CurrentDirectory = '{_folder.Path}'; $env:IOSBACKUP_REPOSITORY = 'Store:/zz'; "
            + "$phone = Start-IosVirtualDevice Mara -FileCount 1; $null = $phone | New-IosDevicePairing; "
            + "($phone | Get-IosDevice).Name; "
            + "foreach ($one in { $phone | New-IosBackup }, { Get-IosBackup }) "
            + "{ try { & $one } catch { $_.FullyQualifiedErrorId.Split(',')[0] } }");

        Assert.Equal("", shell.Errors);
        Assert.Equal(
            ["Mara", "InvalidArgument", "InvalidArgument"],
            shell.Output.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    private async Task RequireFoundAsync(string begin)
    {
        ShellProcess shell = await ShellProcess.CommandAsync(
            begin + "$phone = Start-IosVirtualDevice Mara -FileCount 1; $null = $phone | New-IosDevicePairing; "
            + "Set-Location /; $made = $phone | New-IosBackup; $made.Backup; (Get-IosBackup).Path");

        string[] lines = shell.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("", shell.Errors);
        Assert.Equal(2, lines.Length);
        Assert.Equal(lines[0].Trim(), lines[1].Trim());
        Assert.StartsWith(Path.Combine(_folder.Path, "backups"), lines[0], StringComparison.Ordinal);
    }
}
