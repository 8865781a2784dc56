using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>Looks through a folder of the host: one listing for it, one for each of its sub folders.</summary>
internal sealed class BackupWalk(HostDrive drive)
{
    /// <summary>Calls a visitor for each of the 256 folders with the names of its files.</summary>
    public async Task WalkAsync(string folder, Action<string, HashSet<string>> visit)
    {
        PlistDictionary root = await drive.ListAsync(folder);
        foreach (string shard in HostLayout.Shards)
        {
            HashSet<string> names = new(StringComparer.Ordinal);
            if (TypeOf(root[shard]) == "DLFileTypeDirectory")
            {
                PlistDictionary entries = await drive.ListAsync(HostLayout.In(folder, shard));
                names.UnionWith(entries
                    .Where(static entry => TypeOf(entry.Value) == "DLFileTypeRegular")
                    .Select(static entry => entry.Key));
            }

            visit(shard, names);
        }
    }

    /// <summary>Whether every file of a manifest is in a folder.</summary>
    public async Task<bool> HasAllAsync(string folder, HostManifest manifest)
    {
        bool complete = true;
        await WalkAsync(folder, (shard, names) => complete &= manifest.FileIdsOf(shard).All(names.Contains));
        return complete;
    }

    private static string? TypeOf(PlistNode? entry) => (entry as PlistDictionary)?.GetString("DLFileType");
}
