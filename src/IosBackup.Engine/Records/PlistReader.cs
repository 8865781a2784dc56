using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records;

/// <summary>Reads records that are kept in property lists, one file after the other.</summary>
/// <typeparam name="TRecord">The records.</typeparam>
/// <typeparam name="TQuery">What can be asked for.</typeparam>
public abstract class PlistReader<TRecord, TQuery> : RecordReader<TRecord, TQuery>
    where TRecord : IosRecord
    where TQuery : RecordQuery
{
    private protected PlistReader()
    {
    }

    private protected abstract StoreDefinition Store { get; }

    /// <inheritdoc/>
    public override IEnumerable<TRecord> Read(RecordSource source, TQuery query, CancellationToken stop = default)
    {
        EngineException? damage = null;
        bool isAny = false;
        foreach (BackupFile file in source.Find(Store, stop))
        {
            isAny = true;
            stop.ThrowIfCancellationRequested();
            if (TryParse(source, file, ref damage) is PlistNode content)
            {
                foreach (TRecord record in ReadFile(source, file, content, query))
                {
                    stop.ThrowIfCancellationRequested();
                    yield return record;
                }
            }
        }

        if (!isAny)
        {
            source.WarnMissing(Store);
        }

        if (damage is not null)
        {
            throw damage;
        }
    }

    /// <summary>The records of a file.</summary>
    private protected abstract IEnumerable<TRecord> ReadFile(
        RecordSource source, BackupFile file, PlistNode content, TQuery query);

    /// <summary>
    /// The content of a file; null when it is empty, or damaged, which must not hide the files after it.
    /// </summary>
    private static PlistNode? TryParse(RecordSource source, BackupFile file, ref EngineException? damage)
    {
        try
        {
            byte[]? bytes = source.TryReadAll(file);
            return bytes is null or { Length: 0 } ? null : PropertyList.Parse(bytes);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.PropertyListInvalid or ErrorKind.PayloadMissing
            or ErrorKind.PayloadDamaged or ErrorKind.ClassKeyMissing)
        {
            damage ??= e.Target is null ? new EngineException(e.Kind, e.Message, e) { Target = file.ToString() } : e;
            return null;
        }
    }
}
