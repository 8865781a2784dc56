using System;
using System.Diagnostics;
using System.IO;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Shell;

public sealed class ShellProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_script_gets_its_arguments()
    {
        string script = Script(
            "param($Name, [switch] $Flag, $Other) \"$Name|$Flag|$Other|$($PSCommandPath.Length -gt 0)\"");

        ShellProcess run = await ShellProcess.RunAsync(
            "", "-File", script, "-Name", "it's; 'x' $y", "-Flag:$true", "-Other:-1");

        Assert.Equal("it's; 'x' $y|True|-1|True", run.Output.TrimEnd());
    }

    [Fact]
    public async Task The_module_is_imported()
    {
        ShellProcess run = await ShellProcess.CommandAsync("(Get-Module IosBackup).Name");

        Assert.Equal("IosBackup", run.Output.TrimEnd());
        Assert.Equal("", run.Errors);
    }

    [Fact]
    public async Task Commands_come_from_standard_input_too()
    {
        ShellProcess run = await ShellProcess.RunAsync("$x = 20\nif ($true) {\n    $x + 1\n}\nexit 3\n'never'\n");

        Assert.Equal("21", run.Output.Trim());
        Assert.Equal(3, run.ExitCode);
    }

    [Fact]
    public async Task NoExit_keeps_what_the_script_has_set()
    {
        ShellProcess run = await ShellProcess.RunAsync("$kept\n", "-NoExit", "-File", Script("$kept = 'still here'"));

        Assert.Equal("still here", run.Output.Trim());
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task A_command_line_that_makes_no_sense_is_refused()
    {
        ShellProcess run = await ShellProcess.RunAsync("", "-Bad");

        Assert.Equal(64, run.ExitCode);
        Assert.Contains("Usage:", run.Errors);
    }

    [Fact]
    public async Task A_termination_signal_stops_the_pipeline_and_lets_it_clean_up()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such signals on Windows.");
        using Process process = ShellProcess.Start(Script(
            "try { 'begun'; Start-Sleep 300 } finally { [Console]::Out.WriteLine('cleaned up') }"));
        Assert.Equal("begun", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));

        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        string rest = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal("cleaned up", rest.Trim());
        Assert.Equal(130, process.ExitCode);
    }

    private string Script(string text)
    {
        string path = Path.Combine(_folder, "script.ps1");
        File.WriteAllText(path, text);
        return path;
    }
}
