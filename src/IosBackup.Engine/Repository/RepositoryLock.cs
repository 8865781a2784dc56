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
    private readonly string _ownerFile;
    private readonly Timer _renewal;

    private RepositoryLock(FileStream lockFile, string ownerFile)
    {
        _lock = lockFile;
        _ownerFile = ownerFile;
        _renewal = new Timer(_ => Renew(), null, s_renewal, s_renewal);
    }

    /// <summary>Takes the lock or fails at once.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.RepositoryLocked"/>: the message names the holder.</exception>
    public static RepositoryLock Take(FileLayer files, RepositoryLayout layout)
    {
        files.CreateDirectory(layout.Own);
        FileStream lockFile;
        try
        {
            lockFile = new FileStream(layout.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (IOException e) when (File.Exists(layout.Lock) && !FileErrors.IsFull(e))
        {
            throw Locked(layout, e);
        }

        try
        {
            if (IsHeldElsewhere(layout.LockOwner))
            {
                throw Locked(layout, null);
            }

            files.DeleteFile(layout.LockOwner);
            files.WriteNew(layout.LockOwner, Describe(), Describe().Length);
            return new RepositoryLock(lockFile, layout.LockOwner);
        }
        catch
        {
            lockFile.Dispose();
            throw;
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
            File.Delete(_ownerFile);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The next owner overwrites it: the lock itself is what counts.
            Debug.WriteLine(e);
        }

        _lock.Dispose();
    }

    /// <summary>
    /// The operating system gave us the lock, so an owner on this host is dead. One on another host may be alive behind
    /// a share that does not pass locks on, as long as it renews its mark.
    /// </summary>
    private static bool IsHeldElsewhere(string ownerFile)
    {
        if (ReadOwner(ownerFile) is not PlistDictionary owner || owner.GetString("Host") == Environment.MachineName)
        {
            return false;
        }

        return DateTime.UtcNow - File.GetLastWriteTimeUtc(ownerFile) < s_staleAfter;
    }

    private static byte[] Describe() => PropertyList.ToXml(new PlistDictionary
    {
        ["Host"] = Environment.MachineName,
        ["ProcessId"] = CurrentProcessId(),
        ["User"] = Environment.UserName,
        ["Since"] = DateTimeOffset.UtcNow,
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
            return PropertyList.Parse(File.ReadAllBytes(ownerFile)) as PlistDictionary;
        }
        catch (Exception e) when (FileErrors.IsFileError(e) || e is EngineException)
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

    private void Renew()
    {
        try
        {
            File.SetLastWriteTimeUtc(_ownerFile, DateTime.UtcNow);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            Debug.WriteLine(e);
        }
    }
}
