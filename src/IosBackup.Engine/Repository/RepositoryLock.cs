using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Repository;

/// <summary>
/// One writer at a time for a device's place in a repository. The lock is the operating system's, so it ends with its
/// process; beside it lies who holds it, renewed while it is held, for shares whose locks other hosts do not see.
/// </summary>
internal sealed class RepositoryLock : IDisposable
{
    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_staleAfter = TimeSpan.FromMinutes(2);

    private readonly FileStream _lock;
    private readonly RepositoryLayout _layout;
    private readonly byte[] _mark;
    private readonly Timer _renewal;

    private RepositoryLock(FileStream lockFile, RepositoryLayout layout, byte[] mark)
    {
        _lock = lockFile;
        _layout = layout;
        _mark = mark;
        _renewal = new Timer(_ => Renew(), null, s_renewal, s_renewal);
    }

    /// <summary>Takes the lock or fails at once.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.RepositoryLocked"/>: the message names the holder.
    /// </exception>
    public static RepositoryLock Take(FileLayer files, RepositoryLayout layout)
    {
        files.CreateDirectory(layout.Own);
        FileStream lockFile;
        try
        {
            lockFile = OpenExclusively(layout.Lock);
        }
        catch (IOException e) when (File.Exists(layout.Lock) && !FileErrors.IsFull(e))
        {
            throw Locked(layout, e);
        }

        try
        {
            if (IsHeldElsewhere(lockFile, layout))
            {
                throw Locked(layout, null);
            }

            byte[] mark = Describe();
            files.DeleteFile(layout.LockOwner);
            files.WriteNew(layout.LockOwner, mark, mark.Length);
            return new RepositoryLock(lockFile, layout, mark);
        }
        catch
        {
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
        if (ReadMark(_layout.LockOwner) is byte[] mark && !mark.AsSpan().SequenceEqual(_mark))
        {
            throw Locked(_layout, null);
        }
    }

    public void Dispose()
    {
        using (ManualResetEvent ended = new(false))
        {
            if (_renewal.Dispose(ended))
            {
                ended.WaitOne();
            }
        }

        try
        {
            if (ReadMark(_layout.LockOwner) is byte[] mark && mark.AsSpan().SequenceEqual(_mark))
            {
                File.Delete(_layout.LockOwner);
            }
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The next owner overwrites it: the lock itself is what counts.
            Debug.WriteLine(e);
        }

        _lock.Dispose();
    }

    private static FileStream OpenExclusively(string path) =>
        new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);

    /// <summary>
    /// The operating system gave us the lock, so an owner on this host is dead, if locks mean anything here. One on
    /// another host may be alive behind a share that does not pass locks on, as long as it renews its mark.
    /// </summary>
    private static bool IsHeldElsewhere(FileStream lockFile, RepositoryLayout layout)
    {
        if (ReadOwner(layout.LockOwner) is not PlistDictionary owner
            || (owner.GetString("Host") == Environment.MachineName && LocksWork(layout.Lock)))
        {
            return false;
        }

        // Both times are the volume's, so that hosts whose clocks differ agree.
        lockFile.SetLength(0);
        lockFile.WriteByte(0);
        lockFile.Flush();
        return File.GetLastWriteTimeUtc(layout.Lock) - File.GetLastWriteTimeUtc(layout.LockOwner) < s_staleAfter;
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

    private static byte[] Describe() => PropertyList.ToXml(new PlistDictionary
    {
        ["Host"] = Environment.MachineName,
        ["ProcessId"] = CurrentProcessId(),
        ["User"] = Environment.UserName,
        ["Since"] = DateTimeOffset.UtcNow,
        ["Id"] = Guid.NewGuid().ToString(),
    });

    private static int CurrentProcessId()
    {
        using Process process = Process.GetCurrentProcess();
        return process.Id;
    }

    private static PlistDictionary? ReadOwner(string ownerFile)
    {
        try
        {
            return ReadMark(ownerFile) is byte[] mark ? PropertyList.Parse(mark) as PlistDictionary : null;
        }
        catch (EngineException)
        {
            return null;
        }
    }

    private static byte[]? ReadMark(string ownerFile)
    {
        try
        {
            return File.Exists(ownerFile) ? File.ReadAllBytes(ownerFile) : null;
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            return null;
        }
    }

    private static EngineException Locked(RepositoryLayout layout, Exception? cause)
    {
        PlistDictionary? owner = ReadOwner(layout.LockOwner);
        string holder = owner is null
            ? "another process"
            : $"process {owner.GetInteger("ProcessId")} of {owner.GetString("User")} on {owner.GetString("Host")}";
        return new EngineException(ErrorKind.RepositoryLocked, $"Locked by {holder}.", cause) { Target = layout.Udid };
    }

    /// <summary>Writes the mark over itself: the volume notes when.</summary>
    private void Renew()
    {
        try
        {
            using FileStream mark = new(_layout.LockOwner, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 1);
            mark.Write(_mark, 0, _mark.Length);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            Debug.WriteLine(e);
        }
    }
}
