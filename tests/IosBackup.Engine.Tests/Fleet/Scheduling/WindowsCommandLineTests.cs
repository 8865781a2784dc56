using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class WindowsCommandLineTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("", "\"\"")]
    [InlineData("two words", "\"two words\"")]
    [InlineData(@"C:\My Folder\", @"""C:\My Folder\\""")]
    [InlineData("say \"hi\"", @"""say \""hi\""""")]
    [InlineData(@"a\""b", @"""a\\\""b""")]
    [InlineData("%PATH%", @"""""%""PATH""%""""")]
    [InlineData(@"a\%", @"""a\\""%""""")]
    public void Arguments_are_quoted_by_the_rules_of_the_C_runtime(string argument, string expected) =>
        Assert.Equal(expected, WindowsCommandLine.Of([argument]));

    [Fact]
    public void What_goes_in_comes_out() => HostileText.Several.Sample(
        static arguments => Assert.Equal(arguments, Split(WindowsCommandLine.Of(arguments))));

    [Fact]
    public void Task_Scheduler_finds_nothing_to_replace() => HostileText.Several.Sample(static arguments =>
    {
        string line = WindowsCommandLine.Of(arguments);

        Assert.DoesNotContain("$(", line);
        Assert.Equal(line, ExpandWhateverIsAName(line));
    });

    /// <summary>The runtime takes such lines apart for programs on every system, and another program tells.</summary>
    [Fact]
    public async Task Another_program_gets_the_arguments_that_went_in()
    {
        (int exitCode, string output) = await Judge.RunLineAsync(
            "python3",
            WindowsCommandLine.Of(
            [
                "-c",
                "import json, sys; sys.stdout.buffer.write(json.dumps(sys.argv[1:]).encode())",
                .. HostileText.All,
            ]));

        Assert.Equal(0, exitCode);
        Assert.Equal(HostileText.All, JsonSerializer.Deserialize<string[]>(output));
    }

    /// <summary>
    /// What ExpandEnvironmentStrings would do if every name of letters, digits and the like were that of a variable.
    /// </summary>
    private static string ExpandWhateverIsAName(string line) =>
        Regex.Replace(line, "%[^%\"= ]+%", "REPLACED");

    /// <summary>"Parsing C command-line arguments" in Microsoft's documentation, rule by rule.</summary>
    private static List<string> Split(string line)
    {
        List<string> arguments = [];
        StringBuilder argument = new();
        bool isOpen = false;
        bool isQuoted = false;
        for (int i = 0; i < line.Length; i++)
        {
            int backslashes = line.Skip(i).TakeWhile(static c => c == '\\').Count();
            bool quoteFollows = i + backslashes < line.Length && line[i + backslashes] == '"';
            if (backslashes > 0)
            {
                argument.Append('\\', quoteFollows ? backslashes / 2 : backslashes);
                isOpen = true;
                i += backslashes;
                if (quoteFollows && backslashes % 2 == 1)
                {
                    argument.Append('"');
                    continue;
                }

                if (i == line.Length)
                {
                    break;
                }
            }

            if (line[i] == '"')
            {
                Assert.False(isQuoted && i + 1 < line.Length && line[i + 1] == '"', "Runtimes differ here: " + line);
                isQuoted = !isQuoted;
                isOpen = true;
            }
            else if (line[i] == ' ' && !isQuoted)
            {
                if (isOpen)
                {
                    arguments.Add(argument.ToString());
                    argument.Clear();
                    isOpen = false;
                }
            }
            else
            {
                argument.Append(line[i]);
                isOpen = true;
            }
        }

        return isOpen ? [.. arguments, argument.ToString()] : arguments;
    }
}
