using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Accounts;

/// <summary>Reads which accounts the phone is signed in to. Periods are about when they were added.</summary>
public sealed class AccountReader : StoreReader<IosAccount, RecordQuery>
{
    private const string Table = "ZACCOUNT";

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Accounts",
        Places =
        [
            new StorePlace("HomeDomain", "Library/Accounts/Accounts3.sqlite"),
            new StorePlace("HomeDomain", "Library/Accounts/VerifiedBackup/Accounts3.sqlite"),
        ],
    };

    private protected override IEnumerable<IosAccount> ReadStore(
        RecordStore store, RecordQuery query, CancellationToken stop)
    {
        if (!store.Has(Table))
        {
            store.WarnUnknown();
            yield break;
        }

        RecordSelect select = store.Select(Table, "a", "Z_PK");
        select.Join("ZACCOUNTTYPE", "t", "Z_PK", "a", "ZACCOUNTTYPE");
        select.Join(Table, "p", "Z_PK", "a", "ZPARENTACCOUNT");
        int id = select.Column("a", "ZIDENTIFIER");
        int type = select.Column("t", "ZACCOUNTTYPEDESCRIPTION");
        int typeId = select.Column("t", "ZIDENTIFIER");
        int user = select.Column("a", "ZUSERNAME");
        int description = select.Column("a", "ZACCOUNTDESCRIPTION");
        int added = select.Column("a", "ZDATE");
        int parent = select.Column("p", "ZACCOUNTDESCRIPTION", "ZUSERNAME");
        int isActive = select.Column("a", "ZACTIVE");
        int owner = select.Column("a", "ZOWNINGBUNDLEID");
        select.WithinPeriod(select.Sql("a", "ZDATE"), query);
        select.OrderBy(select.Sql("a", "ZDATE"), query.NewestFirst);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            IosAccount account = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                AccountId = row.Text(id),
                Type = row.Text(type),
                TypeId = row.Text(typeId),
                UserName = row.Text(user),
                Description = row.Text(description),
                Added = row.CocoaTime(added),
                Parent = row.Text(parent),
                IsActive = row.Integer(isActive) != 0,
                OwnerId = row.Text(owner),
            };
            if (query.FitsText([account.UserName, account.Description, account.Type]))
            {
                yield return account;
            }
        }
    }
}
