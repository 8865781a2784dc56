using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Services;

/// <summary><c>com.apple.mobile.installation_proxy</c>: what is installed.</summary>
internal static class InstallationProxy
{
    private const int AppsPerMessage = 20;

    public static async Task RunAsync(ServiceContext context, CancellationToken cancellationToken)
    {
        PlistChannel channel = new(context.Stream);
        while (await channel.ReadAsync(cancellationToken) is PlistDictionary request)
        {
            PlistDictionary options = request.GetDictionary("ClientOptions") ?? new PlistDictionary();
            IEnumerable<PlistDictionary> replies = request.GetString("Command") switch
            {
                "Browse" => Browse(context.Phone, options),
                "Lookup" => [LookUp(context.Phone, options)],
                _ => [new PlistDictionary { ["Error"] = "UnknownCommand" }],
            };
            foreach (PlistDictionary reply in replies)
            {
                await channel.WriteAsync(reply, cancellationToken);
            }
        }
    }

    private static IEnumerable<PlistDictionary> Browse(VirtualPhone phone, PlistDictionary options)
    {
        List<InstalledApp> apps = [.. phone.Apps.Where(app => IsOfType(app, options))];
        for (int at = 0; at < apps.Count; at += AppsPerMessage)
        {
            List<InstalledApp> some = apps.GetRange(at, Math.Min(AppsPerMessage, apps.Count - at));
            yield return new PlistDictionary
            {
                ["Status"] = "BrowsingApplications",
                ["CurrentIndex"] = at,
                ["CurrentAmount"] = some.Count,
                ["CurrentList"] = new PlistArray(some.Select(app => Describe(app, options))),
            };
        }

        yield return new PlistDictionary { ["Status"] = "Complete" };
    }

    private static PlistDictionary LookUp(VirtualPhone phone, PlistDictionary options)
    {
        HashSet<string>? wanted = options.GetArray("BundleIDs") is PlistArray identifiers
            ? [.. identifiers.Strings()]
            : null;
        PlistDictionary result = new();
        foreach (InstalledApp app in phone.Apps.Where(app =>
            IsOfType(app, options) && wanted?.Contains(app.BundleId) != false))
        {
            result[app.BundleId] = Describe(app, options);
        }

        return new PlistDictionary { ["LookupResult"] = result, ["Status"] = "Complete" };
    }

    private static bool IsOfType(InstalledApp app, PlistDictionary options) => options.GetString("ApplicationType") switch
    {
        "User" => !app.IsSystem,
        "System" => app.IsSystem,
        _ => true,
    };

    private static PlistDictionary Describe(InstalledApp app, PlistDictionary options)
    {
        PlistDictionary description = app.Describe();
        if (options.GetArray("ReturnAttributes") is PlistArray attributes)
        {
            HashSet<string> wanted = [.. attributes.Strings()];
            foreach (string key in description.Select(static entry => entry.Key)
                .Where(key => !wanted.Contains(key)).ToList())
            {
                description.Remove(key);
            }
        }

        return description;
    }
}
