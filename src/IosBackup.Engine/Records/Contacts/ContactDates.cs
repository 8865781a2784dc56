using System;
using System.Globalization;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>
/// Days as the address book keeps them: seconds since 2001 as text, in the year 1604 when the year is unknown.
/// </summary>
internal static class ContactDates
{
    private const int UnknownYear = 1604;
    private static readonly DateTime s_epoch = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>The day as <c>yyyy-MM-dd</c> or <c>--MM-dd</c>; text that is no number is kept as it is.</summary>
    public static string? Format(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            || !(seconds > (DateTime.MinValue - s_epoch).TotalSeconds)
            || !(seconds < (DateTime.MaxValue - s_epoch).TotalSeconds))
        {
            return text;
        }

        DateTime day = s_epoch.AddTicks((long)(seconds * TimeSpan.TicksPerSecond));
        return day.ToString(day.Year == UnknownYear ? "--MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }
}
