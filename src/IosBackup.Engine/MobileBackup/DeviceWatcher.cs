using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Services;

namespace IosBackup.Engine.MobileBackup;

/// <summary>
/// Listens to what the device announces during a run: its passcode question, and that its user cancels the run there.
/// </summary>
internal sealed class DeviceWatcher : IAsyncDisposable
{
    private const string CancelRequest = "com.apple.itunes-client.syncCancelRequest";
    private const string PasscodeShown = "com.apple.LocalAuthentication.ui.presented";
    private const string PasscodeGone = "com.apple.LocalAuthentication.ui.dismissed";

    private static readonly string[] s_observed =
    [
        CancelRequest, "com.apple.itunes-client.syncSuspendRequest", "com.apple.itunes-client.syncResumeRequest",
        "com.apple.mobile.backup.domain_changed", PasscodeShown, PasscodeGone,
    ];

    private readonly CancellationTokenSource _ending = new();
    private readonly CancellationTokenSource _cancelled = new();
    private readonly Task _listening;

    private DeviceWatcher(NotificationProxyClient notifications, Action<bool> passcodeShown)
    {
        _listening = ListenAsync(notifications, passcodeShown);
    }

    /// <summary>Cancelled when the user cancels on the device.</summary>
    public CancellationToken Cancelled => _cancelled.Token;

    /// <param name="notifications">The device's notifications.</param>
    /// <param name="passcodeShown">Told when the passcode question appears (true) and when it goes (false).</param>
    /// <param name="stop">Ends the attempt.</param>
    public static async Task<DeviceWatcher> StartAsync(
        NotificationProxyClient notifications, Action<bool> passcodeShown, CancellationToken stop)
    {
        foreach (string name in s_observed)
        {
            await notifications.ObserveAsync(name, stop);
        }

        return new DeviceWatcher(notifications, passcodeShown);
    }

    public async ValueTask DisposeAsync()
    {
        _ending.Cancel();
        await _listening;
        _ending.Dispose();
        _cancelled.Dispose();
    }

    private async Task ListenAsync(NotificationProxyClient notifications, Action<bool> passcodeShown)
    {
        try
        {
            await foreach (string name in notifications.ListenAsync(_ending.Token))
            {
                switch (name)
                {
                    case CancelRequest:
                        _cancelled.Cancel();
                        break;
                    case PasscodeShown or PasscodeGone:
                        passcodeShown(name == PasscodeShown);
                        break;
                }
            }
        }
        catch (Exception e) when (e is EngineException or OperationCanceledException)
        {
            // Announcements are a comfort: a run without them goes on.
        }
    }
}
