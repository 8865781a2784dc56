using System;
using System.Threading;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>What a phone remembers from one backup to the next.</summary>
internal sealed class BackupStore(VirtualPhone phone) : IDisposable
{
    private int _sessions;

    /// <summary>The backup password in the phone's keychain; null when backups are not encrypted.</summary>
    public string? Password { get; set; }

    public bool MayStartSession() => Volatile.Read(ref _sessions) == 0 || !phone.Faults.RefuseSecondBackupSession;

    public IDisposable BeginSession()
    {
        Interlocked.Increment(ref _sessions);
        return new Releaser(() => Interlocked.Decrement(ref _sessions));
    }

    public void Dispose()
    {
    }
}
