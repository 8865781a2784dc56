using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.Repository;
using IosBackup.Engine.Usbmux;
using IosBackup.Output;

namespace IosBackup.Devices;

/// <summary>
/// Completes UDIDs: connected devices first, then those that have a backup. Whoever presses the tab key waits for it,
/// so devices have little time to tell their name.
/// </summary>
public sealed class UdidCompleter : IArgumentCompleter
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(280);
    private static readonly DeviceOptions s_options = new()
    {
        Timeouts = new DeviceTimeouts
        {
            Mux = TimeSpan.FromMilliseconds(120),
            Description = TimeSpan.FromMilliseconds(150),
        },
    };

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        string start = wordToComplete.Trim('\'', '"');
        string? endpoint = fakeBoundParameters["Endpoint"] as string;
        List<(string Udid, string Tip)> known = [.. Connected(endpoint), .. BackedUp()];
        return known
            .GroupBy(static device => device.Udid, Udid.Comparer)
            .Select(static device => device.First())
            .Where(device => device.Udid.StartsWith(start, StringComparison.OrdinalIgnoreCase))
            .Select(static device => new CompletionResult(
                device.Udid, device.Udid, CompletionResultType.ParameterValue, device.Tip));
    }

    private static IEnumerable<(string Udid, string Tip)> Connected(string? endpoint)
    {
        try
        {
            using CancellationTokenSource stop = new(s_patience);

            // On the thread pool, because the tab key is handled on a thread that may not be waited on.
            Task<IReadOnlyList<DiscoveredDevice>> listing = Task.Run(
                () => DeviceDirectory.ListAsync(DeviceLocator.Endpoints(endpoint), s_options, stop.Token));
            return listing.Wait(s_patience)
                ? [.. listing.Result.Select(static device => (device.Udid, Tip(device)))]
                : [];
        }
        catch (Exception e) when (e is EngineException or AggregateException or OperationCanceledException)
        {
            // Nobody presses the tab key to read errors.
            return [];
        }
    }

    private static string Tip(DiscoveredDevice device)
    {
        DeviceInfo info = device.Info;
        return info.Name is null
            ? $"{device.Udid}, {device.Connection.ConnectionType}"
            : $"{_Format.Name(info.Name)}, {info.ModelName}, iOS {info.ProductVersion}, "
                + device.Connection.ConnectionType;
    }

    private static IEnumerable<(string Udid, string Tip)> BackedUp()
    {
        string? repository = RepositoryPath.DefaultOrNull;
        try
        {
            return Directory.Exists(repository)
                ?
                [
                    .. Directory.EnumerateDirectories(repository)
                        .Select(static folder => Path.GetFileName(folder))
                        .Where(RepositoryLayout.IsUdid)
                        .Select(static udid => (udid, $"{udid}, not connected, has a backup")),
                ]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
