using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Messages;

/// <summary>The people and conversations of a store of messages.</summary>
internal sealed class MessageChats
{
    private const int GroupStyle = 43;

    private readonly Dictionary<long, MessageHandle> _handles = [];
    private readonly Dictionary<long, MessageConversation> _chats = [];
    private readonly Dictionary<long, List<MessageHandle>> _members = [];

    public MessageChats(RecordStore store, CancellationToken stop)
    {
        ReadHandles(store, store.Source.Names(stop), stop);
        ReadMembers(store, stop);
        ReadChats(store, stop);
    }

    /// <summary>A number or address by its row; null when there is none.</summary>
    public MessageHandle? Handle(long row) => _handles.TryGetValue(row, out MessageHandle? handle) ? handle : null;

    /// <summary>A conversation by the row of one of its chats; null when there is none.</summary>
    public MessageConversation? Chat(long row) =>
        _chats.TryGetValue(row, out MessageConversation? chat) ? chat : null;

    /// <summary>The rows of the chats that a query asks for: all chats of a conversation, or none.</summary>
    public IReadOnlyList<long> Find(ChatQuery query)
    {
        NamePatterns chats = new(query.Chats);
        NamePatterns contacts = new(query.Contacts);
        return [.. _chats
            .GroupBy(static chat => chat.Value, static chat => chat.Key)
            .Where(chat => chats.IsEmpty
                || chats.Fits(chat.Key.Name, chat.Key.Id)
                || (!chat.Key.IsGroup && chat.Any(row => FitsMember(chats, row))))
            .Where(chat => contacts.IsEmpty || chat.Any(row => FitsMember(contacts, row)))
            .SelectMany(static chat => chat)];
    }

    /// <summary>The rows of the handles that fit all patterns of a query.</summary>
    public IReadOnlyList<long> FindHandles(ChatQuery query)
    {
        NamePatterns chats = new(query.Chats);
        NamePatterns contacts = new(query.Contacts);
        return [.. _handles
            .Where(handle => chats.Fits(handle.Value.Name, handle.Value.Id)
                && contacts.Fits(handle.Value.Name, handle.Value.Id))
            .Select(static handle => handle.Key)];
    }

    private bool FitsMember(NamePatterns patterns, long chat) =>
        MembersOf(chat).Any(member => patterns.Fits(member.Name, member.Id));

    private List<MessageHandle> MembersOf(long chat) =>
        _members.TryGetValue(chat, out List<MessageHandle>? members) ? members : [];

    private void ReadHandles(RecordStore store, ContactNames names, CancellationToken stop)
    {
        if (!store.Has("handle", "id"))
        {
            return;
        }

        RecordSelect select = store.Select("handle", "h");
        int id = select.Column("h", "id");
        int person = select.Column("h", "person_centric_id");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            string handle = row.Text(id) ?? string.Empty;
            string common = row.Text(person) is { Length: > 0 } known
                ? known
                : PhoneNumbers.KeyOf(handle) ?? handle.ToUpperInvariant();
            _handles[row.Integer(RecordSelect.Key)] = new MessageHandle(handle, names.Find(handle), common);
        }
    }

    private void ReadMembers(RecordStore store, CancellationToken stop)
    {
        if (!store.Has("chat_handle_join", "chat_id"))
        {
            return;
        }

        RecordSelect select = store.Select("chat_handle_join", "j");
        int chat = select.Column("j", "chat_id");
        int handle = select.Column("j", "handle_id");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            if (Handle(row.Integer(handle)) is MessageHandle member)
            {
                long key = row.Integer(chat);
                if (!_members.TryGetValue(key, out List<MessageHandle>? members))
                {
                    _members.Add(key, members = []);
                }

                members.Add(member);
            }
        }
    }

    private void ReadChats(RecordStore store, CancellationToken stop)
    {
        if (!store.Has("chat"))
        {
            return;
        }

        Dictionary<string, MessageConversation> known = new(StringComparer.Ordinal);
        RecordSelect select = store.Select("chat", "c");
        int identifier = select.Column("c", "chat_identifier", "guid");
        int style = select.Column("c", "style");
        int room = select.Column("c", "room_name");
        int name = select.Column("c", "display_name");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            long key = row.Integer(RecordSelect.Key);
            string id = row.Text(identifier) is { Length: > 0 } text ? text : $"chat {key}";
            List<MessageHandle> members = MembersOf(key);
            bool isGroup = row.IsNull(style)
                ? !string.IsNullOrEmpty(row.Text(room)) || members.Count > 1
                : row.Integer(style) == GroupStyle;
            string common = isGroup ? "group " + id : members.Count == 1 ? members[0].Person : id;
            if (!known.TryGetValue(common, out MessageConversation? conversation))
            {
                conversation = new MessageConversation
                {
                    Id = id,
                    Name = NameOf(row.Text(name), members, id),
                    IsGroup = isGroup,
                    Participants = [.. members.Select(static member => member.Id)],
                };
            }
            else
            {
                conversation = conversation with
                {
                    Participants = [.. conversation.Participants.Union(members.Select(static member => member.Id))],
                };
            }

            known[common] = conversation;
            _chats[key] = conversation;
        }

        ShareLatest(known);
    }

    /// <summary>Gives all chats of a conversation its last state, which knows all its participants.</summary>
    private void ShareLatest(Dictionary<string, MessageConversation> known)
    {
        Dictionary<string, MessageConversation> byId = [];
        foreach (MessageConversation conversation in known.Values)
        {
            byId[conversation.Id] = conversation;
        }

        foreach (long key in _chats.Keys.ToList())
        {
            _chats[key] = byId[_chats[key].Id];
        }
    }

    private static string NameOf(string? name, List<MessageHandle> members, string id) =>
        !string.IsNullOrEmpty(name) ? name!
        : members.Count > 0 ? string.Join(", ", members.Select(static member => member.Name ?? member.Id))
        : id;
}
