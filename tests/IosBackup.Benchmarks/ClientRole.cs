using System;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Runs;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Benchmarks;

/// <summary>Not a measurement: the process that backs devices up, all at once, for another one to measure.</summary>
internal sealed class ClientRole : IBenchmark
{
    public string Name => "client";

    public string Summary => "backs devices up --endpoint E --udids A,B --repository R";

    public void Run(Options options, Report report)
    {
        string endpoint = options.Text("endpoint", "");
        string repository = options.Text("repository", "");
        Task.WhenAll(options.Text("udids", "").Split(',').Select(udid => BackUpAsync(endpoint, udid, repository)))
            .GetAwaiter().GetResult();
    }

    private static async Task BackUpAsync(string endpoint, string udid, string repository)
    {
        using DeviceSession device = await DeviceSession.OpenAsync(UsbmuxEndpoint.Parse(endpoint), udid, null, default);
        BackupRunResult result = await BackupRun.RunAsync(
            device, new BackupRunOptions { Repository = repository }, null, default);
        if (result.FailedCount > 0)
        {
            throw new InvalidOperationException("Files failed.");
        }
    }
}
