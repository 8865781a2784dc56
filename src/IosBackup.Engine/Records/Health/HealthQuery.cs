using System.Collections.Generic;

namespace IosBackup.Engine.Records.Health;

/// <summary>Which health samples to read. Periods are about when samples begin.</summary>
public sealed record HealthQuery : RecordQuery
{
    /// <summary>Alternatives for the type, by the store's numbers; see <see cref="HealthTypes"/>.</summary>
    public IReadOnlyList<long> TypeCodes { get; init; } = [];
}
