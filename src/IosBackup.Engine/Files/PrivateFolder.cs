using System;
using System.IO;
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
    private const string LockName = ".lock";
    private static readonly TimeSpan s_timeToLock = TimeSpan.FromMinutes(1);
    private static int s_swept;

    private readonly FileStream _lock;

    private PrivateFolder(string path)
    {
        Path = path;
        PrivateFiles.CreateFolder(path);
        _lock = PrivateFiles.CreateFile(this[LockName], FileShare.None);
    }

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
            PrivateFolder folder = new(System.IO.Path.Combine(root, Prefix + Guid.NewGuid().ToString("N")));
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
            Delete(Path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // Held open by someone, a virus scanner for example: a later process removes it.
            _lock.Dispose();
        }
    }

    private static void Delete(string folder) => Directory.Delete(folder, recursive: true);

    private static bool IsLeftover(string folder)
    {
        if (DateTime.UtcNow - Directory.GetLastWriteTimeUtc(folder) < s_timeToLock)
        {
            return false;
        }

        string lockPath = System.IO.Path.Combine(folder, LockName);
        if (File.Exists(lockPath))
        {
            // Fails while the process that made the folder lives.
            using FileStream free = new(lockPath, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }

        return true;
    }

    private void RemoveLeftovers(string root)
    {
        foreach (string folder in Directory.GetDirectories(root, Prefix + "*"))
        {
            try
            {
                if (folder != Path && IsLeftover(folder))
                {
                    // Moved in here first, where nobody else can exchange it for a link while it is emptied.
                    string moved = this[System.IO.Path.GetFileName(folder)];
                    Directory.Move(folder, moved);
                    Delete(moved);
                }
            }
            catch (Exception e) when (FileErrors.IsFileError(e))
            {
                // In use, or another user's.
            }
        }
    }
}
