using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Stores;

/// <summary>
/// An entity of a Core Data model. A child shares the table of its parent; the columns of all its family stand with the
/// one that has no parent.
/// </summary>
/// <param name="Name">The entity's name; its table is called Z and that name in capitals.</param>
/// <param name="Columns">
/// The columns behind Z_PK, Z_ENT and Z_OPT, each type before the columns that have it:
/// <c>INTEGER ZREAD ZANSWERED TIMESTAMP ZDATE</c>.
/// </param>
/// <param name="Parent">The name of the parent entity.</param>
internal sealed record CoreDataEntity(string Name, string Columns = "", string? Parent = null)
{
    private static readonly HashSet<string> s_types =
        new(StringComparer.Ordinal) { "INTEGER", "TIMESTAMP", "FLOAT", "VARCHAR", "BLOB" };

    /// <summary>The statement that makes the entity's table.</summary>
    public string ToSql()
    {
        List<string> columns = ["Z_PK INTEGER PRIMARY KEY", "Z_ENT INTEGER", "Z_OPT INTEGER"];
        string type = "";
        foreach (string word in Columns.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (s_types.Contains(word))
            {
                type = word;
            }
            else
            {
                columns.Add($"{word} {type}");
            }
        }

        return $"CREATE TABLE {Table(Name)} ( {string.Join(", ", columns)} );";
    }

    /// <summary>The table of an entity without a parent.</summary>
    public static string Table(string entity) => "Z" + entity.ToUpperInvariant();
}
