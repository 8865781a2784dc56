using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Lockdown;

/// <summary>
/// The values that lockdown gives out: those that follow from the phone's state, and those that were set.
/// </summary>
public sealed class LockdownValues
{
    private const string WirelessDomain = "com.apple.mobile.wireless_lockdown";
    private const string BackupDomain = "com.apple.mobile.backup";

    private static readonly string[] s_fixedDomains =
        [BackupDomain, "com.apple.fmip", "com.apple.disk_usage", "com.apple.mobile.battery"];

    private readonly object _lock = new();
    private readonly VirtualPhone _phone;
    private readonly Dictionary<string, PlistDictionary> _changes = new(StringComparer.Ordinal);

    internal LockdownValues(VirtualPhone phone)
    {
        _phone = phone;
    }

    /// <summary>Whether the phone can be reached by Wi-Fi.</summary>
    public bool WiFiConnectionsEnabled
    {
        get => GetDomain(WirelessDomain, publicOnly: false).GetBoolean("EnableWifiConnections") == true;
        set => Set(WirelessDomain, "EnableWifiConnections", value);
    }

    /// <summary>Sets a value, of a domain or (null) of the global one. A null value goes back to the phone's own.</summary>
    public void Set(string? domain, string key, PlistNode? value)
    {
        lock (_lock)
        {
            if (!_changes.TryGetValue(domain ?? "", out PlistDictionary? changes))
            {
                _changes.Add(domain ?? "", changes = new PlistDictionary());
            }

            changes[key] = value;
        }
    }

    /// <summary>The values of a domain, or (null) the global ones. Empty for an unknown domain.</summary>
    /// <param name="domain">The domain; null for the global values.</param>
    /// <param name="publicOnly">Whether a computer asks that is not trusted.</param>
    internal PlistDictionary GetDomain(string? domain, bool publicOnly)
    {
        PlistDictionary values = string.IsNullOrEmpty(domain)
            ? GlobalValues.Describe(_phone)
            : DomainValues.Describe(_phone, domain!);
        lock (_lock)
        {
            if (_changes.TryGetValue(domain ?? "", out PlistDictionary? changes))
            {
                foreach (KeyValuePair<string, PlistNode> change in changes)
                {
                    values[change.Key] = change.Value;
                }
            }
        }

        if (publicOnly)
        {
            foreach (string key in values.Select(static entry => entry.Key).Where(key => !IsPublic(domain, key)).ToList())
            {
                values.Remove(key);
            }
        }

        return values;
    }

    /// <summary>Whether a computer that is not trusted may read a value, or ask for all there are.</summary>
    internal bool IsPublic(string? domain, string? key) =>
        string.IsNullOrEmpty(domain) && (key is null || _phone.Options.PublicValues.Contains(key));

    /// <summary>Whether no computer may change a value.</summary>
    internal static bool IsFixed(string? domain, string key) => string.IsNullOrEmpty(domain)
        ? key is not ("DeviceName" or "TimeZone" or "UntrustedHostBUID" or "TimeIntervalSince1970")
        : s_fixedDomains.Contains(domain);
}
