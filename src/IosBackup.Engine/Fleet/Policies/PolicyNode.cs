using System.Collections.Generic;
using System.Text.Json;

namespace IosBackup.Engine.Fleet.Policies;

/// <summary>A value of a policy file, with its place.</summary>
/// <param name="Kind">What begins it.</param>
/// <param name="Line">The line where it begins, from 1.</param>
internal sealed record PolicyNode(JsonTokenType Kind, int Line)
{
    /// <summary>The text of a string.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The value of a whole number that is not too large; null for every other number.</summary>
    public int? Number { get; init; }

    /// <summary>The entries of a list.</summary>
    public IReadOnlyList<PolicyNode> Items { get; init; } = [];

    /// <summary>What an object has, in order: keys, the lines where they stand, and values.</summary>
    public IReadOnlyList<(string Key, int Line, PolicyNode Value)> Members { get; init; } = [];
}
