using IosBackup.Shell;
using Xunit;

namespace IosBackup.PS.Tests.Shell;

public sealed class PromptTests
{
    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("if ($x) {", false)]
    [InlineData("1 |", false)]
    [InlineData("'open", false)]
    [InlineData("@(1,", false)]
    [InlineData("1 +* 2", true)]
    [InlineData("", true)]
    public void A_command_goes_on_in_the_next_line_while_it_is_unfinished(string text, bool complete) =>
        Assert.Equal(complete, PromptLoop.IsComplete(text));

    [Theory]
    [InlineData("x.ps1 -a b", "x.ps1", null, 2)]
    [InlineData("-NoExit -File x.ps1 -NoExit", "x.ps1", null, 1)]
    [InlineData("-Command Get-Date -Format o", null, "Get-Date -Format o", 0)]
    public void The_command_line_has_the_forms_of_pwsh(string line, string? file, string? command, int rest)
    {
        Assert.True(ShellArguments.TryParse(line.Split(' '), out ShellArguments parsed, out _));
        Assert.Equal(file, parsed.File);
        Assert.Equal(command, parsed.Command);
        Assert.Equal(rest, parsed.Rest.Count);
    }
}
