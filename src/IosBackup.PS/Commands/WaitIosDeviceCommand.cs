using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Devices;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Parameters;
using IosBackup.Pipeline;

namespace IosBackup.Commands;

[Cmdlet(VerbsLifecycle.Wait, "IosDevice")]
[OutputType(typeof(IosDevice))]
public sealed class WaitIosDeviceCommand : EngineCmdlet
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(UdidCompleter))]
    [SuppressMessage("Performance", "CA1819", Justification = "PowerShell binds arrays.")]
    public string[] Udid { get; set; } = ["*"];

    [Parameter]
    [ValidateRange(0, 7 * 24 * 3600)]
    public int TimeoutSeconds { get; set; } = 300;

    [Parameter]
    public SwitchParameter Paired { get; set; }

    [Parameter]
    [ValidateSet(ConnectionTypes.Any, ConnectionTypes.Usb, ConnectionTypes.Network)]
    public string ConnectionType { get; set; } = ConnectionTypes.Any;

    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Endpoint { get; set; }

    private protected override async Task ProcessRecordAsync(CancellationToken stop)
    {
        using ProgressLine progress = AddProgress("Waiting for devices");
        Stopwatch waited = Stopwatch.StartNew();
        List<string> missing = [.. Udid];
        while (true)
        {
            EngineException? last = null;
            foreach (string udid in missing.ToArray())
            {
                try
                {
                    Emit(await FindAsync(udid, stop));
                    missing.Remove(udid);
                }
                catch (EngineException error) when (error.Kind != ErrorKind.InvalidArgument)
                {
                    last = error;
                    if (waited.Elapsed.TotalSeconds >= TimeoutSeconds)
                    {
                        missing.Remove(udid);
                        Fail(error, udid);
                    }
                }
            }

            if (missing.Count == 0)
            {
                return;
            }

            progress.Report(new ProgressState($"{string.Join(", ", missing)}: {last?.Message}"));
            await Task.Delay(s_pause, stop);
        }
    }

    /// <exception cref="EngineException">It is not there, or not as it should be.</exception>
    private async Task<IosDevice> FindAsync(string udid, CancellationToken stop)
    {
        DeviceOptions options = new() { ConnectionType = ConnectionTypes.Parse(ConnectionType) };
        IReadOnlyList<DiscoveredDevice> found =
            await DeviceLocator.FindAsync(udid, Endpoint, options, stop);
        EngineException? problem = null;
        foreach (DiscoveredDevice device in found)
        {
            await DeviceDirectory.DescribeAsync(device, options, stop);
            if (!Paired || device.PairingState == PairingState.Paired)
            {
                return DeviceDescription.Of(device);
            }

            problem ??= device.Error ?? new EngineException(ErrorKind.PairingRequired, "The device is not paired.")
            {
                Target = device.Udid,
            };
        }

        throw problem ?? new EngineException(ErrorKind.DeviceNotFound, "No such device is connected.")
        {
            Target = udid,
        };
    }

    /// <summary>A service that does not answer yet is waited for.</summary>
    private protected override bool EndsTheCall(Exception error) => false;
}
