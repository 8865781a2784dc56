using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Messages;

/// <summary>Makes messages of rows.</summary>
internal sealed class MessageRows(
    RecordStore store,
    MessageColumns columns,
    MessageChats chats,
    MessageReactions reactions,
    MessageAttachments attachments)
{
    private const int StickerOnMessage = 1000;
    private const int Vote = 4000;
    private const string LinkBalloon = "com.apple.messages.URLBalloonProvider";

    private readonly string _backup = store.Source.Backup.FolderPath;
    private readonly string _fileId = store.File.FileId;

    public IosMessage Read(SqliteStatement row)
    {
        long id = row.Integer(RecordSelect.Key);
        string? guid = row.Text(columns.Guid);
        bool isFromMe = row.Integer(columns.IsFromMe) != 0;
        MessageHandle? sender = isFromMe ? null : chats.Handle(row.Integer(columns.Handle));
        MessageConversation? chat = row.IsNull(columns.Chat) ? null : chats.Chat(row.Integer(columns.Chat));
        MessageBody body = MessageBody.Read(row.Text(columns.Text), row.Blob(columns.Body));
        MessagePayload? payload = MessagePayload.Read(row.Blob(columns.Payload));
        IReadOnlyList<IosAttachment> files = attachments.Of(id, body.Transcripts);
        (IosChatEvent what, string? subject) = ReadEvent(row);
        IosMessage message = new()
        {
            Backup = _backup,
            FileId = _fileId,
            RowId = id,
            Guid = guid,
            Date = row.CocoaTime(columns.Date),
            Delivered = row.CocoaTime(columns.DateDelivered),
            Read = row.CocoaTime(columns.DateRead),
            Chat = chat?.Name ?? sender?.Name ?? sender?.Id,
            ChatId = chat?.Id,
            IsGroup = chat?.IsGroup ?? false,
            Participants = chat?.Participants ?? (sender is null ? [] : [sender.Id]),
            Service = row.Text(columns.Service),
            Account = row.Text(columns.Account),
            IsFromMe = isFromMe,
            Sender = sender?.Id,
            SenderName = sender?.Name,
            Kind = KindOf(row, what, files),
            Text = body.Text,
            Subject = row.Text(columns.Subject) is { Length: > 0 } line ? line : null,
            Event = what,
            EventSubject = subject,
            IsRead = row.Integer(columns.IsRead) != 0 && !isFromMe,
            IsFailed = isFromMe && row.Integer(columns.Error) != 0 && row.Integer(columns.IsSent) == 0,
            IsScheduled = row.Integer(columns.ScheduleType) != 0 && row.Integer(columns.ScheduleState) is 1 or 2,
            IsJunk = row.Integer(columns.IsSpam) != 0,
            IsDeleted = !row.IsNull(columns.DateDeleted),
            Deleted = row.CocoaTime(columns.DateDeleted),
            ReplyTo = ReplyTo(row),
            ReplyToPart = ReplyToPart(row),
            Effect = MessageEffect.NameOf(row.Text(columns.Effect)),
            App = row.Text(columns.Balloon),
            LinkUrl = payload?.Url ?? body.Link,
            LinkTitle = payload?.Title,
            Mentions = body.Mentions ?? (IReadOnlyList<string>)[],
            Attachments = files,
            Reactions = reactions.To(guid),
            IsUndecoded = body.IsUndecoded,
        };
        return row.Integer(columns.DateEdited) != 0 || row.Integer(columns.DateRetracted) != 0
            ? WithEdits(message, body, row)
            : message;
    }

    private IosMessage WithEdits(IosMessage message, MessageBody body, SqliteStatement row)
    {
        DateTimeOffset? edited = row.CocoaTime(columns.DateEdited) ?? row.CocoaTime(columns.DateRetracted);
        if (MessageEdits.Read(row.Blob(columns.Summary)) is not MessageEdits edits)
        {
            return message with { IsEdited = true, Edited = edited };
        }

        return message with
        {
            Text = edits.Compose(body.ByPart()),
            IsEdited = edits.Current.Count > 0,
            Edited = edited,
            History = edits.History,
            UnsentParts = [.. edits.Unsent],
            IsUnsent = edits.Unsent.Count > 0 && edits.Parts.All(edits.Unsent.Contains),
            IsUndecoded = message.IsUndecoded && edits.Parts.Count == 0,
        };
    }

    private (IosChatEvent What, string? Subject) ReadEvent(SqliteStatement row)
    {
        long action = row.Integer(columns.GroupAction);
        switch (row.Integer(columns.ItemType))
        {
            case 0:
                return (IosChatEvent.None, null);
            case 1:
                long other = row.Integer(columns.OtherHandle);
                MessageHandle? member = chats.Handle(other);
                bool isSame = other == row.Integer(columns.Handle);
                return (
                    action != 0 ? IosChatEvent.MemberRemoved
                    : isSame ? IosChatEvent.NumberChanged : IosChatEvent.MemberAdded,
                    member?.Name ?? member?.Id);
            case 2:
                return (IosChatEvent.Renamed, row.Text(columns.GroupTitle));
            case 3:
                return (action switch
                {
                    0 => IosChatEvent.MemberLeft,
                    1 => IosChatEvent.PhotoChanged,
                    2 => IosChatEvent.PhotoRemoved,
                    4 => IosChatEvent.BackgroundChanged,
                    6 => IosChatEvent.BackgroundRemoved,
                    _ => IosChatEvent.Other,
                }, null);
            case 4:
                bool stopped = row.Integer(columns.ShareStatus) != 0;
                return (stopped ? IosChatEvent.LocationStopped : IosChatEvent.LocationShared, null);
            case 5:
                return (IosChatEvent.AudioKept, null);
            case 6:
                return (IosChatEvent.SharePlay, null);
            default:
                return (IosChatEvent.Other, null);
        }
    }

    private IosMessageKind KindOf(SqliteStatement row, IosChatEvent what, IReadOnlyList<IosAttachment> files)
    {
        if (what != IosChatEvent.None)
        {
            return IosMessageKind.Event;
        }

        long type = row.Integer(columns.AssociatedType);
        string? balloon = row.Text(columns.Balloon);
        return type == StickerOnMessage ? IosMessageKind.Sticker
            : type == Vote || balloon?.EndsWith("Polls", StringComparison.Ordinal) == true ? IosMessageKind.Poll
            : balloon == LinkBalloon ? IosMessageKind.Link
            : !string.IsNullOrEmpty(balloon) ? IosMessageKind.App
            : row.Integer(columns.IsAudio) != 0 ? IosMessageKind.Audio
            : files.Count == 0 || files.All(static file => file.IsHidden) ? IosMessageKind.Text
            : files.All(static file => file.IsSticker) ? IosMessageKind.Sticker
            : IosMessageKind.Media;
    }

    private string? ReplyTo(SqliteStatement row) =>
        row.Text(columns.Thread) is { Length: > 0 } thread ? thread
        : row.Integer(columns.AssociatedType) >= StickerOnMessage && row.Text(columns.Associated) is string target
            ? MessageReactions.Target(target).Guid
        : null;

    /// <summary>The first number of "part:start:length".</summary>
    private int? ReplyToPart(SqliteStatement row) =>
        row.Text(columns.ThreadPart) is { Length: > 0 } text
        && int.TryParse(text.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out int part)
            ? part
            : null;
}
