using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Files;
using IosBackup.VirtualDevice.Content;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>What a phone remembers of restores.</summary>
internal sealed class RestoreStore(VirtualPhone phone) : IDisposable
{
    private readonly object _lock = new();
    private readonly List<PrivateFolder> _storage = [];
    private HashSet<PhoneFileKey>? _lostAtBoot;
    private bool _isDisposed;

    /// <summary>Whether a restore is done and the phone has not restarted since.</summary>
    public bool AwaitsReboot { get; private set; }

    /// <summary>The last restore; null when there was none.</summary>
    public RestoreRecord? Last { get; private set; }

    /// <summary>Makes what takes the entries of a restore; tests that keep nothing take their own.</summary>
    public Func<IRestoreTarget>? MakeTarget { get; set; }

    /// <summary>Where the entries of the next restore go.</summary>
    public IRestoreTarget NewTarget() => MakeTarget?.Invoke() ?? new ContentTarget(phone);

    /// <summary>Keeps a folder for as long as the phone lives.</summary>
    public void Keep(PrivateFolder storage)
    {
        lock (_lock)
        {
            _storage.Add(storage);
            if (_isDisposed)
            {
                storage.Dispose();
            }
        }
    }

    /// <summary>Notes that a restore is done.</summary>
    /// <param name="record">What it was.</param>
    /// <param name="lostAtBoot">What the phone will lose when it starts again.</param>
    public void Finish(RestoreRecord record, HashSet<PhoneFileKey> lostAtBoot)
    {
        lock (_lock)
        {
            Last = record;
            AwaitsReboot = true;
            _lostAtBoot = lostAtBoot;
        }
    }

    /// <summary>Does what waits for the phone's start.</summary>
    public void Complete()
    {
        lock (_lock)
        {
            AwaitsReboot = false;
            if (_lostAtBoot is { Count: > 0 } lost)
            {
                phone.Content.Reset([.. phone.Content.TakeSnapshot()
                    .Where(file => !lost.Contains(new PhoneFileKey(file.Domain, file.RelativePath)))]);
            }

            _lostAtBoot = null;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            _storage.ForEach(static folder => folder.Dispose());
        }
    }
}
