using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Reflection;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Shell;
using Xunit;

namespace IosBackup.PS.Tests.Shell;

/// <summary>The stand-ins beside PowerShell's own commands: stand-ins.txt holds what PowerShell 7 does.</summary>
public sealed class StandInTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("iosbackup-test-").FullName;
    private readonly ShellSession _shell = ShellSession.WithStandIns();

    public StandInTests() => _shell.Run("Set-Location $args[0]", _folder);

    public void Dispose()
    {
        _shell.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public static TheoryData<string, string> Cases => Read();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_stand_in_does_what_PowerShell_does(string script, string expected)
    {
        ShellResult result = _shell.Run(script);

        Assert.Empty(result.Errors);
        IEnumerable<string> texts = result.Output.Select(item => LanguagePrimitives.ConvertTo<string>(item));
        Assert.Equal(expected, string.Join(' ', texts).ReplaceLineEndings("|"));
    }

    [Fact]
    public void Select_First_stops_what_comes_before_it_at_once()
    {
        ShellResult result = _shell.Run(
            "$n = 0; 1..100 | ForEach-Object { $script:n++; $_ } | Select-Object -First 2; $n");

        Assert.Equal([1, 2, 2], result.As<int>());
    }

    [Fact]
    public void A_parameter_that_a_stand_in_lacks_is_named_in_the_error()
    {
        ShellResult result = _shell.Run("try { 1 | Select-Object -Index 0 } catch { \"$_\" }");

        Assert.Contains("'Index'", Assert.Single(result.As<string>()));
    }

    [Fact]
    public void No_stand_in_takes_the_place_of_a_command_that_the_engine_has()
    {
        using ShellSession plain = ShellSession.With();
        string[] present = [.. plain.Run("Get-Command -CommandType Cmdlet | ForEach-Object Name").As<string>()];

        Assert.NotEmpty(present);
        Assert.DoesNotContain(
            typeof(SessionSetup).Assembly.GetTypes().Select(type => type.GetCustomAttribute<CmdletAttribute>()),
            cmdlet => cmdlet is not null && present.Contains($"{cmdlet.VerbName}-{cmdlet.NounName}"));
    }

    // "> script", and in the next line what it emits: with blanks between objects and | for a new line.
    private static TheoryData<string, string> Read()
    {
        TheoryData<string, string> cases = [];
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Shell", "stand-ins.txt"));
        for (int line = 0; line < lines.Length; line++)
        {
            if (lines[line].StartsWith("> ", StringComparison.Ordinal))
            {
                cases.Add(lines[line][2..], lines[++line]);
            }
        }

        return cases;
    }
}
