using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Records;

/// <summary>Reads the records of SQLite stores, those of several in one order.</summary>
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
        IEnumerable<IEnumerable<TRecord>> stores = source.OpenAll(Store, error => damage ??= error, stop)
            .Select(store => Read(store, query, stop));
        foreach (TRecord record in TimeMerge.Merge(stores, TimeOf, query.NewestFirst))
        {
            yield return record;
        }

        if (damage is not null)
        {
            throw damage;
        }
    }

    /// <summary>Streams the records of a store.</summary>
    private protected abstract IEnumerable<TRecord> ReadStore(
        RecordStore store, TQuery query, CancellationToken stop);

    /// <summary>The time that the records of a store are in order of.</summary>
    private protected virtual DateTimeOffset? TimeOf(TRecord record) => null;

    private IEnumerable<TRecord> Read(RecordStore store, TQuery query, CancellationToken stop)
    {
        using (store)
        {
            foreach (TRecord record in ReadStore(store, query, stop))
            {
                yield return record;
            }

            if (store.Damage is EngineException damage)
            {
                throw damage;
            }
        }
    }
}
