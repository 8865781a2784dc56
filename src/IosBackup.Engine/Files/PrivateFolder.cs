using System;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Files;

/// <summary>
/// A folder for decrypted content that nobody but this user can look into. It is gone on disposal; when the process
/// dies before, the next one that makes such a folder removes it. Holds files only.
/// </summary>
/// <remarks>
/// Every folder holds a locked file as long as its process lives, so leftovers are told from folders in use without
/// guessing at process ids.
/// </remarks>
internal sealed class PrivateFolder : IDisposable
{
    private const string Prefix = "iosbackup-";
    private const string NameFormat = "N";
    private const string LockName = ".lock";
    private static readonly TimeSpan s_timeToLock = TimeSpan.FromMinutes(1);
    private static int s_swept;

    private readonly FileStream _lock;

    private PrivateFolder(string path)
    {
        Path = path;
        PrivateFiles.CreateFolder(path);
        _lock = PrivateFiles.CreateFile(this[LockName], FileShare.None);
        Open = new OpenFolder(path);
    }

    /// <summary>The folder itself, for those who make many files in it.</summary>
    public OpenFolder Open { get; }

    /// <summary>The folder's path.</summary>
    public string Path { get; }

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Makes a folder. The first one of a process also removes what dead processes left.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/> and others.</exception>
    public static PrivateFolder Create() => Create(PrivateFiles.Root, sweep: Interlocked.Exchange(ref s_swept, 1) == 0);

    /// <summary>Removes what dead processes left, unless this process has done so already.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/> and others.</exception>
    public static void Sweep()
    {
        if (Volatile.Read(ref s_swept) == 0)
        {
            Create().Dispose();
        }
    }

    /// <summary>Makes a folder below a given one.</summary>
    internal static PrivateFolder Create(string root, bool sweep)
    {
        try
        {
            PrivateFolder folder = new(System.IO.Path.Combine(root, Prefix + Guid.NewGuid().ToString(NameFormat)));
            if (sweep)
            {
                folder.RemoveLeftovers(root);
            }

            return folder;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, root);
        }
    }

    /// <summary>Makes a file that only this user can read.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DestinationUnavailable"/> and others.</exception>
    public FileStream CreateFile(string name)
    {
        try
        {
            return PrivateFiles.CreateFile(this[name], FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, this[name]);
        }
    }

    public void Dispose()
    {
        Open.Dispose();
        try
        {
            foreach (string file in Directory.GetFiles(Path))
            {
                if (file != _lock.Name)
                {
                    File.Delete(file);
                }
            }

            _lock.Dispose();
            Directory.Delete(Path, recursive: true);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // Held open by someone, a virus scanner for example: a later process removes it.
            _lock.Dispose();
        }
    }

    /// <summary>
    /// Whether a folder is one of ours whose process is dead: by its name, and by its lock, which is made first and
    /// goes last. Anything else with such a name is somebody's.
    /// </summary>
    private static bool IsLeftover(DirectoryInfo folder)
    {
        if (!HasOwnName(folder.Name) || DateTime.UtcNow - folder.LastWriteTimeUtc < s_timeToLock)
        {
            return false;
        }

        string lockPath = System.IO.Path.Combine(folder.FullName, LockName);
        if (!File.Exists(lockPath))
        {
            return !folder.EnumerateFileSystemInfos().Any();
        }

        // Fails while the process that made the folder lives.
        using FileStream free = new(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        return free.Length == 0;
    }

    private static bool HasOwnName(string name) =>
        Guid.TryParseExact(name.Substring(Prefix.Length), NameFormat, out _);

    private void RemoveLeftovers(string root)
    {
        foreach (DirectoryInfo folder in new DirectoryInfo(root).GetDirectories(Prefix + "*"))
        {
            try
            {
                if (folder.FullName != Path && IsLeftover(folder))
                {
                    // Moved in here first, where nobody else can exchange it for a link while it is emptied.
                    string moved = this[folder.Name];
                    Directory.Move(folder.FullName, moved);
                    Directory.Delete(moved, recursive: true);
                }
            }
            catch (Exception e) when (FileErrors.IsFileError(e))
            {
                // In use, or another user's.
            }
        }
    }
}
