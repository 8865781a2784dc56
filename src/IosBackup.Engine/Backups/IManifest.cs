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
}
