using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Records;

/// <summary>Reads the records of SQLite stores, one store after the other.</summary>
/// <typeparam name="TRecord">The records.</typeparam>
/// <typeparam name="TQuery">What can be asked for.</typeparam>
public abstract class StoreReader<TRecord, TQuery> : RecordReader<TRecord, TQuery>
    where TRecord : IosRecord
    where TQuery : RecordQuery
{
    private protected StoreReader()
    {
    }

    private protected abstract StoreDefinition Store { get; }

    /// <summary>Whether the backup has such a store.</summary>
    internal bool Exists(RecordSource source, CancellationToken stop) => source.Find(Store, stop).Any();

    /// <inheritdoc/>
    public override IEnumerable<TRecord> Read(
        RecordSource source, TQuery query, CancellationToken stop = default)
    {
        EngineException? damage = null;
        foreach (RecordStore store in source.OpenAll(Store, error => damage ??= error, stop))
        {
            using (store)
            {
                using IEnumerator<TRecord> records = ReadStore(store, query, stop).GetEnumerator();
                while (MoveNext(records, ref damage))
                {
                    yield return records.Current;
                }

                damage ??= store.Damage;
            }
        }

        if (damage is not null)
        {
            throw damage;
        }
    }

    /// <summary>Streams the records of a store.</summary>
    private protected abstract IEnumerable<TRecord> ReadStore(
        RecordStore store, TQuery query, CancellationToken stop);

    /// <summary>A damaged store must not hide those after it: its error waits until they have been read.</summary>
    private static bool MoveNext(IEnumerator<TRecord> records, ref EngineException? damage)
    {
        try
        {
            return records.MoveNext();
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            damage ??= e;
            return false;
        }
    }
}
