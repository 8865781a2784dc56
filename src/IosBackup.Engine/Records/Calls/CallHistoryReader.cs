using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Calls;

/// <summary>Reads the call history of iOS 8 and later.</summary>
internal sealed class CallHistoryReader : StoreReader<IosCall, CallQuery>
{
    private const int FaceTimeVideo = 8;
    private const int FaceTimeAudio = 16;
    private const int Telephony = 1;
    private const int Rejected = 6;

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Phone calls",
        Places = [new("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata"),
            new("HomeDomain", "Library/CallHistoryDB/CallHistoryTemp.storedata")],
        IsInEncryptedBackupsOnly = true,
        HasMany = true,
    };

    private protected override DateTimeOffset? TimeOf(IosCall record) => record.Date;

    private protected override IEnumerable<IosCall> ReadStore(
        RecordStore store, CallQuery query, CancellationToken stop)
    {
        if (!store.Has("ZCALLRECORD"))
        {
            store.WarnUnknown();
            yield break;
        }

        ContactNames names = store.Source.Names(stop);
        RowTexts participants = ReadParticipants(store, stop);
        RecordSelect select = store.Select("ZCALLRECORD", "c", "Z_PK");
        int id = select.Column("c", "ZUNIQUE_ID");
        int date = select.Column("c", "ZDATE");
        int duration = select.Column("c", "ZDURATION");
        int address = select.Column("c", "ZADDRESS");
        int name = select.Column("c", "ZNAME");
        int originated = select.Column("c", "ZORIGINATED");
        int answered = select.Column("c", "ZANSWERED");
        int read = select.Column("c", "ZREAD");
        int type = select.Column("c", "ZCALLTYPE");
        int category = select.Column("c", "ZCALL_CATEGORY");
        int provider = select.Column("c", "ZSERVICE_PROVIDER");
        int country = select.Column("c", "ZISO_COUNTRY_CODE");
        int location = select.Column("c", "ZLOCATION");
        int cause = select.Column("c", "ZDISCONNECTED_CAUSE");
        int bytes = select.Column("c", "ZFACE_TIME_DATA");
        int junk = select.Column("c", "ZJUNKCONFIDENCE");
        select.WithinPeriod(select.Sql("c", "ZDATE"), query);
        select.OrderBy(select.Sql("c", "ZDATE"), query.NewestFirst);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            string? number = Address(row, address);
            TimeSpan length = row.Duration(duration) ?? TimeSpan.Zero;
            bool isOutgoing = row.Integer(originated) != 0;
            yield return new IosCall
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                CallId = row.Text(id),
                Date = row.CocoaTime(date),
                Duration = length,
                IsOutgoing = isOutgoing,
                Status = StatusOf(isOutgoing, row.Integer(answered) != 0, length, row.Integer(cause)),
                Kind = KindOf(row, type, provider),
                IsVideo = row.Integer(type) == FaceTimeVideo || row.Integer(category) == 2,
                Number = number,
                Name = names.Find(number) ?? (row.Text(name) is { Length: > 0 } known ? known : null),
                Participants = participants[row.Integer(RecordSelect.Key)] is { Count: > 0 } all ? all
                    : number is null ? [] : [number],
                Provider = row.Text(provider),
                CountryCode = row.Text(country),
                Location = row.Text(location),
                IsRead = row.Integer(read) != 0,
                IsJunk = row.Integer(junk) > 0,
                Bytes = row.NullableInteger(bytes),
            };
        }
    }

    private static IosCallStatus StatusOf(bool isOutgoing, bool isAnswered, TimeSpan length, long cause) =>
        isAnswered || length > TimeSpan.Zero ? IosCallStatus.Answered
        : isOutgoing ? IosCallStatus.Unanswered
        : cause == Rejected ? IosCallStatus.Rejected
        : IosCallStatus.Missed;

    private static IosCallKind KindOf(SqliteStatement row, int type, int provider) => row.Integer(type) switch
    {
        FaceTimeVideo => IosCallKind.FaceTimeVideo,
        FaceTimeAudio => IosCallKind.FaceTimeAudio,
        Telephony => IosCallKind.Phone,
        _ when row.IsNull(type) && row.IsNull(provider) => IosCallKind.Phone,
        _ => IosCallKind.App,
    };

    /// <summary>The address, which older versions keep as bytes.</summary>
    private static string? Address(SqliteStatement row, int column)
    {
        const int Blob = 4;
        string? text = row.Type(column) == Blob ? Encoding.UTF8.GetString(row.Blob(column)) : row.Text(column);
        return string.IsNullOrEmpty(text) ? null : text;
    }

    /// <summary>The handles of those who took part, by call. The names of the join count entities.</summary>
    private static RowTexts ReadParticipants(RecordStore store, CancellationToken stop)
    {
        RowTexts participants = new();
        string? table = store.Tables.FirstOrDefault(static name =>
            name.StartsWith("Z_", StringComparison.Ordinal)
            && name.EndsWith("REMOTEPARTICIPANTHANDLES", StringComparison.Ordinal));
        string? call = ColumnEndingWith(store, table, "REMOTEPARTICIPANTCALLS");
        string? handle = ColumnEndingWith(store, table, "REMOTEPARTICIPANTHANDLES");
        if (table is null || call is null || handle is null)
        {
            return participants;
        }

        RecordSelect select = store.Select(table, "j");
        select.Join("ZHANDLE", "h", "Z_PK", "j", handle);
        int owner = select.Column("j", call);
        int value = select.Column("h", "ZVALUE", "ZNORMALIZEDVALUE");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            if (row.Text(value) is { Length: > 0 } text)
            {
                participants.Add(row.Integer(owner), text);
            }
        }

        return participants;
    }

    private static string? ColumnEndingWith(RecordStore store, string? table, string ending) => table is null
        ? null
        : store.Columns(table).FirstOrDefault(name => name.EndsWith(ending, StringComparison.Ordinal));
}
