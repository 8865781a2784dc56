using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Repository;

/// <summary>
/// Folders that only runs write to: those of backups, and what is the repository's own. A repository's root is none.
/// </summary>
internal static class ProtectedFolders
{
    // In all: links that lead to each other are many ways through few folders.
    private const int MostLinks = 256;

    private static readonly string[] s_metadata =
    [
        BackupInfo.FileName, BackupStatus.FileName, BackupProperties.FileName,
        ManifestDatabase.FileName, ManifestRecords.FileName,
    ];

    /// <summary>Makes sure that a folder, which need not exist, is none of them and lies in none of them.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationProtected"/>.</exception>
    public static void Refuse(string folder)
    {
        int links = MostLinks;
        if (Find(new DirectoryInfo(Path.GetFullPath(folder)), ref links) is string found)
        {
            throw new EngineException(
                ErrorKind.DestinationProtected, $"{found} belongs to a backup or a repository.")
            {
                Target = folder,
            };
        }
    }

    private static string? Find(DirectoryInfo folder, ref int links)
    {
        for (DirectoryInfo? above = folder; above is not null; above = above.Parent)
        {
            if (IsProtected(above))
            {
                return above.FullName;
            }

            if (FolderPaths.TargetOf(above) is string target && links-- > 0
                && Find(new DirectoryInfo(Path.Combine(above.Parent?.FullName ?? string.Empty, target)), ref links)
                    is string found)
            {
                return found;
            }
        }

        return null;
    }

    /// <remarks>
    /// Files of phones may be called like one of the metadata files, and lie in a folder that they were restored to:
    /// one alone makes a backup only of a folder that is named like one. What lies about at the root of a volume does
    /// not close all of it.
    /// </remarks>
    private static bool IsProtected(DirectoryInfo folder)
    {
        const int Enough = 2;
        if (folder.Parent is null)
        {
            return false;
        }

        int found = s_metadata.Count(name => File.Exists(Path.Combine(folder.FullName, name)));
        return found >= Enough
            || (found > 0 && RepositoryLayout.ParseFolderName(folder.Name) is not null)
            || string.Equals(folder.Name, RepositoryLayout.OwnFolder, StringComparison.OrdinalIgnoreCase);
    }
}
