using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Records;

/// <summary>Reads one kind of records. Has no state: one reader may serve many sources and threads.</summary>
/// <typeparam name="TRecord">The records.</typeparam>
/// <typeparam name="TQuery">What can be asked for.</typeparam>
public abstract class RecordReader<TRecord, TQuery>
    where TRecord : IosRecord
    where TQuery : RecordQuery
{
    private protected RecordReader()
    {
    }

    /// <summary>
    /// Streams records. Of a damaged store whatever can be read comes first, then the error. That there is no store is
    /// no error: the source gets a warning that says why.
    /// </summary>
    /// <param name="source">The backup; unlocked when it is encrypted.</param>
    /// <param name="query">Which records.</param>
    /// <param name="stop">Stops at once, also within a long query.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.DatabaseDamaged"/>, <see cref="ErrorKind.PayloadMissing"/>,
    /// <see cref="ErrorKind.PayloadDamaged"/>, <see cref="ErrorKind.BackupPasswordRequired"/>,
    /// <see cref="ErrorKind.ManifestDamaged"/>, <see cref="ErrorKind.DestinationFull"/>: no room for a decrypted copy.
    /// </exception>
    public abstract IEnumerable<TRecord> Read(RecordSource source, TQuery query, CancellationToken stop = default);
}
