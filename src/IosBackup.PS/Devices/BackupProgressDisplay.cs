using System;
using System.Diagnostics;
using IosBackup.Engine.MobileBackup;
using IosBackup.Output;
using IosBackup.Pipeline;
using IosBackup.Verification;

namespace IosBackup.Devices;

/// <summary>Shows where a run on a device stands.</summary>
/// <param name="progress">The device's place in the display.</param>
/// <param name="passcodeAsked">Called once, when the device shows its passcode question.</param>
internal sealed class BackupProgressDisplay(ItemProgress progress, Action? passcodeAsked = null)
    : IProgress<BackupProgress>
{
    private const long Scale = 1000;
    private const double RateWindow = 5;

    private static readonly TimeSpan s_notableSilence = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly object _gate = new();
    private (double Time, long Bytes) _sample;
    private double? _rate;
    private bool _asked;

    public void Report(BackupProgress value)
    {
        lock (_gate)
        {
            Measure(value);
            progress.Report(ToState(value));
            if (value.Phase == BackupPhase.WaitingForPasscode && !_asked)
            {
                _asked = true;
                passcodeAsked?.Invoke();
            }
        }
    }

    private ProgressState ToState(BackupProgress value)
    {
        if (value is { Phase: BackupPhase.Verifying, FilesToCheck: not null })
        {
            ProgressState state = VerificationDisplay.ToState(
                value.FilesChecked, value.FilesToCheck, value.BytesChecked, value.BytesToCheck, _clock.Elapsed);
            return state with { Status = $"Testing the backup: {state.Status}" };
        }

        return new ProgressState(
            Status(value),
            value.DevicePercent is { } percent ? (long)(percent / 100 * Scale) : null,
            value.DevicePercent is null ? null : Scale,
            value.Phase == BackupPhase.ReceivingFiles ? value.CurrentFile : null);
    }

    private string Status(BackupProgress value)
    {
        string text = value.Phase switch
        {
            BackupPhase.Connecting => "Connecting",
            BackupPhase.PreparingRepository => "Preparing the repository",
            BackupPhase.WaitingForPasscode => "Waiting for the passcode on the device",
            BackupPhase.PreparingDevice => "The device is preparing",
            BackupPhase.ReceivingFiles => Traffic(value.FilesReceived, value.BytesReceived),
            BackupPhase.SendingFiles => Traffic(value.FilesSent, value.BytesSent),
            BackupPhase.Finishing => "The device is finishing",
            BackupPhase.Verifying => "Checking what has arrived",
            _ => "Putting the backup in place",
        };
        return value.Silence >= s_notableSilence ? $"{text} ({_Format.Duration(value.Silence)})" : text;
    }

    private string Traffic(long files, long bytes)
    {
        string text = $"{_Format.Count(files)} files, {_Format.Size(bytes)}";
        return _rate is null ? text : $"{text}, {_Format.Rate(_rate)}";
    }

    private void Measure(BackupProgress value)
    {
        double now = _clock.Elapsed.TotalSeconds;
        long bytes = value.BytesReceived + value.BytesSent;
        if (now - _sample.Time >= RateWindow)
        {
            _rate = (bytes - _sample.Bytes) / (now - _sample.Time);
            _sample = (now, bytes);
        }
    }
}
