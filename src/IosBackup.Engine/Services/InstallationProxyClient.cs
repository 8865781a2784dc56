using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Usbmux;

namespace IosBackup.Engine.Services;

/// <summary>Lists the applications on the device.</summary>
internal sealed class InstallationProxyClient(DeviceStream stream, DeviceTimeouts timeouts) : IDisposable
{
    public const string ServiceName = "com.apple.mobile.installation_proxy";

    private readonly PlistConnection _connection = new(stream);

    public static async Task<InstallationProxyClient> OpenAsync(
        DeviceSession session, CancellationToken cancellation) =>
        new(await session.StartServiceAsync(ServiceName, cancellation: cancellation), session.Timeouts);

    /// <summary>Gives the applications as the device lists them, a few at a time.</summary>
    /// <param name="applicationType">"User", "System" or "Any".</param>
    /// <param name="attributes">
    /// What to tell of each. Without a choice, or with <c>ApplicationSINF</c>, answers are large and slow.
    /// </param>
    /// <param name="cancellation">Ends the listing, and the connection.</param>
    public async IAsyncEnumerable<PlistDictionary> BrowseAsync(
        string applicationType,
        IEnumerable<string> attributes,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        PlistDictionary options = Options(attributes);
        options["ApplicationType"] = applicationType;
        PlistDictionary reply = await AskAsync("Browse", options, cancellation);
        while (true)
        {
            IEnumerable<PlistNode> applications = reply.GetArray("CurrentList") ?? [];
            foreach (PlistDictionary application in applications.OfType<PlistDictionary>())
            {
                yield return application;
            }

            if (IsComplete(reply))
            {
                yield break;
            }

            reply = await NextAsync("Browse", cancellation);
        }
    }

    /// <summary>Gives chosen applications by their bundle ids; those that are not installed are missing.</summary>
    public async Task<PlistDictionary> LookupAsync(
        IEnumerable<string> bundleIds, IEnumerable<string> attributes, CancellationToken cancellation)
    {
        PlistDictionary options = Options(attributes);
        options["BundleIDs"] = Strings(bundleIds);
        PlistDictionary found = [];
        PlistDictionary reply = await AskAsync("Lookup", options, cancellation);
        while (true)
        {
            foreach ((string id, PlistNode application) in reply.GetDictionary("LookupResult") ?? [])
            {
                found[id] = application;
            }

            if (IsComplete(reply))
            {
                return found;
            }

            reply = await NextAsync("Lookup", cancellation);
        }
    }

    public void Dispose() => _connection.Dispose();

    private static PlistDictionary Options(IEnumerable<string> attributes) =>
        new() { ["ReturnAttributes"] = Strings(attributes) };

    private static PlistArray Strings(IEnumerable<string> values) =>
        new(values.Select(static value => new PlistString(value)));

    private static bool IsComplete(PlistDictionary reply) => reply.GetString("Status") switch
    {
        "Complete" => true,
        null => throw new EngineException(ErrorKind.ProtocolViolation, "The application list lacks a status."),
        _ => false,
    };

    private async Task<PlistDictionary> AskAsync(
        string command, PlistDictionary options, CancellationToken cancellation)
    {
        PlistDictionary request = new() { ["Command"] = command, ["ClientOptions"] = options };
        PlistDictionary reply = await _connection.ExchangeAsync(
            request, timeouts.SlowReply, command, cancellation);
        return reply.ThrowIfError(command);
    }

    private async Task<PlistDictionary> NextAsync(string command, CancellationToken cancellation)
    {
        PlistDictionary reply = await Deadline.RunAsync(
            timeouts.SlowReply, command, _connection.ReceiveAsync, cancellation);
        return reply.ThrowIfError(command);
    }
}
