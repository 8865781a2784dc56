using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace IosBackup.Help;

/// <summary>Reads a cmdlet's Markdown file.</summary>
internal static partial class CommandHelpParser
{
    private const string AllSets = "(All)";
    private const string DefaultSet = "(Default)";
    private const string CommonParameters = "CommonParameters";

    public static CommandHelp Parse(MarkdownDocument document)
    {
        MarkdownSection root = document.Root;
        MarkdownSection examples = document.Require(root, "EXAMPLES");
        MarkdownSection parameters = document.Require(root, "PARAMETERS");
        return new CommandHelp
        {
            Name = root.Title,
            Synopsis = string.Join(' ', Blocks(document.Require(root, "SYNOPSIS")).Select(block => block.Text)),
            Description = Blocks(document.Require(root, "DESCRIPTION")),
            ParameterSets = [.. document.Require(root, "SYNTAX").Sections.Select(SetName).DefaultIfEmpty(AllSets)],
            Examples = [.. examples.Sections.Select(section => ParseExample(document, section))],
            Parameters =
            [
                .. parameters.Sections
                    .Where(section => section.Title != CommonParameters)
                    .Select(section => ParseParameter(document, section)),
            ],
            Inputs = Types(root.Find("INPUTS")),
            Outputs = Types(root.Find("OUTPUTS")),
            Notes = root.Find("NOTES") is { } notes ? Blocks(notes) : [],
            Links = ParseLinks(document, root.Find("RELATED LINKS")),
        };
    }

    private static IReadOnlyList<MarkdownBlock> Blocks(MarkdownSection section) => MarkdownBlock.Split(section.Lines);

    private static string SetName(MarkdownSection section) =>
        section.Title.Replace(DefaultSet, "", StringComparison.Ordinal).Trim();

    private static ExampleHelp ParseExample(MarkdownDocument document, MarkdownSection section)
    {
        IReadOnlyList<MarkdownBlock> blocks = Blocks(section);
        MarkdownBlock code = blocks.FirstOrDefault(block => block.IsCode)
            ?? throw new HelpSourceException(document.Path, section.Line, $"'{section.Title}' has no code.");
        return new ExampleHelp(section.Title, code.Text, [.. blocks.Where(block => !ReferenceEquals(block, code))]);
    }

    private static ParameterHelp ParseParameter(MarkdownDocument document, MarkdownSection section)
    {
        IReadOnlyList<MarkdownBlock> blocks = Blocks(section);
        MarkdownBlock facts = blocks.LastOrDefault(block => block.Language == "yaml")
            ?? throw new HelpSourceException(document.Path, section.Line, $"'{section.Title}' has no yaml block.");
        Dictionary<string, string> values = facts.Text.Split('\n')
            .Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
        string Fact(string name) => values.TryGetValue(name, out string? value)
            ? value
            : throw new HelpSourceException(document.Path, section.Line, $"'{section.Title}' does not say '{name}'.");

        string sets = Fact("Parameter Sets");
        return new ParameterHelp
        {
            Name = section.Title.TrimStart('-'),
            Description = [.. blocks.Where(block => !ReferenceEquals(block, facts))],
            Type = Fact("Type"),
            ParameterSets = sets == AllSets ? [] : sets.Split(',', StringSplitOptions.TrimEntries),
            Aliases = Fact("Aliases"),
            Required = Fact("Required"),
            Position = Fact("Position"),
            DefaultValue = Fact("Default value"),
            PipelineInput = Fact("Accept pipeline input"),
            Wildcards = Fact("Accept wildcard characters"),
        };
    }

    private static TypeHelp[] Types(MarkdownSection? section) => section is null
        ? []
        : [.. section.Sections.Select(type => new TypeHelp(MarkdownBlock.Plain(type.Title), Blocks(type)))];

    private static List<KeyValuePair<string, string>> ParseLinks(MarkdownDocument document, MarkdownSection? section)
    {
        List<KeyValuePair<string, string>> links = [];
        if (document.Values.TryGetValue("online version", out string? online) && online.Length > 0)
        {
            // Get-Help -Online opens the first link.
            links.Add(new KeyValuePair<string, string>("Online Version:", online));
        }

        foreach (Match link in LinkPattern().Matches(string.Join('\n', section?.Lines ?? [])))
        {
            string address = link.Groups[2].Value;
            links.Add(new KeyValuePair<string, string>(
                link.Groups[1].Value, address.Contains("://", StringComparison.Ordinal) ? address : ""));
        }

        return links;
    }

    [GeneratedRegex(@"\[([^\]]*)\]\(([^)]*)\)")]
    private static partial Regex LinkPattern();
}
