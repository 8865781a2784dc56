using System;

namespace IosBackup.Engine.MobileBackup;

/// <summary>How long a backup or restore may be silent.</summary>
public sealed record MobileBackupTimeouts
{
    /// <summary>Waits that suit large phones.</summary>
    public static MobileBackupTimeouts Default { get; } = new();

    /// <summary>
    /// Longest silence while the device works. A full phone takes minutes to compare itself with a backup.
    /// </summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Longest wait for the passcode on the device; a phone itself gives up after up to 30 minutes.</summary>
    public TimeSpan Passcode { get; init; } = TimeSpan.FromMinutes(35);

    /// <summary>The clock that measures it; that of the machine when null.</summary>
    internal Func<TimeSpan>? Clock { get; init; }
}
