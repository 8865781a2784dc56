using System;
using System.Collections.Generic;
using System.IO;
using System.Threading;

namespace IosBackup.Engine.Files;

/// <summary>
/// The calls through which the engine changes a file system. They are one seam so that tests can let any of them fail;
/// the failures they report are <see cref="IOException"/> and <see cref="UnauthorizedAccessException"/>.
/// </summary>
internal class FileLayer
{
    private const int MostMoves = 6;
    private const int EverybodyReads = 0b100_100_100;
    private const int EverybodyWrites = 0b110_110_110;

    /// <summary>The real file system.</summary>
    public static FileLayer Real { get; } = new();

    /// <summary>Makes a folder and its parents; does nothing when it exists.</summary>
    public virtual void CreateDirectory(string path) => Directory.CreateDirectory(path);

    /// <summary>Makes a new file for writing; fails when it exists.</summary>
    /// <param name="path">The file.</param>
    /// <param name="permissions">The bits it is born with, where the system has them; the umask applies.</param>
    /// <param name="folder">The folder it is in, when that is open.</param>
    public virtual Stream CreateNew(string path, int permissions = EverybodyWrites, OpenFolder? folder = null) =>
        NativeFiles.TryCreate(path, permissions, folder) as Stream
        ?? new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1);

    /// <summary>
    /// Makes a new file for stored bytes that several generations may share as one file. Where the system has modes it
    /// is born read-only, so that no program that opens a backup writes into all of them.
    /// </summary>
    public virtual Stream CreatePayload(string path) =>
        NativeFiles.TryCreate(path, EverybodyReads, null) as Stream ?? SharedFiles.Create(path);

    /// <summary>Opens a file to go on behind its first bytes; what follows them is cut off.</summary>
    public virtual Stream Continue(string path, long length)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Write, FileShare.Read, bufferSize: 1);
        file.SetLength(length);
        file.Position = length;
        return file;
    }

    /// <summary>Writes to a file made by <see cref="CreateNew"/>.</summary>
    public virtual void Write(Stream file, byte[] buffer, int count) => file.Write(buffer, 0, count);

    /// <summary>Hands what was written to the disk itself: it survives a power cut afterwards.</summary>
    public virtual void Flush(Stream file)
    {
        if (file is NativeFileStream native)
        {
            NativeFiles.SyncFile(native.Handle);
        }
        else
        {
            ((FileStream)file).Flush(flushToDisk: true);
        }
    }

    /// <summary>
    /// Lets the disk begin to write a part of a file; nobody waits for it, and where the system cannot, nothing
    /// happens.
    /// </summary>
    public virtual void BeginFlush(Stream file, long offset, long length) => NativeFiles.BeginFlush(
        file is NativeFileStream native ? native.Handle : ((FileStream)file).SafeFileHandle, offset, length);

    /// <summary>Makes a new file with the given content; fails when it exists.</summary>
    public virtual void WriteNew(string path, byte[] buffer, int count)
    {
        using Stream file = CreateNew(path);
        Write(file, buffer, count);
    }

    /// <summary>Opens a file for writing at its end; makes it when it is not there.</summary>
    public virtual Stream OpenEnd(string path) =>
        new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 1);

    /// <summary>Gives a file or folder its permissions and times, as far as the system has them.</summary>
    public virtual void SetAttributes(string path, FileStamp stamp) => stamp.ApplyTo(path);

    /// <summary>Gives an open file its permissions and times; false where only closed ones take them.</summary>
    public virtual bool TrySetAttributes(Stream file, FileStamp stamp) =>
        file is NativeFileStream native && stamp.TryApplyTo(native);

    /// <summary>Makes a symbolic link; false when the system or the volume has none, or forbids them.</summary>
    public virtual bool TrySymbolicLink(string path, string target) => NativeFiles.TrySymbolicLink(path, target);

    /// <summary>
    /// Renames a file; an existing target is replaced in one step. On Windows a virus scanner or indexer may hold a new
    /// file for a moment, so a refusal is tried again a few times.
    /// </summary>
    /// <param name="source">The file.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="folder">The folder it is in, when that is open.</param>
    public virtual void MoveFile(string source, string target, OpenFolder? folder = null)
    {
        // The framework looks at the source before: half as much again for each of a million files.
        if (!NativeFiles.TryRename(source, target, folder))
        {
            Persist(() => File.Move(source, target, overwrite: true));
        }
    }

    /// <summary>
    /// Renames a folder; the target must not exist. Windows refuses as long as somebody reads in the folder.
    /// </summary>
    public virtual void MoveDirectory(string source, string target) => Persist(() => Directory.Move(source, target));

    /// <summary>
    /// Lets two folders trade places in one step, so that nobody ever finds one of them missing; false when this system
    /// or the volume cannot, and nothing has happened then.
    /// </summary>
    public virtual bool TryExchange(string left, string right) => NativeFiles.TryExchange(left, right);

    /// <summary>Deletes a file; does nothing when it is not there.</summary>
    public virtual void DeleteFile(string path) => File.Delete(path);

    /// <summary>Deletes an empty folder.</summary>
    public virtual void DeleteEmptyDirectory(string path) => Directory.Delete(path, recursive: false);

    /// <summary>Copies a file's content to a new file; a copy-on-write clone where the file system offers it.</summary>
    public virtual void CopyFile(string source, string target) => File.Copy(source, target, overwrite: false);

    /// <summary>
    /// Makes a new file that shares another's blocks; false when the volume cannot, and something may then lie at the
    /// target.
    /// </summary>
    public virtual bool TryReflink(string source, string target) => NativeFiles.TryReflink(source, target);

    /// <summary>Gives a file a second name on the same volume.</summary>
    public virtual void HardLink(string existing, string path) => NativeFiles.HardLink(existing, path);

    /// <summary>Hands a file that is closed already to the disk.</summary>
    public virtual void SyncFile(string path) => NativeFiles.SyncFile(path);

    /// <summary>
    /// Hands everything written below a folder to the disk: one call for the whole volume where the system has one.
    /// </summary>
    /// <returns>False when this system cannot; files then have to be flushed one by one.</returns>
    public virtual bool SyncVolume(string folder) => NativeFiles.SyncVolume(folder);

    /// <summary>
    /// Makes renames and new names in a folder survive a power cut, where the system needs a call for it.
    /// </summary>
    public virtual void SyncDirectory(string folder) => NativeFiles.SyncDirectory(folder);

    /// <summary>The folders in a folder; looking may be forbidden, too.</summary>
    public virtual IEnumerable<string> FoldersIn(string folder) => Directory.EnumerateDirectories(folder);

    /// <summary>Bytes that this user may still write to the volume that holds a folder.</summary>
    public virtual long FreeSpace(string folder) => NativeFiles.FreeSpace(folder);

    /// <summary>Deletes a folder with all it holds; symbolic links are deleted, never followed.</summary>
    public void DeleteDirectory(string path)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(path))
        {
            FileAttributes attributes = File.GetAttributes(entry);
            bool link = (attributes & FileAttributes.ReparsePoint) != 0;
            if ((attributes & FileAttributes.Directory) == 0)
            {
                DeleteFile(entry);
            }
            else if (link)
            {
                DeleteEmptyDirectory(entry);
            }
            else
            {
                DeleteDirectory(entry);
            }
        }

        DeleteEmptyDirectory(path);
    }

    /// <summary>
    /// Puts a file in place whole or not at all: written beside its target, flushed to disk, renamed over it.
    /// </summary>
    public void Replace(string path, byte[] content)
    {
        string temporary = path + ".new";
        DeleteFile(temporary);
        using (Stream file = CreateNew(temporary))
        {
            Write(file, content, content.Length);
            Flush(file);
        }

        MoveFile(temporary, path);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    private static void Persist(Action move)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                move();
                return;
            }
            catch (Exception e) when (attempt < MostMoves && FileErrors.IsHeldByOthers(e))
            {
                Thread.Sleep(20 << attempt);
            }
        }
    }
}
