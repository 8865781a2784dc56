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
