using System;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes a plain number as seconds for a span of time. PowerShell itself would count ticks, of which ten million make a
/// second.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecondsTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        TimeSpan? span = value switch
        {
            int seconds => TimeSpan.FromSeconds(seconds),
            long seconds => TimeSpan.FromSeconds(seconds),
            double seconds => TimeSpan.FromSeconds(seconds),
            TimeSpan time => time,
            _ => null,
        };
        return span is { } known && known < TimeSpan.FromSeconds(1)
            ? throw new ArgumentTransformationMetadataException("Give at least one second.")
            : span ?? inputData;
    }
}
