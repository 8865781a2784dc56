using System;
using System.Globalization;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes an age as 7d, 12h, 30m or 2w, and a plain number as days, which PowerShell would read as ticks.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AgeTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            // What 7s is: whoever writes it does not mean days.
            short => throw Malformed(),
            string text => Parse(text.Trim()) ?? value,
            _ => PlainNumbers.Of(value) is double days ? Days(days) : value,
        };
    }

    private static TimeSpan? Parse(string text)
    {
        string number = text.TrimEnd('d', 'h', 'm', 'w', 'D', 'H', 'M', 'W');
        if (text.Length - number.Length > 1
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out double count))
        {
            return null;
        }

        const double HoursOfDay = 24;
        return text.Substring(number.Length).ToUpperInvariant() switch
        {
            "W" => Days(7 * count),
            "H" => Days(count / HoursOfDay),
            "M" => Days(count / HoursOfDay / 60),
            _ => Days(count),
        };
    }

    private static TimeSpan Days(double days) => days is >= 0 and < 3_650_000
        ? TimeSpan.FromTicks((long)Math.Round(days * TimeSpan.TicksPerDay))
        : throw Malformed();

    private static ArgumentTransformationMetadataException Malformed() =>
        new("An age is a number of days, or such as 12h, 7d or 2w.");
}
