using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Backups;

/// <summary>Completes the apps of the backup that the command names. Needs no password.</summary>
public class AppCompleter : BackupCompleter
{
    private protected override IEnumerable<string> Find(Backup backup)
    {
        IEnumerable<KeyValuePair<string, PlistNode>> known = backup.Properties.Applications ?? new PlistDictionary();
        return known
            .Where(static app => (app.Value as PlistDictionary)?.GetString("ContainerContentClass")
                is null or "Data/Application")
            .Select(static app => app.Key);
    }
}
