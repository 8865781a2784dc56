using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Messages;

/// <summary>Reads the messages of the Messages app. Reactions are given with the messages they are about.</summary>
public sealed class MessageReader : StoreReader<IosMessage, ChatQuery>
{
    /// <summary>Times above are nanoseconds, those below are seconds, as before iOS 11.</summary>
    private const long LeastNanoseconds = 1_000_000_000_000;

    private protected override StoreDefinition Store => MessageStore.Definition;

    private protected override IEnumerable<IosMessage> ReadStore(
        RecordStore store, ChatQuery query, CancellationToken stop)
    {
        if (!store.Has("message"))
        {
            store.WarnUnknown();
            yield break;
        }

        MessageChats chats = new(store, stop);
        using MessageReactions reactions = new(store, chats, stop);
        using MessageAttachments attachments = new(store, stop);
        MessageColumns columns = new(store);
        MessageRows rows = new(store, columns, chats, reactions, attachments);
        AddConditions(store, columns.Select, chats, query);
        bool isUndecoded = false;
        foreach (SqliteStatement row in columns.Select.Rows(stop))
        {
            IosMessage message = rows.Read(row);
            isUndecoded |= message.IsUndecoded;
            if (query.FitsText(message.Text, message.Subject, message.LinkTitle, message.LinkUrl)
                || message.Attachments.Any(attachment => query.FitsText(attachment.Name, attachment.Transcript)))
            {
                yield return message;
            }
        }

        if (isUndecoded)
        {
            store.Source.Warn(RecordWarningKind.ContentUnreadable, Store.Name);
        }

        if (attachments.Missing > 0)
        {
            store.Source.Warn(RecordWarningKind.FilesMissing, Store.Name, attachments.Missing);
        }
    }

    private static void AddConditions(RecordStore store, RecordSelect select, MessageChats chats, ChatQuery query)
    {
        string type = select.Sql("m", "associated_message_type");
        if (type != "NULL")
        {
            select.Where(
                $"{type} IS NULL OR {type} < {MessageReactions.First} OR {type} >= {MessageReactions.Limit}");
        }

        string date = select.Sql("m", "date");
        if (query.Since is DateTimeOffset since)
        {
            select.Where(
                $"{date} >= ? OR ({date} < {LeastNanoseconds} AND {date} >= ?)",
                Math.Max(AppleTime.ToCocoaNanoseconds(since), LeastNanoseconds),
                Math.Max(AppleTime.ToCocoa(since), 1));
        }

        if (query.Until is DateTimeOffset until)
        {
            select.Where(
                $"({date} >= {LeastNanoseconds} AND {date} < ?) OR ({date} BETWEEN 1 AND {LeastNanoseconds} "
                + $"AND {date} < ?)",
                AppleTime.ToCocoaNanoseconds(until),
                AppleTime.ToCocoa(until));
        }

        if (query.Chats.Count > 0 || query.Contacts.Count > 0)
        {
            select.Where(InChats(store, chats, query));
        }

        select.OrderBy(date, query.NewestFirst);
    }

    private static string InChats(RecordStore store, MessageChats chats, ChatQuery query)
    {
        List<string> conditions = ["0"];
        List<string> joins = [.. ((string[])["chat_message_join", "chat_recoverable_message_join"])
            .Where(table => store.Has(table, "chat_id"))];
        if (Join(chats.Find(query)) is { Length: > 0 } rows)
        {
            conditions.AddRange(joins.Select(table =>
                $"m.ROWID IN (SELECT message_id FROM {table} WHERE chat_id IN ({rows}))"));
        }

        if (store.Has("message", "handle_id") && Join(chats.FindHandles(query)) is { Length: > 0 } handles)
        {
            // A message that has lost its conversation goes by its sender, as it is shown.
            conditions.Add(string.Join(" AND ", (string[])[$"m.handle_id IN ({handles})", .. query.Chats.Count == 0
                ? [] : joins.Select(static table => $"m.ROWID NOT IN (SELECT message_id FROM {table})")]));
        }

        return string.Join(" OR ", conditions);
    }

    private static string Join(IReadOnlyList<long> rows) =>
        string.Join(",", rows.Select(static row => row.ToString(CultureInfo.InvariantCulture)));
}
