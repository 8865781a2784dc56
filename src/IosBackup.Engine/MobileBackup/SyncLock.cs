using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Services;

namespace IosBackup.Engine.MobileBackup;

/// <summary>
/// The lock that keeps Finder, iTunes and other tools away while a backup runs: an AFC lock on a file, and
/// notifications that tell the device of it. It lives as long as the AFC connection.
/// </summary>
internal sealed class SyncLock : IAsyncDisposable
{
    private const string LockFile = "/com.apple.itunes.lock_sync";
    private const string WillStart = "com.apple.itunes-mobdev.syncWillStart";
    private const string LockRequest = "com.apple.itunes-mobdev.syncLockRequest";
    private const string DidStart = "com.apple.itunes-mobdev.syncDidStart";
    private const string DidFinish = "com.apple.itunes-mobdev.syncDidFinish";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_release = TimeSpan.FromSeconds(3);

    private readonly NotificationProxyClient _notifications;
    private readonly AfcFile _file;

    private SyncLock(NotificationProxyClient notifications, AfcFile file)
    {
        _notifications = notifications;
        _file = file;
    }

    /// <summary>Takes the lock, waiting up to ten seconds for whoever holds it.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.DeviceBusy"/> and link errors.</exception>
    public static async Task<SyncLock> TakeAsync(
        NotificationProxyClient notifications, AfcClient afc, CancellationToken stop)
    {
        await notifications.PostAsync(WillStart, stop);
        AfcFile file = await afc.OpenFileAsync(LockFile, AfcOpenMode.ReadWrite, stop);
        try
        {
            await notifications.PostAsync(LockRequest, stop);
            await file.LockAsync(AfcLock.Exclusive, s_patience, s_interval, stop);
            await notifications.PostAsync(DidStart, stop);
            return new SyncLock(notifications, file);
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DeviceBusy)
        {
            // It is the device that is busy, not the file that shows it.
            await file.DisposeAsync();
            throw new EngineException(ErrorKind.DeviceBusy, e.Message, e);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Gives the lock back and tells the device; a device that is gone has dropped it already.</summary>
    public async ValueTask DisposeAsync()
    {
        using CancellationTokenSource limit = new(s_release);
        try
        {
            await _file.TryLockAsync(AfcLock.Unlock, limit.Token);
            await _file.CloseAsync(limit.Token);
            await _notifications.PostAsync(DidFinish, limit.Token);
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // Nothing is left to be released.
        }
    }
}
