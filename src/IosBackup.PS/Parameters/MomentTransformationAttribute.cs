using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace IosBackup.Parameters;

/// <summary>
/// Takes a time that is written as ISO 8601 has it, 2026-03-01, for what it is. PowerShell would read it in the
/// calendar of the user's culture, which may count years from elsewhere, and everything or nothing would fit.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MomentTransformationAttribute : ArgumentTransformationAttribute
{
    private const int DigitsOfYear = 4;

    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string text
        && text.IndexOf('-') == DigitsOfYear
        && text.Take(DigitsOfYear).All(static letter => letter is >= '0' and <= '9')
        && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset moment)
            ? moment
            : inputData;
}
