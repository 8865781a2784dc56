using System;
using System.Globalization;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes times of day: 02:00, 2am, a DateTime of any day. A plain number is refused, because 2 would be two ticks or
/// two days.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class TimeOfDayTransformationAttribute : ElementTransformationAttribute
{
    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);

    private protected override string Noun => "time of day";

    private protected override object? TransformOne(EngineIntrinsics engine, object? input)
    {
        object? value = input is PSObject wrapped ? wrapped.BaseObject : input;
        TimeSpan? time = value switch
        {
            TimeSpan span => span,
            DateTime point => point.TimeOfDay,
            string text => Parse(text.Trim()),
            _ => null,
        };
        return time is { } found && found >= TimeSpan.Zero && found < s_day
            && found.Ticks % TimeSpan.TicksPerMinute == 0
            ? found
            : throw new ArgumentTransformationMetadataException(
                "A time of day is such as 02:00 or 2am, in whole minutes.");
    }

    private static TimeSpan? Parse(string text) => DateTime.TryParseExact(
        text,
        ["H:mm", "H:mm:ss", "htt", "h tt", "h:mmtt", "h:mm tt"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.NoCurrentDateDefault,
        out DateTime point)
        ? point.TimeOfDay
        : null;
}
