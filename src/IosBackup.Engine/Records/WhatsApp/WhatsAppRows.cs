using System.Collections.Generic;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>Makes messages of rows.</summary>
internal sealed class WhatsAppRows(
    RecordStore store, WhatsAppColumns columns, WhatsAppPeople people, WhatsAppChats chats, WhatsAppMedia media)
{
    private const int Place = 5;
    private const int EventType = 6;
    private const int Notice = 10;
    private const int TakenBack = 14;
    private const int Document = 8;

    private readonly bool _isBusiness = store.File.Domain == WhatsAppStores.BusinessDomain;

    public IosWhatsAppMessage Read(SqliteStatement row)
    {
        long type = row.Integer(columns.Type);
        bool isFromMe = row.Integer(columns.IsFromMe) != 0;
        WhatsAppChat? chat = chats.Chat(row.Integer(columns.Chat));
        WhatsAppMember? member = row.IsNull(columns.Member) ? null : chats.Member(row.Integer(columns.Member));
        string? from = isFromMe ? null : member?.Jid ?? row.Text(columns.From);
        (string? quoted, long? forwards) = media.Metadata(row);
        IReadOnlyList<IosAttachment> files = media.Files(row);
        IosChatEvent what = type switch
        {
            EventType => EventOf(row.Integer(columns.GroupEvent)),
            Notice => IosChatEvent.Other,
            _ => IosChatEvent.None,
        };
        string? text = row.Text(columns.Text);
        return new IosWhatsAppMessage
        {
            Backup = store.Source.Backup.FolderPath,
            FileId = store.File.FileId,
            RowId = row.Integer(RecordSelect.Key),
            Guid = row.Text(columns.Stanza),
            Date = row.CocoaTime(columns.Date),
            Chat = chat?.Name ?? people.Name(from) ?? people.Number(from),
            ChatId = chat?.Jid,
            IsGroup = chat?.IsGroup ?? false,
            Participants = chat?.Participants ?? [],
            Service = "WhatsApp",
            IsFromMe = isFromMe,
            Sender = people.Number(from),
            SenderName = isFromMe ? null : people.Name(from) ?? member?.Name ?? PushName(row),
            TypeCode = type,
            Kind = KindOf(type),
            Text = what != IosChatEvent.None ? "" : text ?? Caption(row, type) ?? "",
            Event = what,
            EventSubject = what == IosChatEvent.None ? null : text,
            IsRead = !isFromMe,
            IsUnsent = type == TakenBack,
            ReplyTo = quoted,
            LinkUrl = row.Text(columns.LinkUrl),
            LinkTitle = row.Text(columns.LinkTitle),
            Attachments = files,
            IsBusiness = _isBusiness,
            IsStarred = row.Integer(columns.Starred) != 0,
            Latitude = type == Place ? row.NullableReal(columns.Latitude) : null,
            Longitude = type == Place ? row.NullableReal(columns.Longitude) : null,
            ContactCards = media.Cards(row),
            ForwardCount = forwards,
        };
    }

    /// <summary>What stands below a picture, or names a place or card.</summary>
    private string? Caption(SqliteStatement row, long type) => type == Document
        ? null
        : row.Text(columns.MediaTitle) ?? row.Text(columns.CardName);

    /// <summary>The name that senders give themselves; newer versions keep it encoded, which no name is.</summary>
    private string? PushName(SqliteStatement row) =>
        row.Text(columns.PushName) is { Length: > 0 and < 100 } name
        && name[name.Length - 1] != '=' ? name : null;

    private static IosMessageKind KindOf(long type) => type switch
    {
        0 or TakenBack => IosMessageKind.Text,
        1 or 2 or Document or 11 or 38 or 39 => IosMessageKind.Media,
        3 => IosMessageKind.Audio,
        4 => IosMessageKind.Contact,
        Place => IosMessageKind.Location,
        EventType or Notice => IosMessageKind.Event,
        7 => IosMessageKind.Link,
        59 => IosMessageKind.Call,
        15 => IosMessageKind.Sticker,
        46 => IosMessageKind.Poll,
        _ => IosMessageKind.Other,
    };

    private static IosChatEvent EventOf(long code) => code switch
    {
        1 => IosChatEvent.Renamed,
        2 => IosChatEvent.MemberAdded,
        3 => IosChatEvent.MemberLeft,
        4 => IosChatEvent.PhotoChanged,
        7 => IosChatEvent.MemberRemoved,
        12 => IosChatEvent.Created,
        _ => IosChatEvent.Other,
    };
}
