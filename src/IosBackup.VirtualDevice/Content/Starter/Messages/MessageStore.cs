using System;
using System.Collections.Generic;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>Writes handles, chats, messages and attachments with the columns that go together.</summary>
internal sealed class MessageStore : IDisposable
{
    private const int DirectStyle = 45;
    private const int GroupStyle = 43;
    private const int LowestReaction = 2000;
    private const int LimitOfReactions = 4000;

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly StoreBuilder _store = new(MessageSchema.Tables);
    private readonly string _account;
    private readonly string _accountGuid;

    public MessageStore(Story story)
    {
        _story = story;
        _random = story.Random("messages/store");
        _account = "P:" + story.Cast.Owner.Phone;
        _accountGuid = _random.Guid();
        SetProperty("_ClientVersion", "18026");
        SetProperty("counter_in_all", "0");
        SetProperty("counter_out_all", "0");
    }

    /// <summary>How many messages there are.</summary>
    public long Count => _store.Count("message");

    public StarterRandom Identifiers => _random;

    /// <summary>Adds an address with which messages are exchanged.</summary>
    public long AddHandle(string id, string service, string country = "gb", string? personId = null) =>
        _store.Insert("handle", new StoreRow
        {
            ["id"] = id.Replace(" ", ""),
            ["country"] = country,
            ["service"] = service,
            ["uncanonicalized_id"] = id,
            ["person_centric_id"] = personId,
        });

    /// <summary>Adds a conversation with one other.</summary>
    public Conversation AddChat(string handleId, long handle, string service, Action<StoreRow>? more = null) =>
        AddChat(handleId.Replace(" ", ""), [handle], service, isGroup: false, null, more);

    /// <summary>Adds a group.</summary>
    public Conversation AddGroup(string? name, IReadOnlyList<long> handles, string service) =>
        AddChat("chat" + Digits(18), handles, service, isGroup: true, name, null);

    /// <summary>Adds a message and returns its identifier.</summary>
    public string Add(PlannedMessage message)
    {
        string guid = message.Guid ?? _random.Guid();
        byte[]? body = message.WithoutBody || (message.Body is null && message.Text.Length == 0)
            ? null
            : message.Body ?? AttributedText.Plain(message.Text);
        bool isMine = message.Sender is null;
        long date = message.IsDateless ? 0 : PhoneTime.CocoaNanoseconds(message.Date);
        StoreRow row = new();
        message.More?.Invoke(row);
        row.SetDefault("guid", guid);
        row.SetDefault("text", message.InTextColumn || message.WithoutBody ? message.Text : SqlValue.Null);
        row.SetDefault("handle_id", message.Sender ?? 0);
        row.SetDefault("attributedBody", body);
        row.SetDefault("version", 10L);
        row.SetDefault("service", message.Conversation?.Service ?? "iMessage");
        row.SetDefault("account", _account);
        row.SetDefault("account_guid", _accountGuid);
        row.SetDefault("date", date);
        row.SetDefault("date_read", isMine || message.IsDateless ? 0L : date + 40_000_000_000);
        row.SetDefault("date_delivered", isMine && !message.IsDateless ? date + 1_000_000_000 : 0L);
        row.SetDefault("is_delivered", true);
        row.SetDefault("is_finished", true);
        row.SetDefault("is_from_me", isMine);
        row.SetDefault("is_read", true);
        row.SetDefault("is_sent", isMine);
        row.SetDefault("cache_has_attachments", message.Attachments.Count > 0);
        row.SetDefault("cache_roomnames", message.Conversation?.RoomName);
        row.SetDefault("destination_caller_id", _story.Cast.Owner.Phone);
        row.SetDefault("part_count", 1L);
        long id = _store.Insert("message", row);
        Join(message, id, date);
        foreach (PlannedAttachment attachment in message.Attachments)
        {
            AddAttachment(attachment, message, id);
        }

        return guid;
    }

    /// <summary>Adds a reaction, or takes one back.</summary>
    public void React(
        Conversation chat, long? sender, DateTimeOffset date, string target, int type, string? emoji = null)
    {
        if (type is < LowestReaction or >= LimitOfReactions)
        {
            throw new ArgumentOutOfRangeException(nameof(type));
        }

        string guid = Add(new PlannedMessage
        {
            Conversation = chat,
            Sender = sender,
            Date = date,
            Text = type < 3000 ? "Reacted to a message" : "Removed a reaction",
            InTextColumn = true,
            More = row =>
            {
                row["associated_message_guid"] = target;
                row["associated_message_type"] = (long)type;
                row["associated_message_range_length"] = 1L;
                row["associated_message_emoji"] = emoji;
            },
        });
        _story.Truth.Add(StarterKind.Reaction, guid, target, date);
    }

    /// <summary>Adds a message that users see as one.</summary>
    public string Say(PlannedMessage message)
    {
        string guid = Add(message);
        _story.Truth.Add(
            StarterKind.Message, guid, message.Text, message.IsDateless ? null : message.Date);
        if (message.Deleted is not null)
        {
            _story.Truth.Add(StarterKind.RecentlyDeletedMessage, guid, message.Text, message.Date);
        }

        return guid;
    }

    /// <summary>Marks a message of which no more than the mark of its deletion is left.</summary>
    public void AddDeleted(string guid) =>
        _store.Insert("deleted_messages", new StoreRow { ["guid"] = guid });

    /// <summary>Adds a gap to the rows, as deleting leaves them.</summary>
    public void SkipRows(int count)
    {
        long last = _store.QueryInteger("SELECT MAX(ROWID) FROM message")!.Value;
        _store.Execute(FormattableString.Invariant(
            $"UPDATE sqlite_sequence SET seq = {last + count} WHERE name = 'message'"));
    }

    public byte[] ToImage()
    {
        _store.Execute(MessageSchema.Indexes);
        return _store.ToImage();
    }

    public void Dispose() => _store.Dispose();

    private Conversation AddChat(
        string identifier, IReadOnlyList<long> handles, string service, bool isGroup, string? name,
        Action<StoreRow>? more)
    {
        string guid = $"{service};{(isGroup ? '+' : '-')};{identifier}";
        StoreRow row = new();
        more?.Invoke(row);
        row.SetDefault("guid", guid);
        row.SetDefault("style", isGroup ? GroupStyle : DirectStyle);
        row.SetDefault("state", 3L);
        row.SetDefault("account_id", _accountGuid);
        row.SetDefault("properties", PropertyList.ToBinary(new PlistDictionary
        {
            ["EnableReadReceiptForChat"] = true,
            ["shouldForceToSMS"] = service == "SMS",
            ["lastSeenMessageGuid"] = _random.Guid(),
        }));
        row.SetDefault("chat_identifier", identifier);
        row.SetDefault("service_name", service);
        row.SetDefault("room_name", isGroup ? identifier : null);
        row.SetDefault("account_login", _account);
        row.SetDefault("last_addressed_handle", _story.Cast.Owner.Phone);
        row.SetDefault("display_name", name ?? "");
        row.SetDefault("group_id", _random.Guid());
        long id = _store.Insert("chat", row);
        foreach (long handle in handles)
        {
            _store.Insert("chat_handle_join", new StoreRow { ["chat_id"] = id, ["handle_id"] = handle });
        }

        _story.Truth.Add(StarterKind.Conversation, guid, name ?? identifier);
        return new Conversation(id, service, isGroup ? identifier : null);
    }

    private void Join(PlannedMessage message, long id, long date)
    {
        if (message.Conversation is not Conversation chat)
        {
            return;
        }

        if (message.Deleted is DateTimeOffset deleted)
        {
            _store.Insert("chat_recoverable_message_join", new StoreRow
            {
                ["chat_id"] = chat.Row,
                ["message_id"] = id,
                ["delete_date"] = PhoneTime.CocoaNanoseconds(deleted),
            });
            return;
        }

        _store.Insert("chat_message_join", new StoreRow
        {
            ["chat_id"] = chat.Row,
            ["message_id"] = id,
            ["message_date"] = date,
        });
    }

    private void AddAttachment(PlannedAttachment attachment, PlannedMessage message, long messageId)
    {
        const int Transferred = 5;
        int bucket = _random.Next(256);
        string path = FormattableString.Invariant(
            $"Library/SMS/Attachments/{bucket:x2}/{bucket % 16:D2}/{attachment.Guid}/{attachment.Name}");
        long id = _store.Insert("attachment", new StoreRow
        {
            ["guid"] = attachment.Guid,
            ["created_date"] = (long)PhoneTime.Cocoa(message.Date),
            ["start_date"] = (long)PhoneTime.Cocoa(message.Date),
            ["filename"] = attachment.ElsewherePath
                ?? (attachment.Content is null && attachment.Folder is null && attachment.StatedSize is null
                    ? null
                    : "~/" + path),
            ["uti"] = attachment.Type,
            ["mime_type"] = attachment.MimeType,
            ["transfer_state"] = (long)Transferred,
            ["is_outgoing"] = message.Sender is null,
            ["transfer_name"] = attachment.Name,
            ["total_bytes"] = attachment.StatedSize ?? attachment.Content?.Length ?? 0,
            ["is_sticker"] = attachment.IsSticker,
            ["hide_attachment"] = attachment.IsHidden,
            ["original_guid"] = attachment.Guid,
        });
        _store.Insert("message_attachment_join", new StoreRow
        {
            ["message_id"] = messageId,
            ["attachment_id"] = id,
        });
        AddFiles(attachment, path, message.Date);
        _story.Truth.Add(StarterKind.MessageAttachment, attachment.Guid, path, message.Date);
    }

    private void AddFiles(PlannedAttachment attachment, string path, DateTimeOffset date)
    {
        if (attachment.Content is byte[] content)
        {
            _story.Files.Add("MediaDomain", path, content, date);
        }

        foreach (KeyValuePair<string, byte[]> file in attachment.Folder ?? new Dictionary<string, byte[]>())
        {
            _story.Files.Add("MediaDomain", path + "/" + file.Key, file.Value, date);
        }
    }

    private void SetProperty(string key, string value) => _store.Insert(
        "_SqliteDatabaseProperties", new StoreRow { ["key"] = key, ["value"] = value });

    private string Digits(int count)
    {
        char[] digits = new char[count];
        for (int i = 0; i < count; i++)
        {
            digits[i] = (char)('0' + _random.Next(i == 0 ? 1 : 0, 10));
        }

        return new string(digits);
    }
}
