using System;
using System.Collections.Generic;
using System.Globalization;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.WhatsApp;

/// <summary>Writes WhatsApp's chats with their media.</summary>
internal sealed class WhatsAppStore : IDisposable
{
    public const string Domain = "AppDomainGroup-group.net.whatsapp.WhatsApp.shared";

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly CoreDataStore _store;
    private int _sort;

    public WhatsAppStore(Story story)
    {
        _story = story;
        _random = story.Random("whatsapp");
        _store = new CoreDataStore(_random.Guid(), WhatsAppModel.Chats);
    }

    public int Count { get; private set; }

    /// <summary>The identifier of the owner.</summary>
    public string Me => _story.Cast.Owner.Jid;

    /// <summary>Adds a chat with one other.</summary>
    public WhatsAppChat AddChat(
        string key, string? jid = null, int type = 0, bool isRemoved = false, bool isArchived = false)
    {
        Person person = _story.Cast[key];
        WhatsAppChat chat = AddSession(jid ?? person.Jid, person.FullName, type, new Dictionary<string, long>(), row =>
            (row["ZREMOVED"], row["ZARCHIVED"]) = (isRemoved, isArchived));
        _store.Insert("WAProfilePushName", new StoreRow { ["ZJID"] = chat.Jid, ["ZPUSHNAME"] = "~" + person.First });
        return chat;
    }

    /// <summary>Adds a group.</summary>
    public WhatsAppChat AddGroup(string name, string jid, DateTimeOffset created, params string[] members)
    {
        const int GroupType = 1;
        Dictionary<string, long> rows = new(StringComparer.Ordinal);
        WhatsAppChat chat = AddSession(jid, name, GroupType, rows, static _ => { });
        foreach (string key in members)
        {
            Person person = _story.Cast[key];
            rows[key] = _store.Insert("WAGroupMember", new StoreRow
            {
                ["ZISACTIVE"] = true,
                ["ZISADMIN"] = rows.Count == 0,
                ["ZCHATSESSION"] = chat.Row,
                ["ZCONTACTNAME"] = person.FullName,
                ["ZFIRSTNAME"] = person.First,
                ["ZMEMBERJID"] = person.Jid,
            });
        }

        long info = _store.Insert("WAGroupInfo", new StoreRow
        {
            ["ZCHATSESSION"] = chat.Row,
            ["ZCREATIONDATE"] = PhoneTime.Cocoa(created),
            ["ZSUBJECTTIMESTAMP"] = PhoneTime.Cocoa(created),
            ["ZCREATORJID"] = _story.Cast[members[0]].Jid,
            ["ZOWNERJID"] = _story.Cast[members[0]].Jid,
            ["ZPICTUREPATH"] = "Media/Profile/" + jid.Split('@')[0] + "-1700000000",
        });
        Update("ZWACHATSESSION", "ZGROUPINFO", info, chat.Row);
        return chat;
    }

    /// <summary>Adds a message and returns its stanza identifier.</summary>
    public string Add(PlannedChatMessage message)
    {
        const int Delivered = 8;
        const int Read = 6;
        string stanza = "3A" + _random.Hex(18);
        bool isMine = message.Sender is null;
        long date = (long)PhoneTime.Cocoa(message.Date);
        StoreRow row = new();
        message.More?.Invoke(row);
        row.SetDefault("ZDATAITEMVERSION", 3L);
        row.SetDefault("ZFLAGS", 16777216L);
        row.SetDefault("ZGROUPEVENTTYPE", 0L);
        row.SetDefault("ZISFROMME", isMine);
        row.SetDefault("ZMESSAGEERRORSTATUS", 0L);
        row.SetDefault("ZMESSAGESTATUS", (long)(isMine ? Delivered : Read));
        row.SetDefault("ZMESSAGETYPE", (long)message.Type);
        row.SetDefault("ZSORT", (long)++_sort);
        row.SetDefault("ZSPOTLIGHTSTATUS", -32768L);
        row.SetDefault("ZSTARRED", message.IsStarred);
        row.SetDefault("ZCHATSESSION", message.Chat.Row);
        row.SetDefault(
            "ZGROUPMEMBER", message.Chat.IsGroup && !isMine ? message.Chat.Members[message.Sender!] : SqlValue.Null);
        row.SetDefault("ZMESSAGEDATE", (double)date);
        row.SetDefault("ZSENTDATE", (double)date - 1);
        row.SetDefault("ZFROMJID", isMine ? null : message.Chat.Jid);
        row.SetDefault("ZTOJID", isMine ? message.Chat.Jid : Me);
        row.SetDefault("ZPUSHNAME", isMine ? null : _story.Cast[message.Sender!].First);
        row.SetDefault("ZSTANZAID", stanza);
        row.SetDefault("ZTEXT", message.Text);
        long key = _store.Insert("WAMessage", row);
        if (message.File is not null || message.Media is not null)
        {
            AddMedia(message, key);
        }

        Count++;
        _story.Truth.Add(StarterKind.WhatsAppMessage, stanza, message.Text ?? "", message.Date);
        return stanza;
    }

    /// <summary>Adds the preview of a link.</summary>
    public void AddLink(WhatsAppChat chat, string sender, DateTimeOffset date, string url, string title)
    {
        Add(new PlannedChatMessage { Chat = chat, Sender = sender, Date = date, Text = url, Type = 7 });
        _store.Insert("WAMessageDataItem", new StoreRow
        {
            ["ZTYPE"] = 1L,
            ["ZMESSAGE"] = (long)Count,
            ["ZDATE"] = PhoneTime.Cocoa(date),
            ["ZCHATJID"] = chat.Jid,
            ["ZCONTENT1"] = url,
            ["ZMATCHEDTEXT"] = url,
            ["ZTITLE"] = title,
            ["ZSENDERJID"] = _story.Cast[sender].Jid,
        });
    }

    /// <summary>A quotation of an earlier message, as a media item's metadata holds it.</summary>
    public static byte[] Quotation(string stanza, string jid) =>
        new ProtobufWriter().Text(5, stanza).Text(9, jid).ToBytes();

    /// <summary>The store as it stands, its chats up to date.</summary>
    public byte[] ToImage()
    {
        _store.Execute(
            """
            UPDATE ZWACHATSESSION SET
              ZMESSAGECOUNTER = (SELECT COUNT(*) FROM ZWAMESSAGE m WHERE m.ZCHATSESSION = ZWACHATSESSION.Z_PK),
              ZLASTMESSAGEDATE = (
                  SELECT MAX(m.ZMESSAGEDATE) FROM ZWAMESSAGE m WHERE m.ZCHATSESSION = ZWACHATSESSION.Z_PK)
            """);
        return _store.ToImage();
    }

    public void Dispose() => _store.Dispose();

    private WhatsAppChat AddSession(
        string jid, string name, int type, IReadOnlyDictionary<string, long> members, Action<StoreRow> more)
    {
        StoreRow row = new();
        more(row);
        row.SetDefault("ZARCHIVED", false);
        row.SetDefault("ZREMOVED", false);
        row.SetDefault("ZFLAGS", 256L);
        row.SetDefault("ZHIDDEN", 0L);
        row.SetDefault("ZMESSAGECOUNTER", 0L);
        row.SetDefault("ZSESSIONTYPE", (long)type);
        row.SetDefault("ZUNREADCOUNT", 0L);
        row.SetDefault("ZCONTACTJID", jid);
        row.SetDefault("ZPARTNERNAME", name);
        long session = _store.Insert("WAChatSession", row);
        _story.Truth.Add(StarterKind.WhatsAppChat, jid, name);
        return new WhatsAppChat(session, jid, members);
    }

    private void AddMedia(PlannedChatMessage message, long key)
    {
        StoreRow row = new();
        message.Media?.Invoke(row);
        row.SetDefault("ZMESSAGE", key);
        if (message.File is { } file)
        {
            string uuid = _random.Guid().ToLowerInvariant();
            string path = $"Media/{message.Chat.Jid}/{uuid[0]}/{uuid[1]}/{uuid}.{file.Extension}";
            row.SetDefault("ZMEDIALOCALPATH", path);
            row.SetDefault("ZFILESIZE", (long)(file.Content?.Length ?? 0));
            row.SetDefault("ZVCARDSTRING", MimeType(file.Extension));
            row.SetDefault("ZMEDIAURL", "https://media.example/" + uuid);
            row.SetDefault("ZMEDIAKEY", _random.Bytes(32));
            row.SetDefault("ZMEDIAURLDATE", PhoneTime.Cocoa(message.Date));
            if (file.Content is byte[] content)
            {
                _story.Files.Add(Domain, "Message/" + path, content, message.Date);
            }
        }

        long media = _store.Insert("WAMediaItem", row);
        Update("ZWAMESSAGE", "ZMEDIAITEM", media, key);
    }

    private void Update(string table, string column, long value, long key) => _store.Execute(
        string.Format(
            CultureInfo.InvariantCulture, "UPDATE {0} SET {1} = {2} WHERE Z_PK = {3}", table, column, value, key));

    private static string MimeType(string extension) => extension switch
    {
        "jpg" => "image/jpeg",
        "mp4" => "video/mp4",
        "m4a" => "audio/mp4",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    };
}
