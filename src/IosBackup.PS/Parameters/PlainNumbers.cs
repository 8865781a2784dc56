using System;
using System.Globalization;

namespace IosBackup.Parameters;

/// <summary>Numbers of whatever type people's literals have: 5 is an Int32, and 5s an Int16 for PowerShell.</summary>
internal static class PlainNumbers
{
    /// <summary>The value of a number; null when it is none.</summary>
    public static double? Of(object? value) =>
        value is not Enum && Type.GetTypeCode(value?.GetType()) is >= TypeCode.SByte and <= TypeCode.Decimal
            ? Convert.ToDouble(value, CultureInfo.InvariantCulture)
            : null;
}
