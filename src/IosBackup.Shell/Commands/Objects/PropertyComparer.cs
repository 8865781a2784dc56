using System;
using System.Collections.Generic;
using System.Globalization;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Objects;

/// <summary>Compares values as PowerShell orders them: nothing first, numbers by value, others by text.</summary>
internal sealed class PropertyComparer : IComparer<object?>
{
    private readonly bool _caseSensitive;

    public PropertyComparer(bool caseSensitive) => _caseSensitive = caseSensitive;

    public int Compare(object? x, object? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        if (LanguagePrimitives.TryCompare(x, y, !_caseSensitive, CultureInfo.CurrentCulture, out int result))
        {
            return result;
        }

        return string.Compare(
            x.ToString(),
            y.ToString(),
            _caseSensitive ? StringComparison.CurrentCulture : StringComparison.CurrentCultureIgnoreCase);
    }
}
