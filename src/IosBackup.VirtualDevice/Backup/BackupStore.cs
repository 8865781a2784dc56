using System;
using System.IO;
using IosBackup.Engine.Cryptography;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>What a phone remembers from one backup to the next.</summary>
internal sealed class BackupStore(VirtualPhone phone) : IDisposable
{
    private readonly object _lock = new();
    private string? _password;
    private BackupKeys? _keys;
    private UnfinishedBackup? _unfinished;
    private Stream? _session;

    /// <summary>
    /// The backup password in the phone's keychain; null when backups are not encrypted. Another password keeps the
    /// keys and only locks them anew.
    /// </summary>
    public string? Password
    {
        get
        {
            lock (_lock)
            {
                return _password;
            }
        }

        set
        {
            lock (_lock)
            {
                if (value != _password)
                {
                    bool onlyChanged = value is not null && _password is not null;
                    _keys = onlyChanged ? _keys?.Rewrap(value!, Cost) : null;
                    _password = value;
                }
            }
        }
    }

    /// <summary>The keys of the next backup. They stay the same from one backup to the next.</summary>
    public BackupKeys Keys
    {
        get
        {
            lock (_lock)
            {
                return _keys ??= _password is null ? BackupKeys.CreateUnencrypted() : BackupKeys.Create(_password, Cost);
            }
        }
    }

    private KeybagCost Cost => new(phone.Options.KeybagFirstRounds, phone.Options.KeybagSecondRounds);

    /// <summary>What an interrupted run left; null when there was none. The caller owns it from now on.</summary>
    public UnfinishedBackup? TakeUnfinished()
    {
        lock (_lock)
        {
            UnfinishedBackup? taken = _unfinished;
            _unfinished = null;
            return taken;
        }
    }

    /// <summary>Keeps what an interrupted run leaves.</summary>
    public void KeepUnfinished(UnfinishedBackup unfinished)
    {
        lock (_lock)
        {
            _unfinished?.Dispose();
            _unfinished = unfinished;
        }
    }


    /// <summary>Whether the backup service takes another connection.</summary>
    public bool MayStartSession()
    {
        lock (_lock)
        {
            return _session is null || !phone.Faults.RefuseSecondBackupSession;
        }
    }

    /// <summary>Notes that a connection to the backup service begins, which ends the one there is.</summary>
    public IDisposable BeginSession(Stream stream)
    {
        Stream? replaced;
        lock (_lock)
        {
            replaced = _session;
            _session = stream;
        }

        replaced?.Dispose();
        return new Releaser(() =>
        {
            lock (_lock)
            {
                _session = _session == stream ? null : _session;
            }
        });
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _unfinished?.Dispose();
            _unfinished = null;
            _keys?.ClassKeys?.Dispose();
        }
    }
}
