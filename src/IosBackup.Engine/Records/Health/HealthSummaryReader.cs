using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Health;

/// <summary>Sums health samples up, type by type; the most frequent type comes first.</summary>
public sealed class HealthSummaryReader : StoreReader<IosHealthSummary, HealthQuery>
{
    private protected override StoreDefinition Store => HealthStores.Samples;

    private protected override IEnumerable<IosHealthSummary> ReadStore(
        RecordStore store, HealthQuery query, CancellationToken stop)
    {
        if (!store.Has(HealthStores.Table, "data_type"))
        {
            store.WarnUnknown();
            yield break;
        }

        using SqliteStatement row = store.Database.Prepare(ToSql(store, query));
        row.Bind(1, query.Since is { } since ? AppleTime.ToCocoa(since) : double.MinValue);
        row.Bind(2, query.Until is { } until ? AppleTime.ToCocoa(until) : double.MaxValue);
        while (row.Step())
        {
            stop.ThrowIfCancellationRequested();
            HealthType type = HealthTypes.Find(row.Integer(0));
            bool isQuantity = type.Unit is not null;
            if (query.FitsText(type.Name))
            {
                yield return new IosHealthSummary
                {
                    Backup = store.Source.Backup.FolderPath,
                    FileId = store.File.FileId,
                    RowId = 0,
                    Type = type.Name,
                    TypeCode = type.Code,
                    Count = row.Integer(1),
                    First = row.CocoaTime(2),
                    Last = row.CocoaTime(3),
                    Minimum = row.NullableReal(4) * type.Factor,
                    Maximum = row.NullableReal(5) * type.Factor,
                    Average = row.NullableReal(6) * type.Factor,
                    Total = isQuantity && type.IsSum ? row.NullableReal(7) * type.Factor : null,
                    Unit = type.Unit,
                };
            }
        }
    }

    private static string ToSql(RecordStore store, HealthQuery query)
    {
        bool hasQuantities = store.Has("quantity_samples", "quantity");
        string value = hasQuantities ? "q.quantity" : "NULL";
        string join = hasQuantities ? "LEFT JOIN quantity_samples q ON q.data_id = s.data_id" : "";
        string types = HealthStores.TypeCondition(query, "s.data_type") is string condition ? " AND " + condition : "";
        return $"SELECT s.data_type, COUNT(*), MIN(s.start_date), MAX(s.end_date), MIN({value}), MAX({value}), "
            + $"AVG({value}), SUM({value}) FROM {HealthStores.Table} s {join} "
            + $"WHERE s.start_date >= ?1 AND s.start_date < ?2{types} GROUP BY s.data_type ORDER BY COUNT(*) DESC";
    }
}
