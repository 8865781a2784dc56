using System;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>Which items of a backup are wanted: all conditions must hold, and what is null or empty is none.</summary>
internal sealed record ItemSelection
{
    public IReadOnlyList<string> Domains { get; init; } = [];

    public IReadOnlyList<string> Paths { get; init; } = [];

    public IReadOnlyList<string> Names { get; init; } = [];

    public IReadOnlyList<DataType> DataTypes { get; init; } = [];

    public IReadOnlyList<string> Apps { get; init; } = [];

    public FileKind Kinds { get; init; } = FileKind.Any;

    public long? MinimumSize { get; init; }

    public long? MaximumSize { get; init; }

    public DateTimeOffset? NewerThan { get; init; }

    public DateTimeOffset? OlderThan { get; init; }

    /// <summary>Streams what is wanted of a backup.</summary>
    /// <exception cref="EngineException">
    /// As for <see cref="Backup.Files"/>; <see cref="ErrorKind.ItemNotFound"/>: a domain or app that is given without
    /// wildcards is not in the backup.
    /// </exception>
    public IEnumerable<BackupFile> Of(Backup backup, CancellationToken stop)
    {
        BackupFileQuery? query = ToQuery(backup, stop);
        if (query is null)
        {
            return [];
        }

        IEnumerable<BackupFile> files = backup.Files(query, stop);
        if (Paths.Count > 0)
        {
            ItemPatterns paths = new(Paths);
            files = files.Where(file => paths.Fits(file.RelativePath));
        }

        if (Names.Count > 0)
        {
            ItemPatterns names = new(Names);
            files = files.Where(file => names.Fits(file.Name));
        }

        return MinimumSize is null && MaximumSize is null && NewerThan is null && OlderThan is null
            ? files
            : files.Where(FitsNumbers);
    }

    private bool FitsNumbers(BackupFile file) =>
        (MinimumSize is not { } least || file.Size >= least)
        && (MaximumSize is not { } most || file.Size <= most)
        && (NewerThan is not { } after || file.LastWriteTime > after)
        && (OlderThan is not { } before || file.LastWriteTime < before);

    /// <summary>The part of the selection that the manifest answers; null when nothing can fit.</summary>
    private BackupFileQuery? ToQuery(Backup backup, CancellationToken stop)
    {
        BackupFileQuery query = new()
        {
            Kinds = Kinds,
            DataTypes = DataTypes,
            Paths = Paths.Count > 0 ? new ItemPatterns(Paths).ToFilters() : [],
            Scopes = Names.Count == 0
                ? []
                : [.. new ItemPatterns(Names).ToFilters("%").Select(static name => new FileScope(null, name))],
        };
        if (Domains.Count == 0 && Apps.Count == 0)
        {
            return query;
        }

        // Whole domain names are found by an index; patterns would read all rows.
        IReadOnlyList<string> all = backup.Domains(stop);
        IEnumerable<string> wanted = Domains.Count == 0 ? all : Choose(Domains, all, static domain => domain);
        if (Apps.Count > 0)
        {
            AppOwners owners = new(all);
            wanted = wanted.Intersect(Choose(Apps, all, owners.Of));
        }

        TextFilter[] exact = [.. wanted.Select(TextFilter.Exact)];
        return exact.Length == 0 ? null : query with { Domains = exact };
    }

    /// <summary>The domains whose name, or owner, fits a pattern.</summary>
    private static HashSet<string> Choose(
        IReadOnlyList<string> patterns, IReadOnlyList<string> domains, Func<string, string?> nameOf)
    {
        HashSet<string> chosen = new(StringComparer.Ordinal);
        foreach (string pattern in patterns)
        {
            ItemPatterns matcher = new([pattern]);
            bool any = false;
            foreach (string domain in domains)
            {
                if (nameOf(domain) is string name && matcher.Fits(name))
                {
                    chosen.Add(domain);
                    any = true;
                }
            }

            if (!any && !WildcardPattern.ContainsWildcardCharacters(pattern))
            {
                throw new EngineException(ErrorKind.ItemNotFound, "The backup has no such domain or app.")
                {
                    Target = pattern,
                };
            }
        }

        return chosen;
    }
}
