using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records;

/// <summary>
/// What Core Data stores have in common. Entities and the tables that join them are numbered anew in each version of a
/// model, so they are looked up by their names.
/// </summary>
internal static class CoreData
{
    /// <summary>The numbers of entities as a list for SQL's IN; null when the store knows none of them.</summary>
    public static string? Entities(RecordStore store, params ReadOnlySpan<string> names)
    {
        if (!store.Has("Z_PRIMARYKEY", "Z_NAME") || !store.Has("Z_PRIMARYKEY", "Z_ENT"))
        {
            return null;
        }

        List<string> numbers = [];
        using SqliteStatement rows = store.Database.Prepare("SELECT Z_ENT FROM Z_PRIMARYKEY WHERE Z_NAME = ?1");
        foreach (string name in names)
        {
            rows.Bind(1, name);
            if (rows.Step() && rows.Integer(0) > 0)
            {
                numbers.Add(rows.Integer(0).ToString(CultureInfo.InvariantCulture));
            }

            rows.Reset();
        }

        return numbers.Count == 0 ? null : string.Join(", ", numbers);
    }

    /// <summary>
    /// The table that joins two kinds of entities, <c>Z_26ASSETS(Z_26ALBUMS, Z_3ASSETS)</c> for example, by the names
    /// that follow the numbers.
    /// </summary>
    public static CoreDataJoin? FindJoin(RecordStore store, string tableName, string fromName, string toName)
    {
        foreach (string table in store.Tables)
        {
            if (IsNumbered(table, tableName)
                && Find(store.Columns(table), fromName) is string from
                && Find(store.Columns(table), toName) is string to)
            {
                return new CoreDataJoin(table, from, to);
            }
        }

        return null;
    }

    /// <summary>
    /// Reads pairs of a number and a text. What is damaged in them is left out: the rows they belong to count.
    /// </summary>
    public static RowTexts Texts(RecordStore store, string sql, CancellationToken stop)
    {
        RowTexts texts = new();
        try
        {
            using SqliteStatement rows = store.Database.Prepare(sql);
            while (rows.Step())
            {
                stop.ThrowIfCancellationRequested();
                if (rows.Text(1) is { Length: > 0 } text)
                {
                    texts.Add(rows.Integer(0), text);
                }
            }
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            // The rows of the main table will meet the damage too, or are whole.
        }

        return texts;
    }

    private static string? Find(IEnumerable<string> columns, string name)
    {
        foreach (string column in columns)
        {
            if (IsNumbered(column, name))
            {
                return column;
            }
        }

        return null;
    }

    private static bool IsNumbered(string name, string suffix) =>
        Regex.IsMatch(name, "^Z_[0-9]{1,4}" + suffix + "[0-9]?$", RegexOptions.CultureInvariant);
}
