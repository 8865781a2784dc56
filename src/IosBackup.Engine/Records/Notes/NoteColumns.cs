using System.Collections.Generic;
using System.Linq;

namespace IosBackup.Engine.Records.Notes;

/// <summary>The places of a note's columns in a query's result.</summary>
internal sealed class NoteColumns
{
    private const int MostAccountColumns = 20;

    public NoteColumns(RecordSelect select, RecordStore store)
    {
        Identifier = select.Column("n", "ZIDENTIFIER");
        Title = select.Column("n", "ZTITLE1", "ZTITLE");
        Folder = select.Column("n", "ZFOLDER");
        Created = select.Expression(
            $"COALESCE({select.Sql("n", "ZCREATIONDATE3")}, {select.Sql("n", "ZCREATIONDATE1", "ZCREATIONDATE")})");
        Modified = select.Column("n", "ZMODIFICATIONDATE1", "ZMODIFICATIONDATE");
        IsPinned = select.Column("n", "ZISPINNED");
        IsLocked = select.Column("n", "ZISPASSWORDPROTECTED");
        PasswordHint = select.Column("n", "ZPASSWORDHINT");
        IsDeleted = select.Column("n", "ZMARKEDFORDELETION");
        NeedsFetch = select.Column("n", "ZNEEDSINITIALFETCHFROMCLOUD");
        Salt = select.Column("n", "ZCRYPTOSALT");
        Rounds = select.Column("n", "ZCRYPTOITERATIONCOUNT");
        WrappedKey = select.Column("n", "ZCRYPTOWRAPPEDKEY");
        Body = select.Column("d", "ZDATA");
        Nonce = select.Expression(Coalesce(select, "ZCRYPTOINITIALIZATIONVECTOR"));
        Tag = select.Expression(Coalesce(select, "ZCRYPTOTAG"));
        Accounts =
        [
            .. store.Columns(NoteRows.Table)
                .Where(static column => column.StartsWith("ZACCOUNT", System.StringComparison.OrdinalIgnoreCase)
                    && column.Substring("ZACCOUNT".Length).All(char.IsDigit))
                .Take(MostAccountColumns)
                .Select(column => select.Column("n", column)),
        ];
    }

    public int Identifier { get; }

    public int Title { get; }

    public int Folder { get; }

    public int Created { get; }

    public int Modified { get; }

    public int IsPinned { get; }

    public int IsLocked { get; }

    public int PasswordHint { get; }

    public int IsDeleted { get; }

    public int NeedsFetch { get; }

    public int Salt { get; }

    public int Rounds { get; }

    public int WrappedKey { get; }

    public int Body { get; }

    public int Nonce { get; }

    public int Tag { get; }

    public IReadOnlyList<int> Accounts { get; }

    private static string Coalesce(RecordSelect select, string column) =>
        $"COALESCE({select.Sql("d", column)}, {select.Sql("n", column)})";
}
