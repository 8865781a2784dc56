using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using IosBackup.Help;
using IosBackup.PS.Tests.Hosting;
using IosBackup.PS.Tests.Module;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Help;

/// <summary>The help of the module's own cmdlets and topics.</summary>
public sealed class ModuleHelpTests
{
    private static readonly string s_folder = Path.Combine(ConformanceData.Root, "docs", "en-US");

    private static readonly Dictionary<string, CommandHelp> s_help = Directory
        .EnumerateFiles(s_folder, "*-*.md")
        .ToDictionary(
            path => Path.GetFileNameWithoutExtension(path),
            path => CommandHelpParser.Parse(MarkdownDocument.Read(path)));

    [Fact]
    public void Every_cmdlet_has_its_page_and_no_page_lacks_its_cmdlet() =>
        Assert.Equal(ModuleCommands.Classes.Keys.Order(), s_help.Keys.Order());

    [Fact]
    public void Every_page_has_a_synopsis_a_description_outputs_and_two_examples()
    {
        foreach ((string name, CommandHelp help) in s_help)
        {
            Assert.Equal(name, help.Name);
            Assert.True(help.Synopsis.Length > 0, name);
            Assert.True(help.Description.Count > 0, name);
            Assert.True(help.Outputs.Count > 0, name);
            Assert.True(help.Examples.Count >= 2, name);
        }
    }

    [Fact]
    public void Every_parameter_is_described()
    {
        foreach ((string name, CommandHelp help) in s_help)
        {
            foreach (ParameterHelp parameter in help.Parameters)
            {
                Assert.True(parameter.Description.Count > 0, $"{name} -{parameter.Name}");
            }
        }
    }

    [Fact]
    public void Get_Help_shows_every_page()
    {
        using ShellSession shell = ShellSession.WithModule();
        foreach ((string name, CommandHelp help) in s_help)
        {
            ShellResult result = shell.Run("(Get-Help $args[0] -Full).Synopsis", name);

            Assert.Equal(help.Synopsis, Assert.Single(result.As<string>()));
        }
    }

    [Fact]
    public void Get_Help_finds_every_topic()
    {
        using ShellSession shell = ShellSession.WithModule();
        string[] topics = [.. Directory.EnumerateFiles(s_folder, "about_*.md").Select(
            path => Path.GetFileNameWithoutExtension(path))];

        Assert.Contains("about_IosBackup_Errors", topics);
        foreach (string topic in topics)
        {
            PSObject help = Assert.Single(shell.Run("Get-Help $args[0]", topic).Output);
            Assert.StartsWith($"TOPIC\n    {topic}\n", help.ToString().ReplaceLineEndings("\n"));
        }
    }

    [Fact]
    public void The_facts_on_the_pages_are_those_of_the_cmdlets()
    {
        using ShellSession shell = ShellSession.WithModule();
        foreach (string name in ModuleCommands.Classes.Keys)
        {
            CmdletInfo command = (CmdletInfo)shell.Run("Get-Command $args[0]", name).Output.Single().BaseObject;
            CommandPage page = new(Path.Combine(s_folder, name + ".md"), command);
            page.RewriteWhenAsked();

            Assert.Equal(page.Expected(), page.Current());
        }
    }
}
