using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace IosBackup.Shell.Commands.Text;

/// <summary>Makes objects of comma-separated values.</summary>
internal static class CsvObjects
{
    public static IEnumerable<PSObject> Read(Func<string?> nextLine, char delimiter, string[]? header)
    {
        CsvText csv = new(delimiter);
        IReadOnlyList<string>? columns = header ?? (IReadOnlyList<string>?)csv.Read(nextLine);
        while (columns is not null && csv.Read(nextLine) is { } values)
        {
            PSObject item = new();
            for (int column = 0; column < columns.Count; column++)
            {
                string? value = column < values.Count ? values[column] : null;
                item.Properties.Add(new PSNoteProperty(columns[column], value));
            }

            yield return item;
        }
    }
}
