using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace IosBackup.Backups;

/// <summary>Completes the apps of devices that have backups in the repository, with -Path or the default.</summary>
public sealed class RepositoryAppCompleter : AppCompleter
{
    private protected override IEnumerable<BackupPlace> FindPlaces(IDictionary parameters) =>
        BackupDescriptions.List(parameters["Path"] as string ?? RepositoryPath.Default, CancellationToken.None)
            .GroupBy(static backup => backup.Udid)
            .Select(static device => BackupPlace.Of(device.First()));
}
