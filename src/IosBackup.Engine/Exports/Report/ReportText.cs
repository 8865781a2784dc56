using System;
using System.Globalization;
using System.Text.Json;

namespace IosBackup.Engine.Exports.Report;

/// <summary>How numbers, sizes and times are written in a report, and fields that may be absent in its data.</summary>
internal static class ReportText
{
    private const double UnitStep = 1000;
    private const int LongestText = 20_000;

    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A size in decimal units, as phones and Finder count.</summary>
    public static string Size(long bytes)
    {
        double value = bytes;
        int unit = 0;
        while (Math.Round(value, unit == 0 ? 0 : 1) >= UnitStep && unit < s_units.Length - 1)
        {
            value /= UnitStep;
            unit++;
        }

        return value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture) + " " + s_units[unit];
    }

    /// <summary>A number with separators.</summary>
    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A length of time as a clock shows it.</summary>
    public static string Duration(TimeSpan time) => time.TotalHours >= 1
        ? ((long)time.TotalHours).ToString(CultureInfo.InvariantCulture)
            + time.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture)
        : time.ToString(@"m\:ss", CultureInfo.InvariantCulture);

    /// <summary>A point in time as machines read it.</summary>
    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Writes a text, cut at a length that no reader misses; nothing when it is empty.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, Cut(text!));
        }
    }

    /// <summary>Writes a point in time in Unix seconds; nothing when there is none.</summary>
    public static void Time(this Utf8JsonWriter json, string name, DateTimeOffset? time)
    {
        if (time is DateTimeOffset point)
        {
            json.WriteNumber(name, point.ToUnixTimeSeconds());
        }
    }

    /// <summary>Cuts a text at a length that no reader misses.</summary>
    public static string Cut(string text)
    {
        if (text.Length <= LongestText)
        {
            return text;
        }

        int length = char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText;
        return $"{text.Substring(0, length)} …";
    }
}
