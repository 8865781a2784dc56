namespace IosBackup.Engine.Records;

/// <summary>Conditions that many stores share.</summary>
internal static class RecordConditions
{
    /// <summary>Keeps the rows whose time, in seconds since 2001, lies within the period asked for.</summary>
    public static void WithinPeriod(this RecordSelect select, string sql, RecordQuery query)
    {
        if (query.Since is System.DateTimeOffset since)
        {
            select.Where($"{sql} >= ?", AppleTime.ToCocoa(since));
        }

        if (query.Until is System.DateTimeOffset until)
        {
            select.Where($"{sql} < ?", AppleTime.ToCocoa(until));
        }
    }
}
