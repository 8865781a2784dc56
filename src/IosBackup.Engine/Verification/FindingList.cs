using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Verification;

/// <summary>Collects findings from several threads, in bounded memory whatever is wrong with a backup.</summary>
internal sealed class FindingList
{
    /// <summary>Most findings of one kind that are kept.</summary>
    public const int MostOfAKind = 10_000;

    private readonly object _gate = new();
    private readonly List<Finding> _kept = [];
    private readonly Dictionary<FindingKind, int> _counts = [];

    /// <summary>All errors, also those that were not kept.</summary>
    public long Errors { get; private set; }

    /// <summary>All warnings, also those that were not kept.</summary>
    public long Warnings { get; private set; }

    /// <summary>Adds something about the backup as a whole.</summary>
    public void Add(FindingKind kind) => Add(New(kind, string.Empty, null));

    /// <summary>Adds something about a file in the backup's folder.</summary>
    public void Add(FindingKind kind, string fileName, string detail = "", FindingSeverity? severity = null) =>
        Add(New(kind, detail, severity) with { FileName = fileName });

    /// <summary>Adds something about an item.</summary>
    public void Add(FindingKind kind, BackupFile item, string detail = "", FindingSeverity? severity = null) =>
        Add(New(kind, detail, severity) with
        {
            Domain = item.Domain,
            RelativePath = item.RelativePath,
            FileId = item.FileId,
        });

    /// <summary>Adds something about stored content of which perhaps only the id is known.</summary>
    public void Add(
        FindingKind kind, BackupFile? item, string fileId, string detail, FindingSeverity? severity = null)
    {
        if (item is not null)
        {
            Add(kind, item, detail, severity);
        }
        else
        {
            Add(New(kind, detail, severity) with { FileId = fileId });
        }
    }

    /// <summary>Whether there is something of a kind.</summary>
    public bool Has(FindingKind kind)
    {
        lock (_gate)
        {
            return _counts.ContainsKey(kind);
        }
    }

    /// <summary>What was kept, the worst first.</summary>
    public IReadOnlyList<Finding> ToList()
    {
        lock (_gate)
        {
            return [.. _kept.OrderByDescending(static finding => finding.Severity)
                .ThenBy(static finding => finding.Kind)
                .ThenBy(static finding => finding.FileId, System.StringComparer.Ordinal)];
        }
    }

    private static Finding New(FindingKind kind, string detail, FindingSeverity? severity) =>
        new(kind, severity ?? FindingRules.SeverityOf(kind), detail);

    private void Add(Finding finding)
    {
        lock (_gate)
        {
            Errors += finding.Severity == FindingSeverity.Error ? 1 : 0;
            Warnings += finding.Severity == FindingSeverity.Warning ? 1 : 0;
            _counts.TryGetValue(finding.Kind, out int ofItsKind);
            _counts[finding.Kind] = ofItsKind + 1;
            if (ofItsKind < MostOfAKind)
            {
                _kept.Add(finding);
            }
        }
    }
}
