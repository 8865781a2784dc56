using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using System.Text;

namespace IosBackup.Output;

/// <summary>
/// Texts with units for the module's views. Objects keep numbers, so scripts never need this. Units are decimal, as the
/// devices themselves and Finder count: 1 GB is 1,000,000,000 bytes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Naming", "CA1707", Justification = "The underscore tells users that it is not for them.")]
public static class _Format
{
    private const int UnitStep = 1000;

    private static readonly string[] s_units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];

    /// <summary>A size such as "11.8 GB", or nothing when it is not known.</summary>
    public static string Size(long? bytes)
    {
        if (bytes is not { } count)
        {
            return string.Empty;
        }

        double value = Math.Abs((double)count);
        int unit = 0;
        while (Rounded(value, unit) >= UnitStep && unit < s_units.Length - 1)
        {
            value /= UnitStep;
            unit++;
        }

        return $"{(count < 0 ? "-" : "")}{Number(Rounded(value, unit), unit)} {s_units[unit]}";
    }

    /// <summary>A speed such as "38.4 MB/s".</summary>
    public static string Rate(double? bytesPerSecond) => bytesPerSecond is { } rate && !double.IsNaN(rate)
        && !double.IsInfinity(rate) ? Size((long)rate) + "/s" : string.Empty;

    /// <summary>A number of things with separators, such as "1,204".</summary>
    public static string Count(long? number) =>
        number is { } count ? count.ToString("N0", CultureInfo.InvariantCulture) : string.Empty;

    /// <summary>How long something took: "0.4 s", "12 s", "4:05" or "1:02:03".</summary>
    public static string Duration(TimeSpan? time)
    {
        if (time is not { } span)
        {
            return string.Empty;
        }

        string sign = span < TimeSpan.Zero ? "-" : "";
        span = span.Duration();
        if (span.TotalSeconds < 10)
        {
            return sign + span.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture) + " s";
        }

        if (span.TotalMinutes < 1)
        {
            return sign + ((int)span.TotalSeconds).ToString(CultureInfo.InvariantCulture) + " s";
        }

        string format = span.TotalHours < 1 ? @"m\:ss" : @"\:mm\:ss";
        string hours = span.TotalHours < 1 ? "" : ((long)span.TotalHours).ToString(CultureInfo.InvariantCulture);
        return sign + hours + span.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>A point in time on this computer's clock: "2025-11-14 18:30".</summary>
    public static string Time(object? time) => ToPoint(time) is { } point
        ? point.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)
        : string.Empty;

    /// <summary>
    /// A text in one line, for a column. Other control characters, with which a terminal is told what to do, show as
    /// the replacement character.
    /// </summary>
    public static string Line(string? text) => text is null
        ? string.Empty
        : Text(string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>
    /// A name that somebody else has given, in which nothing can begin a line or turn the order of what stands beside
    /// it: such characters show as the replacement character. Marks of direction, with which the names of some apps
    /// begin, are left out.
    /// </summary>
    public static string Name(string? name) => name is null
        ? string.Empty
        : string.Concat(name.Where(static c => c is not ('\u061C' or '\u200E' or '\u200F'))
            .Select(static c => IsHarmless(c) ? c : '\uFFFD'));

    /// <summary>
    /// A text of one or several lines. Names in it come from a phone, and may hold what a terminal obeys.
    /// </summary>
    public static string Text(string? text) => text is null
        ? string.Empty
        : string.Concat(text.Select(static c => char.IsControl(c) && c is not ('\r' or '\n' or '\t') ? '\uFFFD' : c));

    /// <summary>A text in lines that break between words, for views; those of PowerShell break anywhere.</summary>
    public static string Paragraph(string? text)
    {
        const int LongestLine = 74;
        StringBuilder lines = new();
        int length = 0;
        foreach (string word in Line(text).Split(' '))
        {
            bool breaks = length > 0 && length + 1 + word.Length > LongestLine;
            lines.Append(breaks ? "\n  " : length > 0 ? " " : "").Append(word);
            length = breaks ? word.Length + 2 : length + word.Length + (length > 0 ? 1 : 0);
        }

        return lines.ToString();
    }

    /// <summary>How long ago something was: "now", "5 min", "3 h" or "12 d".</summary>
    public static string Age(object? time) => Age(ToPoint(time), DateTimeOffset.UtcNow);

    /// <summary>The same, seen from a given time.</summary>
    internal static string Age(DateTimeOffset? time, DateTimeOffset now)
    {
        if (time is not { } then)
        {
            return string.Empty;
        }

        TimeSpan age = now - then;
        FormattableString text = age switch
        {
            { TotalMinutes: < 1 } => $"now",
            { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
            { TotalDays: < 2 } => $"{(int)age.TotalHours} h",
            _ => $"{(int)age.TotalDays} d",
        };
        return FormattableString.Invariant(text);
    }

    /// <summary>A part of a whole such as "12.5 %".</summary>
    public static string Share(double? share) => share is { } part
        ? (100 * part).ToString("0.0", CultureInfo.InvariantCulture) + " %"
        : string.Empty;

    /// <summary>Type and permissions as ls shows them, such as "drwxr-xr-x".</summary>
    public static string Mode(int mode)
    {
        const int TypeShift = 12;
        const int PermissionBits = 9;
        StringBuilder text = new();
        text.Append((mode >> TypeShift) switch
        {
            0x4 => 'd',
            0xA => 'l',
            _ => '-',
        });
        for (int bit = PermissionBits - 1; bit >= 0; bit--)
        {
            text.Append((mode & (1 << bit)) != 0 ? "xwr"[bit % 3] : '-');
        }

        return text.ToString();
    }

    /// <summary>A time as it is, or as jobs and Import-Clixml bring it back: with its properties, or as text.</summary>
    private static DateTimeOffset? ToPoint(object? time) => time switch
    {
        DateTimeOffset point => point,
        PSObject { BaseObject: DateTimeOffset point } => point,
        PSObject copy when copy.Properties["UtcDateTime"]?.Value is DateTime point => new DateTimeOffset(point),
        _ when DateTimeOffset.TryParse(
            time?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset point) => point,
        _ => null,
    };

    private static bool IsHarmless(char character) =>
        !char.IsControl(character)
        && character is not ((>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069'));

    private static double Rounded(double value, int unit) => unit == 0 ? value : Math.Round(value, 1);

    private static string Number(double value, int unit) =>
        value.ToString(unit == 0 ? "0" : "0.0", CultureInfo.InvariantCulture);
}
