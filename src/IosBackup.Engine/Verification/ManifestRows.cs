using System;
using System.Collections.Generic;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Verification;

/// <summary>
/// The rows of a manifest that can have content, in the order of ids. All rows are looked at on the way; what is wrong
/// with them, and with the manifest, becomes a finding.
/// </summary>
internal sealed class ManifestRows : IDisposable
{
    private readonly IEnumerator<BackupFile> _rows;
    private readonly RowCheck _check;
    private readonly AncestorCheck _ancestors;
    private readonly VerificationSlice? _slice;
    private readonly FindingList _findings;
    private string _lastId = string.Empty;

    public ManifestRows(
        IEnumerable<BackupFile> rows,
        RowCheck check,
        AncestorCheck ancestors,
        VerificationSlice? slice,
        FindingList findings)
    {
        _rows = rows.GetEnumerator();
        _check = check;
        _ancestors = ancestors;
        _slice = slice;
        _findings = findings;
    }

    /// <summary>Whether all rows could be read up to now.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The next row with a valid id; null after the last one that can be read.</summary>
    public BackupFile? Next()
    {
        while (IsWhole && MoveNext())
        {
            BackupFile row = _rows.Current;
            bool isWanted = _slice?.Contains(row.FileId) != false;
            if (isWanted)
            {
                _check.Check(row);
            }

            if ((row.Flaws & FileFlaws.Placeholder) != 0)
            {
                continue;
            }

            _ancestors.Take(row, isWanted);
            if (!isWanted || (row.Flaws & FileFlaws.FileIdInvalid) != 0)
            {
                continue;
            }

            int order = string.CompareOrdinal(row.FileId, _lastId);
            _lastId = row.FileId;
            if (order > 0)
            {
                return row;
            }

            if (order == 0)
            {
                _findings.Add(FindingKind.FileIdDuplicate, row);
                continue;
            }

            Break("its rows do not come in the order of its index");
        }

        return null;
    }

    public void Dispose() => _rows.Dispose();

    private bool MoveNext()
    {
        try
        {
            return _rows.MoveNext();
        }
        catch (EngineException e) when (e.Kind == ErrorKind.ManifestDamaged)
        {
            Break(e.Message);
            return false;
        }
    }

    private void Break(string detail)
    {
        IsWhole = false;
        _findings.Add(FindingKind.ManifestDamaged, ManifestDatabase.FileName, detail);
    }
}
