using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using IosBackup.Help;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.PS.Tests.Help;

/// <summary>Every script that the documentation shows names commands and parameters that exist.</summary>
public sealed class ExampleTests
{
    // Commands of PowerShell and of well-known modules that the module's own shell does not have.
    private static readonly HashSet<string> s_elsewhere = new(StringComparer.OrdinalIgnoreCase)
    {
        "Get-Secret", "Set-Secret", "Install-Module", "Install-PSResource", "Save-PSResource", "Start-ThreadJob",
        "Start-Transcript", "Stop-Transcript", "Out-GridView", "Get-Credential",
    };

    [Fact]
    public void Every_example_is_PowerShell()
    {
        foreach ((string source, string code) in Scripts())
        {
            Parser.ParseInput(code, out _, out ParseError[] errors);
            Assert.True(errors.Length == 0, $"{source}: {string.Join<ParseError>(' ', errors)}");
        }
    }

    [Fact]
    public void Every_example_names_commands_and_parameters_that_exist()
    {
        using ShellSession shell = ShellSession.WithModuleAndStandIns();
        foreach ((string source, string code) in Scripts())
        {
            ScriptBlockAst script = Parser.ParseInput(code, out _, out _);
            HashSet<string> functions = [.. script
                .FindAll(ast => ast is FunctionDefinitionAst, searchNestedScriptBlocks: true)
                .Select(ast => ((FunctionDefinitionAst)ast).Name)];
            foreach (CommandAst command in script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true)
                .Cast<CommandAst>())
            {
                if (command.GetCommandName() is { } name && !functions.Contains(name) && !s_elsewhere.Contains(name))
                {
                    Check(shell, $"{source}: {command}", name, command);
                }
            }
        }
    }

    [Fact]
    public void The_documentation_has_scripts() => Assert.NotEmpty(Scripts());

    private static void Check(ShellSession shell, string where, string name, CommandAst command)
    {
        CommandInfo? found = shell.Run(
            "$found = Get-Command $args[0] -ErrorAction Ignore; "
            + "if ($found -is [Management.Automation.AliasInfo]) { $found.ResolvedCommand } else { $found }",
            name).As<CommandInfo>().FirstOrDefault();
        Assert.True(found is not null || IsProgram(name), $"{where}: there is no command {name}.");
        foreach (CommandParameterAst parameter in command.CommandElements.OfType<CommandParameterAst>())
        {
            if (found is CmdletInfo)
            {
                Assert.True(Has(found, parameter.ParameterName), $"{where}: {name} has no -{parameter.ParameterName}.");
            }
        }
    }

    private static bool IsProgram(string name) => !name.Contains('-', StringComparison.Ordinal) || name.Contains('/');

    private static bool Has(CommandInfo command, string parameter)
    {
        try
        {
            return command.ResolveParameter(parameter) is not null;
        }
        catch (ParameterBindingException)
        {
            return false;
        }
    }

    private static IEnumerable<(string Source, string Code)> Scripts()
    {
        string docs = Path.Combine(ConformanceData.Root, "docs");
        foreach (string path in Directory.EnumerateFiles(docs, "*.ps1", SearchOption.AllDirectories))
        {
            yield return (Path.GetFileName(path), File.ReadAllText(path));
        }

        string readme = Path.Combine(ConformanceData.Root, "README.md");
        IEnumerable<string> pages = Directory.EnumerateFiles(docs, "*.md", SearchOption.AllDirectories);
        foreach (string path in File.Exists(readme) ? pages.Append(readme) : pages)
        {
            foreach (MarkdownBlock block in MarkdownBlock.Split(File.ReadAllLines(path))
                .Where(block => block.Language == "powershell"))
            {
                yield return (Path.GetFileName(path), block.Text);
            }
        }
    }
}
