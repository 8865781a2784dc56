using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Health;

/// <summary>Reads health samples one by one; there may be millions.</summary>
public sealed class HealthSampleReader : StoreReader<IosHealthSample, HealthQuery>
{
    private const string Activities = "workout_activities";

    private protected override StoreDefinition Store => HealthStores.Samples;

    private protected override IEnumerable<IosHealthSample> ReadStore(
        RecordStore store, HealthQuery query, CancellationToken stop)
    {
        if (!store.Has(HealthStores.Table))
        {
            store.WarnUnknown();
            yield break;
        }

        HealthSources sources = HealthSources.Read(store, stop);
        using WorkoutActivities workouts = new(store);
        RecordSelect select = store.Select(HealthStores.Table, "s", "data_id");
        select.Join("quantity_samples", "q", "data_id", "s", "data_id");
        select.Join("category_samples", "c", "data_id", "s", "data_id");
        select.Join("objects", "o", "data_id", "s", "data_id");
        int type = select.Column("s", "data_type");
        int start = select.Column("s", "start_date");
        int end = select.Column("s", "end_date");
        int quantity = select.Column("q", "quantity");
        int original = select.Column("q", "original_quantity");
        int unit = select.Column("q", "original_unit");
        int category = select.Column("c", "value");
        int provenance = select.Column("o", "provenance");
        string begins = select.Sql("s", "start_date");
        select.WithinPeriod(begins, query);
        select.OrderBy(begins, query.NewestFirst);
        if (HealthStores.TypeCondition(query, select.Sql("s", "data_type")) is string condition)
        {
            select.Where(condition);
        }

        foreach (SqliteStatement row in select.Rows(stop))
        {
            long code = row.Integer(type);
            HealthType known = HealthTypes.Find(code);
            (string? source, string? sourceId, string? zone) = sources.Find(row.Integer(provenance));
            bool hasOwnUnit = HealthTypes.IsKnown(code);
            IosHealthSample sample = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                Type = known.Name,
                TypeCode = code,
                Start = row.CocoaTime(start),
                End = row.CocoaTime(end),
                Value = hasOwnUnit
                    ? row.NullableReal(quantity) * known.Factor
                    : row.NullableReal(original) ?? row.NullableReal(quantity),
                Unit = row.IsNull(quantity) ? null
                    : hasOwnUnit ? known.Unit
                    : sources.Unit(row.Integer(unit)),
                Category = code == HealthTypes.Workout ? workouts.Find(row.Integer(RecordSelect.Key))
                    : row.IsNull(category) ? null
                    : HealthTypes.Category(code, row.Integer(category)),
                Source = source,
                SourceId = sourceId,
                TimeZone = zone,
            };
            if (query.FitsText([sample.Type, sample.Category, sample.Source]))
            {
                yield return sample;
            }
        }
    }

    /// <summary>
    /// The activities of workouts: in a table of their own since iOS 16, with the workout before that.
    /// </summary>
    private sealed class WorkoutActivities(RecordStore store) : System.IDisposable
    {
        private readonly StoreChildren _activities = store.Has(Activities)
            ? new StoreChildren(store, Activities, "owner_id", ["activity_type"])
            : new StoreChildren(store, "workouts", "data_id", ["activity_type"]);

        public string? Find(long workout) =>
            _activities.Of(workout).Select(static row => HealthTypes.Activity(row.Integer(1))).FirstOrDefault();

        public void Dispose() => _activities.Dispose();
    }
}
