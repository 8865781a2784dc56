using System;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// One writer at a time for a device's place in a repository, or any number of readers that need its generations to
/// stay where they are. The lock is the operating system's, so it ends with its process; beside it lies who holds it.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    /// <summary>What is brief ends soon, even where many wait for their turn and the disk is slow.</summary>
    private const int MostAttempts = 100;

    /// <summary>How often in a row nobody may be found to hold a lock that is held.</summary>
    private const int MostUnmarked = 20;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly FileStream _lock;
    private readonly RepositoryLayout _layout;
    private readonly LockMark? _mark;

    private RepositoryLock(FileStream lockFile, RepositoryLayout layout, LockMark? mark)
    {
        _lock = lockFile;
        _layout = layout;
        _mark = mark;
    }

    /// <summary>Whether nobody has taken the lock over.</summary>
    public bool IsHeld => _mark?.IsStillOurs() ?? true;

    /// <summary>Takes the lock for writing.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="layout">The device's place.</param>
    /// <param name="isBrief">Whether it is held for a moment only, which others wait for.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.RepositoryLocked"/>: the message names the holder.
    /// </exception>
    public static RepositoryLock Take(FileLayer files, RepositoryLayout layout, bool isBrief = false)
    {
        files.CreateDirectory(layout.Own);
        return Persist(layout, () => TakeNow(files, layout, isBrief));
    }

    private static RepositoryLock TakeNow(FileLayer files, RepositoryLayout layout, bool isBrief)
    {
        FileStream lockFile = Open(layout, static path => OpenExclusively(path));
        LockMark? mark = null;
        try
        {
            DateTime Now() => Touch(lockFile, layout);
            RequireNotHeldElsewhere(layout, layout.LockOwner, Now);
            mark = TryMark(files, layout.LockOwner, isBrief);
            foreach (string reader in Readers(layout))
            {
                RequireNotHeldElsewhere(layout, reader, Now);
                files.DeleteFile(reader);
            }

            return new RepositoryLock(lockFile, layout, mark);
        }
        catch
        {
            mark?.Dispose();
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Keeps writers away from the place of a generation as long as it is read by its path, together with other
    /// readers.
    /// </summary>
    /// <param name="files">The file system.</param>
    /// <param name="generation">The generation's folder.</param>
    /// <returns>
    /// Null when the folder lies in no repository, and when this user may not write there: to read is allowed all the
    /// same.
    /// </returns>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.RepositoryLocked"/>: the message names the writer.
    /// </exception>
    public static RepositoryLock? TryTakeForReading(FileLayer files, string generation)
    {
        if (RepositoryLayout.OfGeneration(generation) is not RepositoryLayout layout)
        {
            return null;
        }

        try
        {
            return Persist(layout, () => TakeForReadingNow(files, layout));
        }
        catch (Exception e) when (FileErrors.IsForbidden(e))
        {
            return null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            throw FileErrors.ToException(e, layout.Root);
        }
    }

    private static RepositoryLock TakeForReadingNow(FileLayer files, RepositoryLayout layout)
    {
        FileStream lockFile = Open(layout, static path => OpenShared(path));
        LockMark? mark = null;
        try
        {
            string own = Path.Combine(layout.Readers, Guid.NewGuid().ToString("N") + ".plist");
            mark = TryMark(files, own, isBrief: false);
            RequireNotHeldElsewhere(
                layout, layout.LockOwner, () => mark is null ? DateTime.UtcNow : File.GetLastWriteTimeUtc(own));
            files.DeleteFile(layout.LockOwner);
            return new RepositoryLock(lockFile, layout, mark);
        }
        catch
        {
            mark?.Dispose();
            lockFile.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes sure that nobody has taken the lock over. On a share without locks that can happen to a host that slept
    /// long enough to be given up for dead.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.RepositoryLocked"/>.</exception>
    public void RequireHeld()
    {
        if (!IsHeld)
        {
            throw Locked(_layout, FindOwner(_layout), null);
        }
    }

    /// <summary>Writes the mark anew, as happens by itself now and then.</summary>
    internal void Renew() => _mark?.Renew();

    public void Dispose()
    {
        _mark?.Dispose();
        _lock.Dispose();
    }

    /// <summary>
    /// On a full volume there is room for no mark. The lock counts all the same: what is too much must be removable,
    /// and what is there readable.
    /// </summary>
    private static LockMark? TryMark(FileLayer files, string path, bool isBrief)
    {
        try
        {
            files.CreateDirectory(Path.GetDirectoryName(path)!);
            return LockMark.Write(files, path, isBrief);
        }
        catch (IOException e) when (FileErrors.IsFull(e))
        {
            if (File.Exists(path))
            {
                files.DeleteFile(path);
            }

            return null;
        }
    }

    /// <summary>Waits for who holds the lock for a moment, as whoever has not yet or no more a mark does.</summary>
    private static RepositoryLock Persist(RepositoryLayout layout, Func<RepositoryLock> take)
    {
        int unmarked = 0;
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return take();
            }
            catch (EngineException e) when (e.Kind == ErrorKind.RepositoryLocked)
            {
                PlistDictionary? owner = FindOwner(layout);
                unmarked = owner is null ? unmarked + 1 : 0;
                if (attempt == MostAttempts || unmarked == MostUnmarked || !LockMark.IsBrief(owner))
                {
                    if (owner is null || e.InnerException is null)
                    {
                        throw;
                    }

                    // It may have written its mark since the lock was refused.
                    throw Locked(layout, owner, e.InnerException);
                }

                Thread.Sleep(s_pause);
            }
        }
    }

    private static FileStream Open(RepositoryLayout layout, Func<string, FileStream> open)
    {
        try
        {
            return open(layout.Lock);
        }
        catch (IOException e) when (File.Exists(layout.Lock) && !FileErrors.IsFull(e) && !FileErrors.IsForbidden(e))
        {
            throw Locked(layout, FindOwner(layout), e);
        }
    }

    private static FileStream OpenExclusively(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);

    private static FileStream OpenShared(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read, 1);

    /// <summary>What the volume takes for the present time.</summary>
    private static DateTime Touch(FileStream lockFile, RepositoryLayout layout)
    {
        lockFile.SetLength(0);
        lockFile.WriteByte(0);
        lockFile.Flush();
        return File.GetLastWriteTimeUtc(layout.Lock);
    }

    /// <summary>
    /// The operating system gave us the lock, so an owner on this host is dead, if locks mean anything here. One on
    /// another host may be alive behind a share that does not pass locks on, as long as it renews its mark.
    /// </summary>
    private static void RequireNotHeldElsewhere(RepositoryLayout layout, string mark, Func<DateTime> now)
    {
        if (LockMark.ReadOwner(mark) is PlistDictionary owner
            && (owner.GetString("Host") != Environment.MachineName || !LocksWork(layout.Lock))
            && LockMark.IsFresh(mark, now()))
        {
            throw Locked(layout, owner, null);
        }
    }

    private static bool LocksWork(string heldLock)
    {
        try
        {
            OpenExclusively(heldLock).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
    }

    private static string[] Readers(RepositoryLayout layout) =>
        Directory.Exists(layout.Readers) ? Directory.GetFiles(layout.Readers) : [];

    private static PlistDictionary? FindOwner(RepositoryLayout layout) => Readers(layout)
        .OrderByDescending(File.GetLastWriteTimeUtc)
        .Prepend(layout.LockOwner)
        .Select(LockMark.ReadOwner)
        .FirstOrDefault(static mark => mark is not null);

    private static EngineException Locked(RepositoryLayout layout, PlistDictionary? owner, Exception? cause)
    {
        string holder = owner is null
            ? "another process"
            : $"process {owner.GetInteger("ProcessId")} of {owner.GetString("User")} on {owner.GetString("Host")}";
        return new EngineException(ErrorKind.RepositoryLocked, $"Locked by {holder}.", cause) { Target = layout.Udid };
    }
}
