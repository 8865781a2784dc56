using System;
using System.IO;
using IosBackup.Engine.Errors;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Scheduling;
using Xunit;

namespace IosBackup.PS.Tests.Scheduling;

public sealed class PowerShellLocatorTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("pwsh")]
    [InlineData("pwsh.exe")]
    [InlineData("powershell.exe")]
    public void The_running_shell_is_taken(string name)
    {
        string running = File(name);

        Assert.Equal(running, new PowerShellLocator(running, _folder.Path, "").Find());
    }

    [Fact]
    public void A_link_on_the_path_outlives_the_version_that_it_leads_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Not everybody may make links there.");
        string running = File("cellar/7.6.5/pwsh");
        string link = Path.Combine(_folder.Path, "bin", "pwsh");
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        System.IO.File.CreateSymbolicLink(link, "../cellar/7.6.5/pwsh");

        Assert.Equal(link, new PowerShellLocator(running, _folder.Path, Path.GetDirectoryName(link)!).Find());
    }

    [Fact]
    public void Another_version_on_the_path_is_not_the_running_one()
    {
        string running = File("preview/pwsh");
        string other = File("bin/pwsh");

        Assert.Equal(running, new PowerShellLocator(running, _folder.Path, Path.GetDirectoryName(other)!).Find());
    }

    [Fact]
    public void What_the_store_has_installed_is_found_by_its_alias()
    {
        string running = File("WindowsApps/Microsoft.PowerShell_7.6.5.0_x64__8wekyb3d8bbwe/pwsh.exe");
        string alias = File("alias/pwsh.exe");

        Assert.Equal(alias, new PowerShellLocator(running, _folder.Path, Path.GetDirectoryName(alias)!).Find());
    }

    [Theory]
    [InlineData("dotnet")]
    [InlineData(null)]
    public void Another_host_gets_what_is_on_the_path(string? name)
    {
        string shell = File("bin/pwsh");

        Assert.Equal(
            shell,
            new PowerShellLocator(
                name is null ? null : File(name), _folder.Path, "relative" + Path.PathSeparator + _folder.Path
                    + Path.PathSeparator + Path.GetDirectoryName(shell)).Find());
    }

    [Fact]
    public void Another_host_of_Windows_PowerShell_gets_the_one_beside_it()
    {
        string shell = File("powershell.exe");

        Assert.Equal(shell, new PowerShellLocator(File("powershell_ise.exe"), _folder.Path, "").Find());
    }

    [Fact]
    public void No_shell_at_all_is_an_error() => Assert.Equal(
        ErrorKind.ToolMissing,
        Assert.Throws<EngineException>(new PowerShellLocator(File("dotnet"), _folder.Path, "").Find).Kind);

    private string File(string name)
    {
        string path = Path.Combine(_folder.Path, name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, "");
        return path;
    }
}
