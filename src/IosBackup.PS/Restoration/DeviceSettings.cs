using System.Security;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Restoration.Phone;

namespace IosBackup.Restoration;

/// <summary>The device that Restore-IosBackup restores to, and how.</summary>
internal sealed record DeviceSettings
{
    /// <summary>The device.</summary>
    public required IosDevice Device { get; init; }

    /// <summary>Where it is; null to look everywhere.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The password of whole backups, and of the device's own where items are put in.</summary>
    public SecureString? Password { get; init; }

    /// <summary>The repository for the backup that is made of the device before items are put in.</summary>
    public required string Repository { get; init; }

    /// <summary>How a whole backup is restored, without its password.</summary>
    public required PhoneRestoreOptions Options { get; init; }

    /// <summary>Finds the very device.</summary>
    public async Task<DeviceTarget> FindAsync(CancellationToken stop)
    {
        DiscoveredDevice found = await DeviceLocator.FindExactAsync(
            Device.Udid, Endpoint ?? Device.Endpoint, new DeviceOptions(), stop);
        return new DeviceTarget(found.Udid, found.Endpoint, Device.Name);
    }

    /// <summary>The password as the engine takes it; the caller disposes it. Null when none was given.</summary>
    public BackupPassword? TakePassword() => Password is null ? null : BackupPassword.FromSecureString(Password);
}
