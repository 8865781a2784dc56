using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// The folder that entries are extracted to. Nothing is written through a link below it, whoever made the link.
/// </summary>
internal sealed class Destination
{
    private readonly FileLayer _files;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private readonly Dictionary<string, bool> _found = new(StringComparer.Ordinal);

    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationProtected"/>.</exception>
    public Destination(FileLayer files, string path)
    {
        _files = files;
        FolderPath = Path.GetFullPath(path);
        ProtectedFolders.Refuse(FolderPath);
    }

    /// <summary>The folder's full path.</summary>
    public string FolderPath { get; }

    /// <summary>The full path of a path below, which has slashes.</summary>
    public string this[string path] =>
        Path.Combine(FolderPath, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Whether there is nothing yet.</summary>
    public bool IsEmpty =>
        !Directory.Exists(FolderPath) || !Directory.EnumerateFileSystemEntries(FolderPath).Any();

    /// <summary>The path of the folder above a path.</summary>
    public static string Above(string path) => path.Substring(0, Math.Max(0, path.LastIndexOf('/')));

    /// <summary>Makes sure that a folder and all above it are there, and are folders.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.UnsafePath"/>: one of them is a link; <see cref="ErrorKind.DestinationExists"/>: a file.
    /// </exception>
    public void MakeFolder(string path)
    {
        if (_folders.Contains(path))
        {
            return;
        }

        if (path.Length == 0)
        {
            _files.CreateDirectory(FolderPath);
        }
        else
        {
            MakeFolder(Above(path));
            if (!CheckFolder(path))
            {
                _files.CreateDirectory(this[path]);
                _made.Add(path);
            }
        }

        _folders.Add(path);
    }

    /// <summary>Whether a folder was not there before <see cref="MakeFolder"/>.</summary>
    public bool HasMade(string path) => _made.Contains(path);

    /// <summary>Looks whether a folder is there, and all above it are none but folders.</summary>
    /// <exception cref="EngineException">As for <see cref="MakeFolder"/>.</exception>
    public bool HasFolder(string path)
    {
        if (!_found.TryGetValue(path, out bool found))
        {
            found = path.Length == 0 ? Directory.Exists(FolderPath) : HasFolder(Above(path)) && CheckFolder(path);
            _found.Add(path, found);
        }

        return found;
    }

    /// <summary>What lies at a path; null for nothing. Links are not followed.</summary>
    public FileAttributes? Look(string path)
    {
        // Asks once, and for most paths the answer is that there is nothing.
        FileInfo entry = new(this[path]);
        return (int)entry.Attributes == -1 ? null : entry.Attributes;
    }

    private bool CheckFolder(string path)
    {
        if (Look(path) is not FileAttributes attributes)
        {
            return false;
        }

        if ((attributes & FileAttributes.ReparsePoint) != 0)
        {
            throw new EngineException(ErrorKind.UnsafePath, "A folder at the destination is a link.")
            {
                Target = this[path],
            };
        }

        return (attributes & FileAttributes.Directory) != 0
            ? true
            : throw new EngineException(ErrorKind.DestinationExists, "A file is where a folder should be.")
            {
                Target = this[path],
            };
    }
}
