using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>Reads the messages of WhatsApp and WhatsApp Business.</summary>
public sealed class WhatsAppReader : StoreReader<IosWhatsAppMessage, ChatQuery>
{
    private protected override StoreDefinition Store => WhatsAppStores.Chats;

    private protected override DateTimeOffset? TimeOf(IosWhatsAppMessage record) => record.Date;

    private protected override IEnumerable<IosWhatsAppMessage> ReadStore(
        RecordStore store, ChatQuery query, CancellationToken stop)
    {
        if (!store.Has("ZWAMESSAGE"))
        {
            store.WarnUnknown();
            yield break;
        }

        WhatsAppPeople people = new(store, stop);
        WhatsAppChats chats = new(store, people, stop);
        WhatsAppColumns columns = new(store);
        WhatsAppMedia media = new(store, columns);
        WhatsAppRows rows = new(store, columns, people, chats, media);
        string date = columns.Select.Sql("m", "ZMESSAGEDATE");
        columns.Select.WithinPeriod(date, query);
        if (query.Chats.Count > 0 || query.Contacts.Count > 0)
        {
            string found = string.Join(
                ",", chats.Find(query, people).Select(static row => row.ToString(CultureInfo.InvariantCulture)));
            columns.Select.Where($"{columns.Select.Sql("m", "ZCHATSESSION")} IN ({found})");
        }

        columns.Select.OrderBy(date, query.NewestFirst);
        foreach (SqliteStatement row in columns.Select.Rows(stop))
        {
            IosWhatsAppMessage message = rows.Read(row);
            if (query.FitsText(message.Text, message.LinkTitle, message.LinkUrl)
                || message.Attachments.Any(attachment => query.FitsText(attachment.Name)))
            {
                yield return message;
            }
        }

        if (media.Missing > 0)
        {
            store.Source.Warn(RecordWarningKind.FilesMissing, Store.Name, media.Missing);
        }
    }
}
