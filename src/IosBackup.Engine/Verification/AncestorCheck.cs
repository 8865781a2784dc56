using System.Collections.Generic;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Verification;

/// <summary>
/// Finds entries whose directory has no row: a restoring device stops there. Of each directory no more than half of its
/// id is held, so a million of them take some tens of megabytes.
/// </summary>
internal sealed class AncestorCheck
{
    private readonly HashSet<(ulong, ulong)> _directories = [];
    private readonly HashSet<(ulong, ulong)> _needed = [];

    /// <summary>Whether a directory is missing. Asked once all rows have been taken.</summary>
    public bool AreAllThere => _needed.IsSubsetOf(_directories);

    /// <summary>Takes a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isWanted">Whether its own directory matters.</param>
    public void Take(BackupFile row, bool isWanted)
    {
        if (row.Kind == FileKind.Directory && (row.Flaws & FileFlaws.FileIdInvalid) == 0)
        {
            _directories.Add(Half(row.FileId));
        }

        if (isWanted && ParentOf(row) is string parent)
        {
            _needed.Add(Half(parent));
        }
    }

    /// <summary>Whether a row's directory has no row. Asked once all rows have been taken.</summary>
    public bool LacksParent(BackupFile row) =>
        ParentOf(row) is string parent && !_directories.Contains(Half(parent));

    private static string? ParentOf(BackupFile row) => EntryPaths.ParentOf(row.RelativePath) is string parent
        ? FileIds.Compute(row.Domain, parent)
        : null;

    private static (ulong, ulong) Half(string fileId) => (Number(fileId, 0), Number(fileId, 16));

    private static ulong Number(string fileId, int start)
    {
        ulong number = 0;
        for (int i = start; i < start + 16; i++)
        {
            number = (number << 4) | (uint)(fileId[i] <= '9' ? fileId[i] - '0' : fileId[i] - 'a' + 10);
        }

        return number;
    }
}
