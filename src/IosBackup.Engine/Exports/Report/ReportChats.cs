using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace IosBackup.Engine.Exports.Report;

/// <summary>
/// The conversations. Messages come in the order of time, those of all conversations mixed, so each conversation waits
/// for enough of its own to fill a part.
/// </summary>
internal sealed class ReportChats(ReportPage page) : IDisposable
{
    /// <summary>Bytes that may wait in all; then the conversation that has most is written.</summary>
    private const long MostWaiting = 16 * 1024 * 1024;

    private const int ItemsBetweenChecks = 256;

    private readonly Dictionary<string, ReportChat> _chats = new(StringComparer.Ordinal);
    private int _untilCheck = ItemsBetweenChecks;

    /// <summary>How many messages there are.</summary>
    public long Count { get; private set; }

    /// <summary>How many conversations there are.</summary>
    public int ChatCount => _chats.Count;

    /// <summary>Adds a message.</summary>
    /// <param name="key">Tells the conversation from all others.</param>
    /// <param name="name">What the conversation is called.</param>
    /// <param name="service">Where it takes place: "iMessage".</param>
    /// <param name="time">When.</param>
    /// <param name="write">Writes the message's fields.</param>
    public void Add(string key, string name, string service, DateTimeOffset? time, Action<Utf8JsonWriter> write)
    {
        if (!_chats.TryGetValue(key, out ReportChat? chat))
        {
            _chats.Add(key, chat = new ReportChat(new ReportList(page)));
        }

        Count++;
        chat.Name = name;
        chat.AddService(service);
        chat.Last = time ?? chat.Last;
        chat.Messages.Add(write);
        if (--_untilCheck == 0)
        {
            _untilCheck = ItemsBetweenChecks;
            if (_chats.Values.Sum(static one => one.Messages.Waiting) > MostWaiting)
            {
                _chats.Values.OrderByDescending(static one => one.Messages.Waiting).First().Messages.Flush();
            }
        }
    }

    /// <summary>Writes what waits.</summary>
    public void Flush()
    {
        foreach (ReportChat chat in _chats.Values)
        {
            chat.Messages.Flush();
        }
    }

    /// <summary>Writes which conversations there are, the latest first.</summary>
    public void WriteIndex(Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (ReportChat chat in _chats.Values.OrderByDescending(static chat => chat.Last))
        {
            json.WriteStartObject();
            json.WriteString("n", chat.Name);
            json.WriteNumber("c", chat.Messages.Count);
            json.WriteString("s", chat.Services);
            json.Time("l", chat.Last);
            json.WritePropertyName("p");
            chat.Messages.WriteParts(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public void Dispose()
    {
        foreach (ReportChat chat in _chats.Values)
        {
            chat.Messages.Dispose();
        }
    }
}
