using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.VirtualDevice.Backup;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Faults;
using IosBackup.VirtualDevice.Lockdown;
using IosBackup.VirtualDevice.Mux;
using IosBackup.VirtualDevice.Observations;
using IosBackup.VirtualDevice.Restore;
using IosBackup.VirtualDevice.Services;
using IosBackup.VirtualDevice.Services.Afc;

namespace IosBackup.VirtualDevice;

/// <summary>
/// A simulated iPhone: the device side of lockdown, of the services around a backup, and of the backup itself. Attach
/// it to a <see cref="VirtualMux"/> to reach it. Its properties may change at any time, as a real phone's do.
/// </summary>
public sealed class VirtualPhone : IDisposable, IAsyncDisposable
{
    private const int LockdownPort = 62078;

    private readonly ServicePorts _ports = new();
    private readonly NetworkWatch _networkWatch;

    /// <summary>Makes a phone.</summary>
    public VirtualPhone(VirtualPhoneOptions? options = null)
    {
        Options = options ?? new VirtualPhoneOptions();
        Trust = new TrustCenter(this);
        Values = new LockdownValues(this);
        Backups = new BackupStore(this);
        Restores = new RestoreStore(this);
        _networkWatch = new NetworkWatch(Options.HeartbeatInterval);
        Apps = Options.Apps;
    }

    /// <summary>What the phone is.</summary>
    public VirtualPhoneOptions Options { get; }

    /// <summary>The phone's identifier.</summary>
    public string Udid => Options.Udid;

    /// <summary>The name its user gave it.</summary>
    public string Name { get; set; } = "Virtual iPhone";

    /// <summary>The files that a backup holds.</summary>
    public PhoneContent Content { get; } = new();

    /// <summary>The files that AFC shows (<c>/var/mobile/Media</c>).</summary>
    public AfcTree Media { get; } = AfcTree.CreateSample();

    /// <summary>The installed apps.</summary>
    public IReadOnlyList<InstalledApp> Apps { get; set; }

    /// <summary>The passcode; null when none is set.</summary>
    public string? Passcode { get; set; }

    /// <summary>Whether the screen is locked. Without a passcode a phone is never protected.</summary>
    public LockState LockState { get; set; }

    /// <summary>The password of local backups; null when they are not encrypted.</summary>
    public string? BackupPassword
    {
        get => Backups.Password;
        set => Backups.Password = value;
    }

    /// <summary>The computers that the phone trusts, and how its user answers the question.</summary>
    public TrustCenter Trust { get; }

    /// <summary>Whether Find My is on.</summary>
    public bool FindMyEnabled { get; set; }

    /// <summary>Whether the setup assistant has been finished.</summary>
    public bool SetupFinished { get; set; } = true;

    /// <summary>Whether the phone is being restored from iCloud.</summary>
    public bool CloudRestoreRunning { get; set; }

    /// <summary>Whether iCloud Backup is on.</summary>
    public bool CloudBackupEnabled { get; set; }

    /// <summary>Whether device management forbids local backups.</summary>
    public bool BackupsForbidden { get; set; }

    /// <summary>Whether device management asks for encrypted backups.</summary>
    public bool RequiresEncryption { get; set; }

    /// <summary>Lockdown values that tests may change or add.</summary>
    public LockdownValues Values { get; }

    /// <summary>What goes wrong.</summary>
    public PhoneFaults Faults { get; } = new();

    /// <summary>What the last restore brought; null when there was none.</summary>
    public RestoreRecord? LastRestore => Restores.Last;

    /// <summary>What the phone saw its clients do, right and wrong.</summary>
    public PhoneObservations Observations { get; } = new();

    internal NotificationCenter Notifications { get; } = new();

    internal BackupStore Backups { get; }

    /// <summary>What restores leave behind.</summary>
    internal RestoreStore Restores { get; }

    /// <summary>Raised when the phone restarts.</summary>
    internal event Action? Rebooting;

    /// <summary>How often the phone has been restarted.</summary>
    internal int BootCount { get; private set; }

    /// <summary>Whether data is out of reach until someone enters the passcode.</summary>
    internal bool IsProtected => Passcode is not null && LockState != LockState.Unlocked;

    /// <summary>Major version of iOS.</summary>
    internal int MajorVersion => int.Parse(
        Options.ProductVersion.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Posts a notification on the phone, as its own programs do.</summary>
    public void PostNotification(string name) => Notifications.Post(name);

    /// <summary>
    /// Restarts the phone: every connection ends, and a restore that waited for it is complete. It is there again at
    /// once.
    /// </summary>
    public void Reboot()
    {
        BootCount++;
        Restores.Complete();
        Rebooting?.Invoke();
        Observations.Note(ObservationKind.Rebooted, Udid);
    }

    /// <summary>
    /// Holds the lock that keeps two computers from syncing at once, as another computer would.
    /// </summary>
    /// <returns>Dispose it to release the lock.</returns>
    public IDisposable HoldSyncLock() => Media.HoldLock(AfcTree.SyncLockPath);

    /// <summary>Ends what the phone does in the background and removes its temporary files.</summary>
    public void Dispose()
    {
        _networkWatch.Dispose();
        Backups.Dispose();
        Restores.Dispose();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>What serves a port; null when the port is closed.</summary>
    internal Func<PhoneConnection, CancellationToken, Task>? OpenPort(int port, LinkKind link)
    {
        if (link == LinkKind.Network && !Values.WiFiConnectionsEnabled)
        {
            return null;
        }

        if (port == LockdownPort)
        {
            return (connection, cancellationToken) => ServeAsync(
                connection, stop => new LockdownConversation(this, connection).RunAsync(stop), cancellationToken);
        }

        return _ports.Take(port) is StartedService service
            ? (connection, cancellationToken) => ServeAsync(
                connection, stop => service.ServeAsync(this, connection, stop), cancellationToken)
            : null;
    }

    /// <summary>Opens a port for one connection to a service.</summary>
    internal int OpenService(StartedService service) => _ports.Open(service);

    /// <summary>Notes that a heartbeat was answered.</summary>
    internal void HeartbeatAnswered() => _networkWatch.HeartbeatAnswered();

    /// <summary>Ends all network connections.</summary>
    internal void DropNetwork() => _networkWatch.Drop();

    private async Task ServeAsync(
        PhoneConnection connection, Func<CancellationToken, Task> serve, CancellationToken cancellationToken)
    {
        using IDisposable? watch = connection.Link == LinkKind.Network ? _networkWatch.Watch(connection.Stream) : null;
        try
        {
            await serve(cancellationToken);
        }
        catch (Exception e) when (ConnectionErrors.IsExpected(e))
        {
            Observations.Note(ObservationKind.ConnectionBroken, e.Message);
        }
        catch (Exception e)
        {
            // A bug of the phone must not look like a lost connection.
            Observations.Note(ObservationKind.PhoneCrashed, e.ToString());
        }
    }
}
