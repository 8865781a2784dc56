using System;

namespace IosBackup.Engine.Backups;

/// <summary>Unix seconds as backups record them, which may lie beyond any calendar.</summary>
internal static class UnixTime
{
    private static readonly long s_earliest = DateTimeOffset.MinValue.ToUnixTimeSeconds();
    private static readonly long s_latest = DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    /// <summary>The point in time in UTC, moved into the years 1 to 9999.</summary>
    public static DateTimeOffset ToTime(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Max(s_earliest, Math.Min(s_latest, seconds)));
}
