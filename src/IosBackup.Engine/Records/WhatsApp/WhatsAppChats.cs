using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>The chats of WhatsApp and the members of groups.</summary>
internal sealed class WhatsAppChats
{
    private const int GroupType = 1;

    private readonly Dictionary<long, WhatsAppChat> _chats = [];
    private readonly Dictionary<long, WhatsAppMember> _members = [];
    private readonly Dictionary<long, List<string>> _membersOfChat = [];

    public WhatsAppChats(RecordStore store, WhatsAppPeople people, CancellationToken stop)
    {
        ReadMembers(store, people, stop);
        ReadChats(store, people, stop);
    }

    /// <summary>A chat by its row; null when there is none.</summary>
    public WhatsAppChat? Chat(long row) => _chats.TryGetValue(row, out WhatsAppChat? chat) ? chat : null;

    /// <summary>The member of a group by its row; null when there is none.</summary>
    public WhatsAppMember? Member(long row) => _members.TryGetValue(row, out WhatsAppMember? member) ? member : null;

    /// <summary>The rows of the chats that a query asks for.</summary>
    public IReadOnlyList<long> Find(ChatQuery query, WhatsAppPeople people)
    {
        NamePatterns chats = new(query.Chats);
        NamePatterns contacts = new(query.Contacts);
        return [.. _chats
            .Where(chat => chats.Fits(chat.Value.Name, chat.Value.Jid, chat.Value.IsGroup
                ? null
                : people.Number(chat.Value.Jid)))
            .Where(chat => contacts.IsEmpty
                || chat.Value.Participants.Any(number => contacts.Fits(number))
                || chat.Value.Names.Any(name => contacts.Fits(name)))
            .Select(static chat => chat.Key)];
    }

    private void ReadMembers(RecordStore store, WhatsAppPeople people, CancellationToken stop)
    {
        if (!store.Has("ZWAGROUPMEMBER"))
        {
            return;
        }

        RecordSelect select = store.Select("ZWAGROUPMEMBER", "m", "Z_PK");
        int chat = select.Column("m", "ZCHATSESSION");
        int jid = select.Column("m", "ZMEMBERJID");
        int name = select.Column("m", "ZCONTACTNAME", "ZFIRSTNAME");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            string id = row.Text(jid) ?? string.Empty;
            string? known = people.Name(id) ?? row.Text(name);
            _members[row.Integer(RecordSelect.Key)] = new WhatsAppMember(id, known);
            long owner = row.Integer(chat);
            if (!_membersOfChat.TryGetValue(owner, out List<string>? members))
            {
                _membersOfChat.Add(owner, members = []);
            }

            members.Add(id);
        }
    }

    private void ReadChats(RecordStore store, WhatsAppPeople people, CancellationToken stop)
    {
        if (!store.Has("ZWACHATSESSION"))
        {
            return;
        }

        RecordSelect select = store.Select("ZWACHATSESSION", "s", "Z_PK");
        int jid = select.Column("s", "ZCONTACTJID");
        int name = select.Column("s", "ZPARTNERNAME");
        int type = select.Column("s", "ZSESSIONTYPE");
        foreach (SqliteStatement row in store.Salvage(select, stop))
        {
            string id = row.Text(jid) ?? string.Empty;
            bool isGroup = row.Integer(type) == GroupType || id.EndsWith("@g.us", System.StringComparison.Ordinal);
            List<string> members = _membersOfChat.TryGetValue(row.Integer(RecordSelect.Key), out List<string>? known)
                ? known
                : isGroup ? [] : [id];
            _chats[row.Integer(RecordSelect.Key)] = new WhatsAppChat
            {
                Jid = id,
                Name = (isGroup ? row.Text(name) : people.Name(id) ?? row.Text(name)) ?? people.Number(id) ?? id,
                IsGroup = isGroup,
                Participants = [.. members.Select(people.Number).OfType<string>()],
                Names = [.. members.Select(people.Name).OfType<string>()],
            };
        }
    }
}
