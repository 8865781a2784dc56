using System.Globalization;
using System.Linq;

namespace IosBackup.Engine.Records.Health;

/// <summary>The stores of the Health app: samples in one, where they come from in the other.</summary>
internal static class HealthStores
{
    private const string Domain = "HealthDomain";

    /// <summary>The table of samples.</summary>
    public const string Table = "samples";

    public static StoreDefinition Samples { get; } = new()
    {
        Name = "Health",
        Places = [new StorePlace(Domain, "Health/healthdb_secure.sqlite")],
        IsInEncryptedBackupsOnly = true,
    };

    public static StoreDefinition Sources { get; } = new()
    {
        Name = "Health",
        Places = [new StorePlace(Domain, "Health/healthdb.sqlite")],
        IsInEncryptedBackupsOnly = true,
    };

    /// <summary>A condition for the types asked for; null when all are.</summary>
    public static string? TypeCondition(HealthQuery query, string column) => query.TypeCodes.Count == 0
        ? null
        : $"{column} IN ({string.Join(", ", query.TypeCodes.Select(
            static code => code.ToString(CultureInfo.InvariantCulture)))})";
}
