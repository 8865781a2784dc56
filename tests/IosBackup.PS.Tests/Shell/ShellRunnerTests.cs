using System;
using System.IO;
using IosBackup.Shell;
using IosBackup.Shell.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Shell;

public sealed class ShellRunnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();
    private readonly ShellHost _host;
    private readonly ShellRunner _runner;

    public ShellRunnerTests()
    {
        _host = new ShellHost(_output, _errors, nonInteractive: true);
        _runner = new ShellRunner(_host);
    }

    public void Dispose()
    {
        _runner.Dispose();
        _host.Dispose();
        _output.Dispose();
        _errors.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("& { exit 5 }", 5)]
    [InlineData("function f { exit 6 }; f", 6)]
    [InlineData("'fine'", 0)]
    [InlineData("exit", 0)]
    [InlineData("throw 'end'", 1)]
    [InlineData("Write-Error 'bad'", 0)]
    [InlineData("$ErrorActionPreference = 'Stop'; Write-Error 'bad'", 1)]
    [InlineData("[int]'x'", 0)]
    [InlineData("dotnet no-such-command", 0)]
    [InlineData("if (", 1)]
    [InlineData("param([Parameter(Mandatory)] $x) $x", 1)]
    public void A_script_file_ends_with_the_exit_code_of_pwsh(string script, int expected) =>
        Assert.Equal(expected, _runner.RunFile(Script(script), []));

    [Theory]
    [InlineData("exit 7", 7)]
    [InlineData("'fine'", 0)]
    [InlineData("throw 'end'", 1)]
    [InlineData("Write-Error 'bad'", 1)]
    [InlineData("Write-Error 'bad'; 'fine'", 0)]
    [InlineData("Get-Nothing", 1)]
    [InlineData("dotnet no-such-command", 1)]
    public void A_command_ends_with_the_exit_code_of_pwsh(string command, int expected) =>
        Assert.Equal(expected, _runner.RunCommand(command));

    [Fact]
    public void A_command_that_runs_a_script_tells_only_whether_it_succeeded() =>
        Assert.Equal(1, _runner.RunCommand($"& '{Script("exit 7")}'"));

    [Fact]
    public void A_script_that_does_not_exist_is_a_wrong_command_line()
    {
        Assert.Equal(64, _runner.RunFile(Path.Combine(_folder, "none.ps1"), []));
        Assert.Contains("none.ps1", _errors.ToString());
    }

    [Fact]
    public void Errors_go_to_standard_error_with_their_place()
    {
        _runner.RunFile(Script("'out'\nthrow 'the end'"), []);

        Assert.Equal("out", _output.ToString().TrimEnd());
        Assert.Contains("script.ps1:2", _errors.ToString());
        Assert.Contains("the end", _errors.ToString());
    }

    [Fact]
    public void Objects_become_tables()
    {
        _runner.RunCommand("[pscustomobject]@{ Name = 'a'; Size = 1 }");

        Assert.Equal(
            ["Name Size", "---- ----", "a       1"],
            _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [Fact]
    public void Nobody_is_asked_when_nobody_is_there()
    {
        int code = _runner.RunCommand($"New-Item '{Path.Combine(_folder, "made")}' -ItemType Directory -Confirm");

        Assert.Equal(1, code);
        Assert.Contains("-Confirm:$false", _errors.ToString());
        Assert.False(Directory.Exists(Path.Combine(_folder, "made")));
    }

    private string Script(string text)
    {
        string path = Path.Combine(_folder, "script.ps1");
        File.WriteAllText(path, text);
        return path;
    }
}
