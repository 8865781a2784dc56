using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Backups;

/// <summary>
/// The list of a backup's files, in whichever form the backup has it. Listing is for one thread at a time.
/// </summary>
internal interface IManifest : IDisposable
{
    /// <summary>How the manifest's stored form ends.</summary>
    ManifestEnding Ending { get; }

    /// <summary>Streams the files of a query in the manifest's order.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    IEnumerable<BackupFile> Files(BackupFileQuery query, CancellationToken stop);

    /// <summary>Streams the files of a query in the order of their ids.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    IEnumerable<BackupFile> FilesById(BackupFileQuery query, CancellationToken stop);

    /// <summary>The names of all domains, in order.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    IReadOnlyList<string> Domains(CancellationToken stop);

    /// <summary>The file with an id; null when there is none.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    BackupFile? Find(string fileId);

    /// <summary>Counts the entries.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    ManifestCounts Count(CancellationToken stop);

    /// <summary>
    /// Streams all rows in the order of their ids, also those that <see cref="Files"/> passes over. Values that are
    /// absurdly long are left out.
    /// </summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    IEnumerable<BackupFile> Rows(CancellationToken stop);

    /// <summary>What is wrong with the manifest as a whole.</summary>
    /// <param name="deep">Whether to compare its indexes with its rows as well, which takes longer.</param>
    /// <param name="stop">Ends the work.</param>
    IReadOnlyList<string> FindFaults(bool deep, CancellationToken stop);
}
