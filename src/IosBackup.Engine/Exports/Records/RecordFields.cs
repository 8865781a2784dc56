using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// The fields of a kind of records: what it has in common with similar kinds first, then its own, those that say where
/// it comes from last.
/// </summary>
internal static class RecordFields
{
    private static readonly Dictionary<Type, PropertyInfo[]> s_fields = [];

    public static IReadOnlyList<PropertyInfo> Of(Type type)
    {
        lock (s_fields)
        {
            if (!s_fields.TryGetValue(type, out PropertyInfo[]? fields))
            {
                fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(static field => field.GetIndexParameters().Length == 0)
                    .OrderBy(static field => field.DeclaringType == typeof(IosRecord))
                    .ThenBy(static field => DepthOf(field.DeclaringType))];
                s_fields.Add(type, fields);
            }

            return fields;
        }
    }

    private static int DepthOf(Type? type) => type is null ? 0 : 1 + DepthOf(type.BaseType);

    /// <summary>The name of a kind of records in files: <c>Message</c> of <c>IosMessage</c>.</summary>
    public static string NameOf(Type type) =>
        type.Name.StartsWith("Ios", StringComparison.Ordinal) ? type.Name.Substring(3) : type.Name;

    /// <summary>A value as text: times in UTC and ISO 8601, lists with semicolons.</summary>
    public static string ToText(object? value) => value switch
    {
        null => "",
        string text => text,
        bool truth => truth ? "true" : "false",
        DateTimeOffset time => Iso(time),
        TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
        IReadOnlyList<byte> bytes => FormattableString.Invariant($"{bytes.Count} bytes"),
        IEnumerable items => string.Join("; ", items.Cast<object?>().Select(ToText)),
        // The default of .NET Framework drops digits.
        double real => real.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    public static string Iso(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);
}
