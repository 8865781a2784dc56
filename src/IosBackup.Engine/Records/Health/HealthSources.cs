using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Health;

/// <summary>Where samples come from: apps and devices, time zones, and the units they were entered in.</summary>
internal sealed class HealthSources
{
    private readonly Dictionary<long, (string? Name, string? Id)> _sources = [];
    private readonly Dictionary<long, (long Source, string? Zone)> _provenances = [];
    private readonly Dictionary<long, string?> _units = [];

    private HealthSources()
    {
    }

    /// <summary>Reads what belongs to the samples of a store.</summary>
    public static HealthSources Read(RecordStore samples, CancellationToken stop)
    {
        HealthSources all = new();
        all.ReadProvenances(samples, stop);
        all.ReadUnits(samples, stop);
        try
        {
            using RecordStore? sources = samples.Source.TryOpen(HealthStores.Sources, stop);
            if (sources is not null)
            {
                all.ReadSources(sources, stop);
            }
        }
        catch (EngineException e) when (e.Kind is ErrorKind.DatabaseDamaged or ErrorKind.PayloadMissing
            or ErrorKind.PayloadDamaged or ErrorKind.ClassKeyMissing)
        {
            samples.Source.Warn(RecordWarningKind.ContentUnreadable, samples.Definition.Name);
        }

        return all;
    }

    /// <summary>Where a sample with some provenance comes from.</summary>
    public (string? Name, string? Id, string? Zone) Find(long provenance)
    {
        if (!_provenances.TryGetValue(provenance, out (long Source, string? Zone) found))
        {
            return default;
        }

        return _sources.TryGetValue(found.Source, out (string? Name, string? Id) source)
            ? (source.Name, source.Id, found.Zone)
            : (null, null, found.Zone);
    }

    /// <summary>The unit of a row; null when there is none.</summary>
    public string? Unit(long row) => _units.TryGetValue(row, out string? unit) ? unit : null;

    private void ReadProvenances(RecordStore store, CancellationToken stop)
    {
        if (store.Has("data_provenances"))
        {
            RecordSelect select = store.Select("data_provenances", "p");
            int source = select.Column("p", "source_id");
            int zone = select.Column("p", "tz_name");
            foreach (SqliteStatement row in select.Rows(stop))
            {
                _provenances[row.Integer(RecordSelect.Key)] = (row.Integer(source), row.Text(zone));
            }
        }
    }

    private void ReadUnits(RecordStore store, CancellationToken stop)
    {
        if (store.Has("unit_strings"))
        {
            RecordSelect select = store.Select("unit_strings", "u");
            int unit = select.Column("u", "unit_string");
            foreach (SqliteStatement row in select.Rows(stop))
            {
                _units[row.Integer(RecordSelect.Key)] = row.Text(unit);
            }
        }
    }

    private void ReadSources(RecordStore store, CancellationToken stop)
    {
        if (store.Has("sources"))
        {
            RecordSelect select = store.Select("sources", "s");
            int name = select.Column("s", "name");
            int id = select.Column("s", "bundle_id");
            foreach (SqliteStatement row in select.Rows(stop))
            {
                _sources[row.Integer(RecordSelect.Key)] = (row.Text(name), row.Text(id));
            }
        }
    }
}
