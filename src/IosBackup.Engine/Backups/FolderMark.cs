using System;
using System.IO;
using System.Linq;
using IosBackup.Engine.Files;
using Microsoft.Win32.SafeHandles;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Recognizes a backup's folder by its Status.plist. A repository renames its newest generation when a newer one takes
/// its place: a reader that had it open finds it again under its new name, instead of reading on in the newer one.
/// </summary>
internal sealed class FolderMark
{
    private const int Longest = 64 * 1024;

    private readonly DateTime _written;
    private readonly long _length;
    private readonly byte[] _content;

    private FolderMark(FileInfo status)
    {
        _written = status.LastWriteTimeUtc;
        _length = status.Length;
        _content = SharedReading.ReadAll(status.FullName, Longest);
    }

    /// <summary>The mark of a folder; null when it has no Status.plist to be recognized by.</summary>
    public static FolderMark? Of(string folder)
    {
        try
        {
            FileInfo status = Status(folder);
            return status.Exists ? new FolderMark(status) : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // Whoever needs what it says reads it and learns why that does not work.
            return null;
        }
    }

    /// <summary>Whether the folder that stands at a path is still the marked one.</summary>
    public bool IsAt(string folder)
    {
        FileInfo status = Status(folder);
        return status.Exists && status.LastWriteTimeUtc == _written && status.Length == _length;
    }

    /// <summary>Whether an open folder is still as it was marked.</summary>
    public bool IsIn(SafeFileHandle folder) =>
        NativeFiles.TryLook(folder, BackupStatus.FileName, out long length, out DateTime written)
        && written == _written
        && length == _length;

    /// <summary>Looks for the marked folder under the names that a repository gives to older generations.</summary>
    public string? FindBeside(string folder)
    {
        string? parent = Path.GetDirectoryName(folder);
        return parent is null || !Directory.Exists(parent)
            ? null
            : Directory.EnumerateDirectories(parent, Path.GetFileName(folder) + "-*").FirstOrDefault(IsSameAs);
    }

    private static FileInfo Status(string folder) => new(Path.Combine(folder, BackupStatus.FileName));

    private bool IsSameAs(string folder) =>
        IsAt(folder) && SharedReading.ReadAll(Status(folder).FullName, Longest).AsSpan().SequenceEqual(_content);
}
