using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Help;

/// <summary>The help of one parameter: its text, and the facts of its yaml block.</summary>
internal sealed record ParameterHelp
{
    public required string Name { get; init; }

    public required IReadOnlyList<MarkdownBlock> Description { get; init; }

    public required string Type { get; init; }

    /// <summary>The parameter sets it belongs to; empty when it belongs to all.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    public required string Aliases { get; init; }

    public required string Required { get; init; }

    public required string Position { get; init; }

    public required string DefaultValue { get; init; }

    public required string PipelineInput { get; init; }

    public required string Wildcards { get; init; }

    /// <summary>Whether a set has the parameter.</summary>
    public bool IsIn(string set) => ParameterSets.Count == 0 || ParameterSets.Contains(set);
}
