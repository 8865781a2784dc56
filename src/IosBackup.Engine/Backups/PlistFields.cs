using System;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Backups;

/// <summary>Sets typed values of a dictionary; null removes the key.</summary>
internal static class PlistFields
{
    public static void Set(this PlistDictionary values, string key, string? value) =>
        values[key] = value is null ? null : new PlistString(value);

    public static void Set(this PlistDictionary values, string key, bool? value) =>
        values[key] = value is bool present ? present : null;

    public static void Set(this PlistDictionary values, string key, DateTimeOffset? value) =>
        values[key] = value is DateTimeOffset present ? new PlistDate(present) : null;

    public static void Set(this PlistDictionary values, string key, ReadOnlyMemory<byte> value) =>
        values[key] = value.IsEmpty ? null : new PlistData(value);
}
