using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records.Wifi;

/// <summary>Reads which networks the phone knows. Periods are about when it joined them last.</summary>
public sealed class WifiNetworkReader : PlistReader<IosWifiNetwork, RecordQuery>
{
    private const string Domain = "SystemPreferencesDomain";
    private const string KeyPrefix = "wifi.network.ssid.";

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Wi-Fi networks",
        Places =
        [
            new StorePlace(Domain, "com.apple.wifi.known-networks.plist"),
            new StorePlace(Domain, "SystemConfiguration/com.apple.wifi.plist"),
        ],
        IsInEncryptedBackupsOnly = true,
    };

    /// <inheritdoc/>
    public override IEnumerable<IosWifiNetwork> Read(
        RecordSource source, RecordQuery query, CancellationToken stop = default)
    {
        // Phones that moved to the newer file may list networks in the older one too.
        HashSet<string> given = new(StringComparer.Ordinal);
        return base.Read(source, query, stop).Where(network => given.Add(network.Ssid));
    }

    private protected override IEnumerable<IosWifiNetwork> ReadFile(
        RecordSource source, BackupFile file, PlistNode content, RecordQuery query)
    {
        if (content is not PlistDictionary all)
        {
            yield break;
        }

        IEnumerable<IosWifiNetwork> networks = all.GetArray("List of known networks") is PlistArray old
            ? old.OfType<PlistDictionary>().Select(network => FromOld(source, file, network))
            : all.Where(static entry => entry.Key.StartsWith(KeyPrefix, StringComparison.Ordinal))
                .Where(static entry => entry.Value is PlistDictionary)
                .Select(entry => FromNew(source, file, entry.Key, (PlistDictionary)entry.Value));
        foreach (IosWifiNetwork network in networks)
        {
            if (query.FitsText(network.Ssid) && query.FitsTime(network.LastJoined ?? network.Added))
            {
                yield return network;
            }
        }
    }

    private static IosWifiNetwork FromNew(RecordSource source, BackupFile file, string key, PlistDictionary network)
    {
        PlistDictionary? located = Stations(network, "BSSList")
            .FirstOrDefault(static station => station.GetReal("LocationLatitude") is not null);
        return new IosWifiNetwork
        {
            Backup = source.Backup.FolderPath,
            FileId = file.FileId,
            RowId = 0,
            Ssid = network.GetData("SSID") is ReadOnlyMemory<byte> bytes
                ? Encoding.UTF8.GetString(bytes.ToArray())
                : key.Substring(KeyPrefix.Length),
            Security = network.GetString("SupportedSecurityTypes"),
            IsHidden = network.GetBoolean("Hidden") ?? false,
            Added = network.GetDate("AddedAt"),
            LastJoined = Latest(network.GetDate("JoinedByUserAt"), network.GetDate("JoinedBySystemAt")),
            LastSeen = network.GetDate("LastDiscoveredAt"),
            AccessPoints = [.. Stations(network, "BSSList").Select(AddressOf).OfType<string>().Distinct()],
            Latitude = located?.GetReal("LocationLatitude"),
            Longitude = located?.GetReal("LocationLongitude"),
        };
    }

    private static IosWifiNetwork FromOld(RecordSource source, BackupFile file, PlistDictionary network) => new()
    {
        Backup = source.Backup.FolderPath,
        FileId = file.FileId,
        RowId = 0,
        Ssid = network.GetString("SSID_STR") ?? "",
        Security = network.GetString("SecurityMode"),
        IsHidden = network.GetBoolean("HIDDEN_NETWORK") ?? false,
        Added = network.GetDate("addedAt"),
        LastJoined = Latest(network.GetDate("lastJoined"), network.GetDate("lastAutoJoined")),
        LastSeen = network.GetDate("lastUpdated"),
        AccessPoints = AddressOf(network) is string address ? [address] : [],
    };

    private static IEnumerable<PlistDictionary> Stations(PlistDictionary network, string key) =>
        network.GetArray(key)?.OfType<PlistDictionary>() ?? [];

    private static string? AddressOf(PlistDictionary station) => station.GetString("BSSID");

    private static DateTimeOffset? Latest(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other > one ? other ?? one : one;
}
