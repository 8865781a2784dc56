using System;
using System.Globalization;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes a plain number as seconds for a span of time. PowerShell itself would count ticks, of which ten million make a
/// second, and days where the number is text.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        double? seconds = value switch
        {
            TimeSpan time => time.TotalSeconds,
            string text => Parse(text),
            _ => PlainNumbers.Of(value),
        };
        return seconds switch
        {
            null => inputData,
            >= 1 and < int.MaxValue => TimeSpan.FromSeconds(seconds.Value),
            _ => throw new ArgumentTransformationMetadataException("Give at least one second."),
        };
    }

    private static double? Parse(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds) ? seconds
        : TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out TimeSpan time) ? time.TotalSeconds
        : null;
}
