using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.MobileBackup;

/// <summary>
/// The connections that a backup, a restore or a password change needs, held for its whole length: the backup service
/// itself, AFC with the sync lock, notifications, and on Wi-Fi the heartbeat and a power assertion.
/// </summary>
internal sealed class MobileBackupSession : IAsyncDisposable
{
    private const string ServiceName = "com.apple.mobilebackup2";

    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_lateNotice = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longestRun = TimeSpan.FromHours(24);

    private readonly MobileBackupTimeouts _timeouts;
    private readonly TransferMonitor _monitor;
    private readonly IdleWatch _watch;
    private readonly TaskCompletionSource<bool> _passcodeAsked =
        new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _passcodeShown;
    private HeartbeatSession? _heartbeat;
    private PowerAssertionClient? _assertion;
    private NotificationProxyClient? _notifications;
    private DeviceWatcher? _watcher;
    private AfcClient? _afc;
    private DeviceLinkConnection? _link;
    private SyncLock? _lock;

    private MobileBackupSession(MobileBackupTimeouts timeouts, TransferMonitor monitor)
    {
        _timeouts = timeouts;
        _monitor = monitor;
        _watch = new IdleWatch(timeouts.Idle, monitor.Silent, timeouts.Clock);
    }

    /// <summary>The device's media folder, which also carries the sync lock.</summary>
    public AfcClient Afc => _afc!;

    /// <summary>Opens the connections and agrees on versions.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DeviceLocked"/>, <see cref="ErrorKind.ServiceUnavailable"/> and link errors.
    /// </exception>
    public static async Task<MobileBackupSession> OpenAsync(
        DeviceSession device, MobileBackupTimeouts timeouts, TransferMonitor monitor, CancellationToken stop)
    {
        MobileBackupSession session = new(timeouts, monitor);
        try
        {
            await session.ConnectAsync(device, stop);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps other sync programs away until the session ends.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DeviceBusy"/> and link errors.</exception>
    public async Task LockAsync(CancellationToken stop) =>
        _lock = await SyncLock.TakeAsync(_notifications!, _afc!, stop);

    /// <summary>Sends a request and serves the device from a drive until it responds with success.</summary>
    /// <exception cref="EngineException">
    /// The device's error, or this host's when that is what the device's error comes from; link errors,
    /// <see cref="ErrorKind.IdleTimeout"/>, <see cref="ErrorKind.Cancelled"/>: the user cancelled on the device.
    /// </exception>
    /// <exception cref="OperationCanceledException">The caller stopped it; the device has been told.</exception>
    public async Task<PlistDictionary> RunAsync(
        PlistDictionary request, IDeviceLinkDrive drive, CancellationToken stop)
    {
        using CancellationTokenSource stopping =
            CancellationTokenSource.CreateLinkedTokenSource(stop, _watcher!.Cancelled);
        using CancellationTokenSource aborting = CancellationTokenSource.CreateLinkedTokenSource(_watch.Expired);
        using CancellationTokenRegistration grace = stopping.Token.Register(() => aborting.CancelAfter(s_grace));

        AllowEither();
        DeviceLinkHost host = new(
            _link!, drive, new RequestHook(_monitor, () => _watch.AllowSilence(_timeouts.Idle)), _watch);
        try
        {
            PlistDictionary response = await host.RunAsync(request, stopping.Token, aborting.Token);
            if (DeviceErrors.FromResponse(response) is not EngineException error)
            {
                return response;
            }

            if (error.Kind == ErrorKind.DeviceLocked)
            {
                // That it asked for the passcode comes by another connection, and may come after its refusal.
                await Task.WhenAny(_passcodeAsked.Task, Task.Delay(s_lateNotice, stop));
            }

            throw Explain(error, host);
        }
        catch (OperationCanceledException) when (_watcher.Cancelled.IsCancellationRequested)
        {
            throw new EngineException(ErrorKind.Cancelled, "The user cancelled on the device.");
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.IdleTimeout && _passcodeShown)
        {
            throw new EngineException(ErrorKind.PasscodeRequired, e.Message, e);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.DeviceDisconnected && _monitor.HostFailure is not null)
        {
            throw _monitor.HostFailure;
        }
        finally
        {
            await SayGoodbyeAsync(host);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_lock is not null)
        {
            await _lock.DisposeAsync();
        }

        _link?.Dispose();
        if (_watcher is not null)
        {
            await _watcher.DisposeAsync();
        }

        _notifications?.Dispose();
        _afc?.Dispose();
        _assertion?.Dispose();
        if (_heartbeat is not null)
        {
            await _heartbeat.DisposeAsync();
        }

        _watch.Dispose();
    }

    private async Task ConnectAsync(DeviceSession device, CancellationToken stop)
    {
        _monitor.Enter(BackupPhase.Connecting);
        if (device.Device.ConnectionType == DeviceConnectionType.Network)
        {
            _heartbeat = await HeartbeatSession.OpenAsync(device, stop);
            _assertion = await HoldAwakeAsync(device, stop);
        }

        _notifications = await NotificationProxyClient.OpenAsync(device, stop);
        _watcher = await DeviceWatcher.StartAsync(_notifications, PasscodeShown, stop);
        _afc = await AfcClient.OpenAsync(device, stop);
        DeviceStream stream = await device.StartServiceAsync(ServiceName, withEscrowBag: true, stop);
        _link = new DeviceLinkConnection(stream, _watch);
        using CancellationTokenSource both = CancellationTokenSource.CreateLinkedTokenSource(stop, _watch.Expired);
        await new DeviceLinkHost(_link, NoDrive.Instance, _monitor, _watch).ExchangeVersionsAsync(both.Token);
        await SayHelloAsync(both.Token);
    }

    private static async Task<PowerAssertionClient?> HoldAwakeAsync(DeviceSession device, CancellationToken stop)
    {
        try
        {
            PowerAssertionClient assertion = await PowerAssertionClient.OpenAsync(device, stop);
            await assertion.HoldAsync(s_longestRun, stop);
            return assertion;
        }
        catch (EngineException e) when (e.Kind is ErrorKind.ServiceUnavailable or ErrorKind.DeviceFailed)
        {
            // Older systems have no such service; they stay awake without it as long as there is traffic.
            return null;
        }
    }

    private async Task SayHelloAsync(CancellationToken stop)
    {
        PlistDictionary hello = new()
        {
            ["MessageName"] = "Hello",
            ["SupportedProtocolVersions"] = new PlistArray([2.0, 2.1]),
        };
        DeviceLinkHost host = new(_link!, NoDrive.Instance, _monitor, _watch);
        PlistDictionary response = await host.RunAsync(hello, stop, stop);
        if (DeviceErrors.FromResponse(response) is EngineException refusal)
        {
            throw new EngineException(ErrorKind.ProtocolViolation, refusal.Message, refusal);
        }
    }

    private static async Task SayGoodbyeAsync(DeviceLinkHost host)
    {
        using CancellationTokenSource limit = new(s_goodbye);
        try
        {
            await host.DisconnectAsync(limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // It is gone already.
        }
    }

    private EngineException Explain(EngineException error, DeviceLinkHost host)
    {
        if (error.Kind == ErrorKind.DeviceLocked && _passcodeAsked.Task.IsCompleted)
        {
            // Whoever taps "Cancel" leaves the device as locked as it was, and that is all it says.
            return new EngineException(ErrorKind.PasscodeRequired, error.Message, error)
            {
                DeviceCode = error.DeviceCode,
                UnderlyingCode = error.UnderlyingCode,
            };
        }

        if (_monitor.HostFailure is EngineException cause)
        {
            return new EngineException(cause.Kind, cause.Message, error)
            {
                Target = cause.Target,
                DeviceCode = error.DeviceCode,
                UnderlyingCode = error.UnderlyingCode,
            };
        }

        const long PurgeExcess = 2L * 1024 * 1024 * 1024;
        if (error.Kind == ErrorKind.DestinationFull && host.PurgeRequested is long wanted
            && host.FreeSpaceReported is long free)
        {
            // The device asks for what is missing and 2 GiB more.
            return new EngineException(error.Kind, error.Message, error)
            {
                DeviceCode = error.DeviceCode,
                FreeBytes = free,
                NeededBytes = free + Math.Max(0, wanted - PurgeExcess),
            };
        }

        return error;
    }

    private void PasscodeShown(bool shown)
    {
        _passcodeShown = shown;
        if (shown)
        {
            _passcodeAsked.TrySetResult(true);
            _watch.AllowWait(_timeouts.Passcode);
        }
        else
        {
            _watch.AllowSilence(_timeouts.Idle);
        }

        if (shown || !_monitor.HasBegun)
        {
            _monitor.Enter(shown ? BackupPhase.WaitingForPasscode : BackupPhase.PreparingDevice);
        }
    }

    /// <summary>
    /// Until the device asks for something it may be at work or, told or not, waiting for its passcode: what is silent
    /// for longer than either allows is neither.
    /// </summary>
    private void AllowEither() =>
        _watch.AllowSilence(_timeouts.Passcode > _timeouts.Idle ? _timeouts.Passcode : _timeouts.Idle);
}
