using System;
using System.Collections.Generic;

namespace IosBackup.Engine.Backups;

/// <summary>A place that a type of data lies in.</summary>
/// <param name="Type">The type.</param>
/// <param name="Domain">The domain; with a star at the end, all that begin so.</param>
/// <param name="Path">A folder or file and all below it; null for the whole domain.</param>
/// <param name="Extensions">Endings of names that the place is limited to, in lower case; null for all.</param>
internal sealed record DataTypeRule(DataType Type, string Domain, string? Path = null, string[]? Extensions = null)
{
    private const char Star = '*';

    /// <summary>Whether the rule is for one domain.</summary>
    public bool IsExact { get; } = Domain[Domain.Length - 1] != Star;

    private string Prefix { get; } = Domain.TrimEnd(Star);

    /// <summary>Whether the rule is for a domain.</summary>
    public bool FitsDomain(string domain) =>
        IsExact ? domain == Domain : domain.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Whether the rule is for a path in a domain that it is for.</summary>
    public bool FitsPath(string path) =>
        (Path is null
            || (path.StartsWith(Path, StringComparison.Ordinal)
                && (path.Length == Path.Length || path[Path.Length] == '/')))
        && (Extensions is null
            || Array.Exists(Extensions, ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The place as conditions for a query.</summary>
    public IEnumerable<FileScope> ToScopes()
    {
        TextFilter domain = IsExact ? TextFilter.Exact(Domain) : TextFilter.Prefix(Prefix);
        if (Path is null)
        {
            yield return new FileScope(domain, null);
        }
        else
        {
            yield return new FileScope(domain, TextFilter.Exact(Path));
            yield return new FileScope(domain, TextFilter.Prefix(Path + "/"));
        }
    }
}
