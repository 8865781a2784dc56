using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Messages;

/// <summary>
/// The reactions to messages, which are rows of their own. Only their places are kept, a few bytes for each.
/// </summary>
internal sealed class MessageReactions : IDisposable
{
    public const int First = 2000;
    public const int FirstTakenBack = 3000;
    public const int Limit = 4000;

    private readonly MessageChats _chats;
    private readonly Dictionary<Guid, int> _newest = [];
    private readonly List<(long Row, int Before)> _places = [];
    private readonly SqliteStatement? _one;
    private readonly int _type;
    private readonly int _emoji;
    private readonly int _target;
    private readonly int _isFromMe;
    private readonly int _handle;
    private readonly int _date;

    public MessageReactions(RecordStore store, MessageChats chats, CancellationToken stop)
    {
        _chats = chats;
        if (!store.Has("message", "associated_message_type") || !store.Has("message", "associated_message_guid"))
        {
            return;
        }

        RecordSelect places = store.Select("message", "m");
        int target = places.Column("m", "associated_message_guid");
        places.Where("m.associated_message_guid IS NOT NULL");
        places.Where($"m.associated_message_type >= {First} AND m.associated_message_type < {Limit}");
        foreach (SqliteStatement row in store.Salvage(places, stop))
        {
            Guid key = KeyOf(Target(row.Text(target)!).Guid);
            int before = _newest.TryGetValue(key, out int last) ? last : -1;
            _newest[key] = _places.Count;
            _places.Add((row.Integer(RecordSelect.Key), before));
        }

        RecordSelect one = store.Select("message", "m");
        _type = one.Column("m", "associated_message_type");
        _emoji = one.Column("m", "associated_message_emoji");
        _target = one.Column("m", "associated_message_guid");
        _isFromMe = one.Column("m", "is_from_me");
        _handle = one.Column("m", "handle_id");
        _date = one.Column("m", "date");
        _one = store.Database.Prepare(one.ToSql("m.ROWID = ?1"));
    }

    /// <summary>The reactions to a message that were not taken back, oldest first.</summary>
    public IReadOnlyList<IosReaction> To(string? guid)
    {
        const int MostReactions = 10_000;
        if (guid is null || _newest.Count == 0 || !_newest.TryGetValue(KeyOf(guid), out int place))
        {
            return [];
        }

        // The places lead from the newest to the oldest: each person's first is what holds now.
        HashSet<(int?, string?)> people = [];
        List<IosReaction> reactions = [];
        foreach ((IosReaction reaction, bool isTakenBack) in Chain(place).Take(MostReactions)
            .Select(Read).OfType<(IosReaction Reaction, bool)>().OrderByDescending(static item => item.Reaction.Date))
        {
            if (people.Add((reaction.Part, reaction.Sender)) && !isTakenBack)
            {
                reactions.Add(reaction);
            }
        }

        reactions.Reverse();
        return reactions;
    }

    /// <summary>The message that a reaction is about, and its bubble.</summary>
    public static (string Guid, int? Part) Target(string text)
    {
        const string Part = "p:";
        const string Balloon = "bp:";
        if (text.StartsWith(Balloon, StringComparison.Ordinal))
        {
            return (text.Substring(Balloon.Length), null);
        }

        int slash = text.IndexOf('/');
        if (!text.StartsWith(Part, StringComparison.Ordinal) || slash < Part.Length)
        {
            return (text, null);
        }

        string part = text.Substring(Part.Length, slash - Part.Length);
        bool isNumber = int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        return (text.Substring(slash + 1), isNumber ? number : null);
    }

    public void Dispose() => _one?.Dispose();

    private IEnumerable<long> Chain(int place)
    {
        for (; place >= 0; place = _places[place].Before)
        {
            yield return _places[place].Row;
        }
    }

    private (IosReaction Reaction, bool IsTakenBack)? Read(long row)
    {
        try
        {
            _one!.Reset();
            if (!_one.Bind(1, (long?)row).Step())
            {
                return null;
            }
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            return null;
        }

        long type = _one.Integer(_type);
        bool isTakenBack = type >= FirstTakenBack;
        long kind = type - (isTakenBack ? FirstTakenBack : First);
        bool isFromMe = _one.Integer(_isFromMe) != 0;
        MessageHandle? sender = isFromMe ? null : _chats.Handle(_one.Integer(_handle));
        IosReaction reaction = new()
        {
            Kind = kind <= (long)IosReactionKind.Sticker ? (IosReactionKind)kind : IosReactionKind.Emoji,
            Emoji = _one.Text(_emoji),
            IsFromMe = isFromMe,
            Sender = sender?.Id,
            SenderName = sender?.Name,
            Part = Target(_one.Text(_target) ?? string.Empty).Part,
            Date = _one.CocoaTime(_date),
        };
        return (reaction, isTakenBack);
    }

    private static Guid KeyOf(string guid) => Guid.TryParse(guid, out Guid key)
        ? key
        : new Guid(SHA1.HashData(Encoding.UTF8.GetBytes(guid)).AsSpan(0, 16).ToArray());
}
