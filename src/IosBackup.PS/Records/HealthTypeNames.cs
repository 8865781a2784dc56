using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records.Health;

namespace IosBackup.Records;

/// <summary>Turns names of types of health samples, with or without wildcards, into the store's numbers.</summary>
internal static class HealthTypeNames
{
    private const string Unnamed = "Type ";

    /// <exception cref="EngineException"><see cref="ErrorKind.InvalidArgument"/>: a name that no type has.</exception>
    public static IReadOnlyList<long> ToCodes(string[]? names) => [.. (names ?? []).SelectMany(ToCodes).Distinct()];

    private static IEnumerable<long> ToCodes(string name)
    {
        string number = name.StartsWith(Unnamed, StringComparison.OrdinalIgnoreCase)
            ? name.Substring(Unnamed.Length)
            : name;
        if (long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long code))
        {
            return [code];
        }

        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        long[] codes = [.. HealthTypes.All.Where(type => pattern.IsMatch(type.Name)).Select(static type => type.Code)];
        return codes.Length > 0
            ? codes
            : throw new EngineException(ErrorKind.InvalidArgument, $"No type of health samples is called {name}.")
            {
                Target = name,
            };
    }
}
