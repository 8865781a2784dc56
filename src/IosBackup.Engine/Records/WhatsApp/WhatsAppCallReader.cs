using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.Calls;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>Reads the calls of WhatsApp.</summary>
internal sealed class WhatsAppCallReader : StoreReader<IosCall, CallQuery>
{
    private const int Missed = 1;
    private const int Failed = 2;
    private const int Rejected = 4;

    private protected override StoreDefinition Store => WhatsAppStores.Calls;

    private protected override DateTimeOffset? TimeOf(IosCall record) => record.Date;

    private protected override IEnumerable<IosCall> ReadStore(
        RecordStore store, CallQuery query, CancellationToken stop)
    {
        if (!store.Has("ZWACDCALLEVENT"))
        {
            store.WarnUnknown();
            yield break;
        }

        WhatsAppPeople people = new(store, stop);
        RowTexts participants = ReadParticipants(store, stop);
        RecordSelect select = store.Select("ZWACDCALLEVENT", "c", "Z_PK");
        if (NumberedColumn(store, "ZWACDCALLEVENT", "CALLEVENTS") is string group)
        {
            select.Join("ZWAAGGREGATECALLEVENT", "g", "Z_PK", "c", group);
        }

        int id = select.Column("c", "ZCALLIDSTRING");
        int date = select.Column("c", "ZDATE");
        int duration = select.Column("c", "ZDURATION");
        int outcome = select.Column("c", "ZOUTCOME");
        int received = select.Column("c", "ZBYTESRECEIVED");
        int sent = select.Column("c", "ZBYTESSENT");
        int video = select.Column("g", "ZVIDEO");
        int incoming = select.Column("g", "ZINCOMING");
        select.WithinPeriod(select.Sql("c", "ZDATE"), query);
        select.OrderBy(select.Sql("c", "ZDATE"), query.NewestFirst);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            IReadOnlyList<string> others = participants[row.Integer(RecordSelect.Key)];
            string? jid = others.Count > 0 ? others[0] : null;
            bool isOutgoing = !row.IsNull(incoming) && row.Integer(incoming) == 0;
            yield return new IosCall
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                CallId = row.Text(id),
                Date = row.CocoaTime(date),
                Duration = row.Duration(duration) ?? TimeSpan.Zero,
                IsOutgoing = isOutgoing,
                Status = StatusOf(row.Integer(outcome), isOutgoing),
                Kind = IosCallKind.App,
                IsVideo = row.Integer(video) != 0,
                Number = people.Number(jid),
                Name = people.Name(jid),
                Participants = [.. others.Select(people.Number).OfType<string>()],
                Provider = "net.whatsapp.WhatsApp",
                IsRead = true,
                Bytes = row.NullableInteger(received) + row.NullableInteger(sent),
            };
        }
    }

    private static IosCallStatus StatusOf(long outcome, bool isOutgoing) => outcome switch
    {
        0 => IosCallStatus.Answered,
        Missed => isOutgoing ? IosCallStatus.Unanswered : IosCallStatus.Missed,
        Failed => IosCallStatus.Failed,
        Rejected => IosCallStatus.Rejected,
        _ => isOutgoing ? IosCallStatus.Unanswered : IosCallStatus.Missed,
    };

    private static RowTexts ReadParticipants(RecordStore store, CancellationToken stop)
    {
        RowTexts participants = new();
        const string Table = "ZWACDCALLEVENTPARTICIPANT";
        if (NumberedColumn(store, Table, "PARTICIPANTS") is not string call)
        {
            return participants;
        }

        RecordSelect select = store.Select(Table, "p", "Z_PK");
        int owner = select.Column("p", call);
        int jid = select.Column("p", "ZJIDSTRING");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            if (row.Text(jid) is { Length: > 0 } text)
            {
                participants.Add(row.Integer(owner), text);
            }
        }

        return participants;
    }

    /// <summary>A column whose name holds the number of an entity, which differs between versions.</summary>
    private static string? NumberedColumn(RecordStore store, string table, string ending) =>
        store.Columns(table).FirstOrDefault(name =>
            name.EndsWith(ending, StringComparison.Ordinal)
            && name[0] == 'Z'
            && !name.StartsWith("Z_FOK", StringComparison.Ordinal)
            && name.Substring(1, name.Length - 1 - ending.Length).TrimStart('_').All(char.IsDigit));
}
