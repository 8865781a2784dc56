using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Services;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Makes Manifest.plist, which describes the phone at the time of a backup.</summary>
internal static class PropertiesWriter
{
    public static BackupProperties Describe(
        VirtualPhone phone, BackupKeys keys, FileKey? manifestKey, IEnumerable<string> domains) =>
        new(new PlistDictionary())
        {
            Version = "10.0",
            SystemDomainsVersion = "24.0",
            Date = DateTimeOffset.UtcNow,
            WasPasscodeSet = phone.Passcode is not null,
            IsEncrypted = keys.IsEncrypted,
            BackupKeyBag = keys.Keybag.Bytes,
            ManifestKey = manifestKey?.Wrapped ?? default,
            Lockdown = DescribePhone(phone),
            Applications = DescribeApps(phone, domains),
        };

    private static PlistDictionary DescribePhone(VirtualPhone phone) => new()
    {
        ["BuildVersion"] = phone.Options.BuildVersion,
        ["DeviceName"] = phone.Name,
        ["ProductType"] = phone.Options.ProductType,
        ["ProductVersion"] = phone.Options.ProductVersion,
        ["SerialNumber"] = phone.Options.SerialNumber,
        ["UniqueDeviceID"] = phone.Udid,
        ["com.apple.Accessibility"] = new PlistDictionary(),
        ["com.apple.mobile.data_sync"] = new PlistDictionary(),
        ["com.apple.mobile.iTunes.accessories"] = new PlistDictionary(),
        ["com.apple.mobile.wireless_lockdown"] = new PlistDictionary
        {
            ["EnableWifiConnections"] = phone.Values.WiFiConnectionsEnabled,
        },
    };

    private static PlistDictionary DescribeApps(VirtualPhone phone, IEnumerable<string> domains)
    {
        PlistDictionary apps = new();
        foreach (InstalledApp app in phone.Apps)
        {
            apps[app.BundleId] = new PlistDictionary
            {
                ["CFBundleIdentifier"] = app.BundleId,
                ["CFBundleVersion"] = app.BundleVersion,
                ["ContainerContentClass"] = "Data/Application",
                ["Path"] = app.BundlePath,
            };
            foreach (string group in app.Groups)
            {
                apps[group] = new PlistDictionary
                {
                    ["CFBundleIdentifier"] = group,
                    ["ContainerContentClass"] = "Shared/AppGroup",
                };
            }
        }

        // A phone lists every container that it backs up, and restores only those that are listed.
        foreach (BackupDomain domain in domains.Select(BackupDomain.Parse))
        {
            if (domain.AppId is string id && apps[id] is null)
            {
                apps[id] = new PlistDictionary
                {
                    ["CFBundleIdentifier"] = id,
                    ["ContainerContentClass"] = domain.Kind switch
                    {
                        DomainKind.AppGroup => "Shared/AppGroup",
                        DomainKind.AppPlugin => "Data/PluginKitPlugin",
                        _ => "Data/Application",
                    },
                };
            }
        }

        return apps;
    }
}
