using NodaTime;
using NodaTime.TimeZones;

namespace IosBackup.Engine.Exports.Records;

/// <summary>A change of the clocks in a time zone.</summary>
/// <param name="Time">What the clocks showed when they were changed.</param>
/// <param name="Before">How far they were ahead of UTC.</param>
/// <param name="After">How far they are then.</param>
/// <param name="Name">What the time is called then.</param>
/// <param name="IsSummerTime">Whether it is summer time then.</param>
internal sealed record ZoneChange(LocalDateTime Time, Offset Before, Offset After, string Name, bool IsSummerTime)
{
    /// <summary>What it does, whenever that is.</summary>
    public object Effect => (Before, After, Name, IsSummerTime);

    /// <summary>What those have in common that follow one rule.</summary>
    public object Pattern => (Effect, Time.Month, Time.DayOfWeek, Time.TimeOfDay);

    public static ZoneChange Of(ZoneInterval before, ZoneInterval now) => new(
        now.Start.WithOffset(before.WallOffset).LocalDateTime,
        before.WallOffset,
        now.WallOffset,
        now.Name,
        now.Savings > Offset.Zero);

    /// <summary>What holds when a year begins.</summary>
    public static ZoneChange Beginning(int year, ZoneInterval interval) => new(
        new LocalDateTime(year, 1, 1, 0, 0),
        interval.WallOffset,
        interval.WallOffset,
        interval.Name,
        interval.Savings > Offset.Zero);
}
