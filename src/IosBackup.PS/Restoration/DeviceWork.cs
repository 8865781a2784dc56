using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Lockdown;

namespace IosBackup.Restoration;

/// <summary>
/// Restores to a device when all records are there. It is asked for then, so that the question names the device that
/// was found, and nothing is lost before it is known that the records make one restore.
/// </summary>
internal abstract class DeviceWork(IRestoreHost host, DeviceSettings settings) : RestoreWork
{
    /// <summary>The cmdlet.</summary>
    protected IRestoreHost Host => host;

    /// <summary>What it was told of the device.</summary>
    protected DeviceSettings Settings => settings;

    /// <summary>Whether the records brought something to restore.</summary>
    protected abstract bool HasWork { get; }

    public sealed override async Task CompleteAsync(CancellationToken stop)
    {
        if (!HasWork)
        {
            return;
        }

        try
        {
            DeviceTarget target = await settings.FindAsync(stop);
            using DeviceSession device = await target.OpenAsync(new DeviceOptions(), stop);
            DeviceInfo info = await device.GetInfoAsync(stop);
            string display = (target with { Name = info.Name ?? target.Name }).Display;
            RestoreConsent consent = await host.AskAsync(display);
            if (consent == RestoreConsent.PlanOnly)
            {
                await PlanAsync(device, stop);
            }
            else if (consent == RestoreConsent.Given)
            {
                await RestoreAsync(device, display, stop);
            }
        }
        catch (Exception error) when (!stop.IsCancellationRequested)
        {
            host.Fail(error, settings.Device.Udid);
        }
    }

    /// <summary>Emits what a restore would do.</summary>
    protected abstract Task PlanAsync(DeviceSession device, CancellationToken stop);

    /// <summary>Restores, and emits the result.</summary>
    /// <param name="device">The device.</param>
    /// <param name="display">What people are shown of it.</param>
    /// <param name="stop">Stops the restore.</param>
    protected abstract Task RestoreAsync(DeviceSession device, string display, CancellationToken stop);
}
