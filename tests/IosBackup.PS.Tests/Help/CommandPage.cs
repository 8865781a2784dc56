using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using IosBackup.PS.Tests.Module;

namespace IosBackup.PS.Tests.Help;

/// <summary>
/// A cmdlet's Markdown page. Its syntax and the yaml blocks of its parameters follow from the class; with the variable
/// IOSBACKUP_REWRITE_HELP set the tests write them into the page, and add what a new parameter needs, so that only
/// texts are left to write.
/// </summary>
internal sealed partial class CommandPage
{
    private const string RewriteVariable = "IOSBACKUP_REWRITE_HELP";

    private readonly string _path;
    private readonly CmdletInfo _command;

    public CommandPage(string path, CmdletInfo command)
    {
        _path = path;
        _command = command;
    }

    /// <summary>The page as it is.</summary>
    public string Current() => File.Exists(_path) ? File.ReadAllText(_path).ReplaceLineEndings("\n") : "";

    /// <summary>The page with the facts of the cmdlet and the texts it has.</summary>
    public string Expected()
    {
        string page = Current();
        string text = page.Length > 0 ? page : NewPage();
        text = Syntax().Replace(text, match => match.Groups[1].Value + SyntaxText() + match.Groups[3].Value);
        Match parameters = Parameters().Match(text);
        Dictionary<string, string> texts = Parameter().Matches(parameters.Value)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value.Trim());
        StringBuilder rewritten = new("## PARAMETERS\n\n");
        foreach (ParameterMetadata parameter in Own())
        {
            rewritten.Append("### -").Append(parameter.Name).Append('\n');
            rewritten.Append(texts.GetValueOrDefault(parameter.Name, "")).Append("\n\n");
            rewritten.Append("```yaml\n").Append(new ParameterFacts(_command, parameter)).Append("\n```\n\n");
        }

        return text.Replace(parameters.Value, rewritten.ToString(), StringComparison.Ordinal);
    }

    public void RewriteWhenAsked()
    {
        if (Environment.GetEnvironmentVariable(RewriteVariable) is { Length: > 0 })
        {
            File.WriteAllText(_path, Expected());
        }
    }

    private IEnumerable<ParameterMetadata> Own() => _command.Parameters.Values
        .Where(parameter => !ModuleCommands.CommonParameters.Contains(parameter.Name))
        .OrderBy(parameter => parameter.Name, StringComparer.Ordinal);

    private string SyntaxText()
    {
        StringBuilder text = new();
        foreach (CommandParameterSetInfo set in _command.ParameterSets.OrderByDescending(set => set.IsDefault))
        {
            if (_command.ParameterSets.Count > 1)
            {
                text.Append("### ").Append(set.Name).Append(set.IsDefault ? " (Default)" : "").Append('\n');
            }

            text.Append("```\n").Append(_command.Name).Append(' ').Append(set).Append("\n```\n\n");
        }

        return text.ToString();
    }

    private string NewPage() =>
        $"""
        ---
        external help file: IosBackup.dll-Help.xml
        Module Name: IosBackup
        online version:
        schema: 2.0.0
        ---

        # {_command.Name}

        ## SYNOPSIS

        ## SYNTAX

        ## DESCRIPTION

        ## EXAMPLES

        ## PARAMETERS

        ### CommonParameters
        This cmdlet supports the common parameters. See about_CommonParameters.

        ## INPUTS

        ## OUTPUTS

        ## NOTES

        ## RELATED LINKS

        [about_IosBackup](about_IosBackup.md)

        """.ReplaceLineEndings("\n");

    [GeneratedRegex(@"(## SYNTAX\n\n)(.*?)(## DESCRIPTION)", RegexOptions.Singleline)]
    private static partial Regex Syntax();

    [GeneratedRegex(@"## PARAMETERS\n.*?(?=### CommonParameters)", RegexOptions.Singleline)]
    private static partial Regex Parameters();

    [GeneratedRegex(@"### -(\w+)\n(.*?)```yaml", RegexOptions.Singleline)]
    private static partial Regex Parameter();
}
