using System.Collections.Generic;

namespace IosBackup.Help;

/// <summary>The help of one cmdlet.</summary>
internal sealed record CommandHelp
{
    public required string Name { get; init; }

    public required string Synopsis { get; init; }

    public required IReadOnlyList<MarkdownBlock> Description { get; init; }

    /// <summary>The parameter sets' names, the default one first as the source has it.</summary>
    public required IReadOnlyList<string> ParameterSets { get; init; }

    public required IReadOnlyList<ExampleHelp> Examples { get; init; }

    public required IReadOnlyList<ParameterHelp> Parameters { get; init; }

    public required IReadOnlyList<TypeHelp> Inputs { get; init; }

    public required IReadOnlyList<TypeHelp> Outputs { get; init; }

    public required IReadOnlyList<MarkdownBlock> Notes { get; init; }

    /// <summary>Texts with addresses; an address may be empty.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Links { get; init; }
}
