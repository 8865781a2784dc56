using System.Linq;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>The columns of a card that its name is made of.</summary>
internal sealed class ContactNameColumns
{
    private static readonly string[] s_parts = ["Prefix", "First", "Middle", "Last", "Suffix"];
    private static readonly string[] s_substitutes =
        ["Organization", "Nickname", "DisplayName", "CompositeNameFallback"];

    private readonly int[] _parts;
    private readonly int[] _substitutes;

    public ContactNameColumns(RecordStore store)
    {
        Select = store.Select("ABPerson", "p");
        _parts = [.. s_parts.Select(name => Select.Column("p", name))];
        _substitutes = [.. s_substitutes.Select(name => Select.Column("p", name))];
    }

    /// <summary>The query for the cards, to which more columns can be added.</summary>
    public RecordSelect Select { get; }

    /// <summary>The name of a card; null when it has none.</summary>
    public string? Read(SqliteStatement row)
    {
        string name = string.Join(" ", _parts.Select(row.Text).Where(static part => !string.IsNullOrEmpty(part)));
        return name.Length > 0 ? name : _substitutes.Select(row.Text).FirstOrDefault(IsText);
    }

    private static bool IsText(string? text) => !string.IsNullOrWhiteSpace(text);
}
