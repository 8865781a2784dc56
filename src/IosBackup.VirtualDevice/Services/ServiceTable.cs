using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.VirtualDevice.Backup;
using IosBackup.VirtualDevice.Services.Afc;

namespace IosBackup.VirtualDevice.Services;

/// <summary>The services of a phone.</summary>
internal static class ServiceTable
{
    private static readonly Dictionary<string, ServiceDefinition> s_services = new ServiceDefinition[]
    {
        new("com.apple.afc", static (context, stop) => new AfcService(context).RunAsync(stop)),
        new("com.apple.mobile.assertion_agent", static (context, stop) => AssertionAgent.RunAsync(context, stop)),
        new("com.apple.mobile.diagnostics_relay", static (context, stop) => DiagnosticsRelay.RunAsync(context, stop)),
        new("com.apple.mobile.heartbeat", static (context, stop) => Heartbeat.RunAsync(context, stop)),
        new("com.apple.mobile.insecure_notification_proxy", static (context, stop) =>
            new NotificationProxy(context, NotificationNames.OpenToAnyone).RunAsync(stop)) { NeedsSession = false },
        new("com.apple.mobile.installation_proxy", static (context, stop) => InstallationProxy.RunAsync(context, stop)),
        new("com.apple.mobile.notification_proxy", static (context, stop) =>
            new NotificationProxy(context, null).RunAsync(stop)),
        new("com.apple.mobilebackup2", static (context, stop) => new BackupAgent(context).RunAsync(stop))
        {
            NeedsUnlockedData = true,
            IsExclusive = true,
        },
        new("com.apple.springboardservices", static (context, stop) => SpringboardServices.RunAsync(context, stop)),
    }.ToDictionary(static definition => definition.Name, StringComparer.Ordinal);

    /// <summary>The service of a name; null when the phone has none.</summary>
    public static ServiceDefinition? Find(string name) =>
        s_services.TryGetValue(name, out ServiceDefinition? definition) ? definition : null;
}
