using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Records.Notes;

/// <summary>
/// Finds the files of attachments. Their folders are named after identifiers; versions of iOS differ in the folders
/// around and below them.
/// </summary>
internal sealed class NoteFiles
{
    private readonly Backup _backup;
    private readonly IReadOnlyList<string> _roots;
    private readonly CancellationToken _stop;

    public NoteFiles(Backup backup, NoteFolders folders, CancellationToken stop)
    {
        _backup = backup;
        _stop = stop;
        _roots = [.. folders.AccountIdentifiers.Select(static id => $"Accounts/{id}/"), "Accounts/LocalAccount/", ""];
    }

    /// <summary>The file of an attachment; null when the backup has none.</summary>
    public BackupFile? Find(NoteItem item, NoteItem? media)
    {
        foreach (string root in _roots)
        {
            BackupFile? file = media is null
                ? FindBelow($"{root}FallbackPDFs/{item.Identifier}")
                    ?? FindBelow($"{root}FallbackImages/{item.Identifier}")
                : FindMedia(root, media);
            if (file is not null)
            {
                return file;
            }
        }

        return null;
    }

    private BackupFile? FindMedia(string root, NoteItem media)
    {
        string folder = $"{root}Media/{media.Identifier}/";
        return _backup.Find(NoteReader.Domain, $"{folder}{media.Generation}/{media.FileName}")
            ?? _backup.Find(NoteReader.Domain, folder + media.FileName)
            ?? FindBelow(folder);
    }

    private BackupFile? FindBelow(string path) => _backup.Files(
        new BackupFileQuery
        {
            Kinds = FileKind.File,
            Domains = [TextFilter.Exact(NoteReader.Domain)],
            Paths = [TextFilter.Prefix(path)],
        },
        _stop).FirstOrDefault();
}
