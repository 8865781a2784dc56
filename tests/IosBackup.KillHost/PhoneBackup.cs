using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;

namespace IosBackup.KillHost;

/// <summary>One backup of one phone.</summary>
internal static class PhoneBackup
{
    public static async Task RunAsync(string endpoint, string udid, string repository)
    {
        using DeviceSession device = await DeviceSession.OpenAsync(
            UsbmuxEndpoint.Parse(endpoint), udid, null, CancellationToken.None);
        BackupRunOptions options = new() { Repository = repository };
        await BackupRun.RunAsync(device, options, null, CancellationToken.None);
    }
}
