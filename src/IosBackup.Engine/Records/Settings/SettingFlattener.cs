using System;
using System.Collections.Generic;
using System.Globalization;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records.Settings;

/// <summary>Turns a property list into its values, each with the way to it.</summary>
internal static class SettingFlattener
{
    private const int DeepestValue = 32;
    private const int MostValues = 200_000;
    private const int LongestText = 32 * 1024;
    private const int MostBytes = 256;

    public static IEnumerable<IosDeviceSetting> Flatten(
        PlistNode content, RecordSource source, BackupFile file, string owner)
    {
        int given = 0;
        foreach ((string key, PlistNode value) in Walk(content, "", 0))
        {
            if (++given > MostValues)
            {
                yield break;
            }

            (string type, string text) = Describe(value);
            yield return new IosDeviceSetting
            {
                Backup = source.Backup.FolderPath,
                FileId = file.FileId,
                RowId = 0,
                Owner = owner,
                Key = key,
                Value = text,
                Type = type,
                Domain = file.Domain,
                RelativePath = file.RelativePath,
            };
        }
    }

    private static IEnumerable<(string Key, PlistNode Value)> Walk(PlistNode node, string path, int depth)
    {
        if (depth > DeepestValue)
        {
            yield break;
        }

        if (node is PlistDictionary dictionary)
        {
            foreach (KeyValuePair<string, PlistNode> entry in dictionary)
            {
                string below = path.Length == 0 ? entry.Key : path + "." + entry.Key;
                foreach ((string Key, PlistNode Value) value in Walk(entry.Value, below, depth + 1))
                {
                    yield return value;
                }
            }
        }
        else if (node is PlistArray array)
        {
            int index = 0;
            foreach (PlistNode item in array)
            {
                string below = path + "[" + index++.ToString(CultureInfo.InvariantCulture) + "]";
                foreach ((string Key, PlistNode Value) value in Walk(item, below, depth + 1))
                {
                    yield return value;
                }
            }
        }
        else
        {
            yield return (path, node);
        }
    }

    private static (string Type, string Text) Describe(PlistNode value) => value switch
    {
        PlistString text => (
            "String", text.Value.Length <= LongestText ? text.Value : $"{text.Value.Substring(0, LongestText)}…"),
        PlistBoolean boolean => ("Boolean", boolean.Value ? "true" : "false"),
        PlistReal real => ("Real", real.Value.ToString("R", CultureInfo.InvariantCulture)),
        PlistDate date => ("Date", date.ToString()),
        PlistData data => (
            "Data",
            Hex.Lower(data.Value.Span.Slice(0, Math.Min(data.Value.Length, MostBytes)))
                + (data.Value.Length > MostBytes ? "…" : "")),
        _ => ("Integer", value.ToString() ?? ""),
    };
}
