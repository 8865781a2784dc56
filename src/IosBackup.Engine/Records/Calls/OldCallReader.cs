using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Calls;

/// <summary>Reads the call history of iOS 7 and earlier.</summary>
internal sealed class OldCallReader : StoreReader<IosCall, CallQuery>
{
    private const int OutgoingFlag = 1;
    private const int FaceTimeFlag = 16;

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Phone calls",
        Places = [new("WirelessDomain", "Library/CallHistory/call_history.db")],
    };

    private protected override IEnumerable<IosCall> ReadStore(
        RecordStore store, CallQuery query, CancellationToken stop)
    {
        if (!store.Has("call"))
        {
            store.WarnUnknown();
            yield break;
        }

        ContactNames names = store.Source.Names(stop);
        RecordSelect select = store.Select("call", "c");
        int address = select.Column("c", "address");
        int date = select.Column("c", "date");
        int duration = select.Column("c", "duration");
        int flags = select.Column("c", "flags");
        int name = select.Column("c", "name");
        int read = select.Column("c", "read");
        select.OrderBy(select.Sql("c", "date"), query.NewestFirst);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            string? number = row.Text(address) is { Length: > 0 } text ? text : null;
            TimeSpan length = row.Duration(duration) ?? TimeSpan.Zero;
            bool isOutgoing = (row.Integer(flags) & OutgoingFlag) != 0;
            DateTimeOffset? time = row.UnixTime(date);
            if (!query.FitsTime(time))
            {
                continue;
            }

            yield return new IosCall
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                Date = time,
                Duration = length,
                IsOutgoing = isOutgoing,
                Status = length > TimeSpan.Zero ? IosCallStatus.Answered
                    : isOutgoing ? IosCallStatus.Unanswered : IosCallStatus.Missed,
                Kind = (row.Integer(flags) & FaceTimeFlag) != 0 ? IosCallKind.FaceTimeVideo : IosCallKind.Phone,
                IsVideo = (row.Integer(flags) & FaceTimeFlag) != 0,
                Number = number,
                Name = names.Find(number) ?? (row.Text(name) is { Length: > 0 } known ? known : null),
                Participants = number is null ? [] : [number],
                IsRead = row.Integer(read) != 0,
            };
        }
    }
}
