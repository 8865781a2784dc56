using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Threading;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Messages;
using IosBackup.Engine.Records.WhatsApp;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Writes the conversations of Messages and of WhatsApp.</summary>
internal static class ReportMessages
{
    private const string WhatsApp = "WhatsApp";

    public static void WriteMessages(ReportContents contents, CancellationToken stop)
    {
        foreach (IosMessage message in new MessageReader().Read(contents.Source, new ChatQuery(), stop))
        {
            Add(contents, message, message.Service ?? "Messages", message.Subject);
        }
    }

    public static void WriteWhatsApp(ReportContents contents, CancellationToken stop)
    {
        WhatsAppReader reader = new();
        if (!reader.Exists(contents.Source, stop))
        {
            return;
        }

        foreach (IosWhatsAppMessage message in reader.Read(contents.Source, new ChatQuery(), stop))
        {
            Add(contents, message, WhatsApp, null);
        }
    }

    private static void Add(ReportContents contents, IosChatMessage message, string service, string? subject)
    {
        contents.Timeline.AddMessage(message.Date);
        string chat = message.Chat ?? message.SenderName ?? message.Sender ?? "Unknown";
        contents.Chats.Add(
            service == WhatsApp ? "w" + message.ChatId : "m" + (message.ChatId ?? chat),
            chat,
            service,
            message.Date,
            json => Write(json, message, subject));
    }

    private static void Write(Utf8JsonWriter json, IosChatMessage message, string? subject)
    {
        json.Time("t", message.Date);
        if (message.Kind == IosMessageKind.Event)
        {
            json.Text("e", EventText(message));
            return;
        }

        if (message.IsFromMe)
        {
            json.WriteNumber("m", 1);
        }
        else
        {
            json.Text("s", message.SenderName ?? message.Sender);
        }

        json.Text("x", TextOf(message, subject));
        WriteTexts(json, "a", message.Attachments.Where(static file => !file.IsHidden).Select(static file =>
            file.Availability is IosAvailability.InBackup or IosAvailability.Folder
                ? file.Name
                : file.Name + " (not in the backup)"));
        WriteTexts(json, "r", message.Reactions.Select(static reaction =>
            $"{Symbol(reaction)} {(reaction.IsFromMe ? "You" : reaction.SenderName ?? reaction.Sender)}"));
        WriteTexts(json, "f", MessageFlags.Of(message));
    }

    private static string TextOf(IosChatMessage message, string? subject)
    {
        string text = message.IsUnsent && message.Text.Length == 0 ? "Unsent message" : message.Text;
        if (!string.IsNullOrEmpty(subject))
        {
            text = subject + "\n" + text;
        }

        if (message.LinkUrl is string url && text.IndexOf(url, StringComparison.Ordinal) < 0)
        {
            text = string.Join("\n", new[] { text, message.LinkTitle, url }.Where(static line =>
                !string.IsNullOrEmpty(line)));
        }

        return text.Length == 0 && message.Attachments.Count == 0 ? message.Kind.ToString() : text;
    }

    private static string EventText(IosChatMessage message)
    {
        if (message.Text.Length > 0)
        {
            return message.Text;
        }

        string who = message.IsFromMe ? "You" : message.SenderName ?? message.Sender ?? "Somebody";
        return message.Event switch
        {
            IosChatEvent.Created => $"{who} created the group",
            IosChatEvent.MemberAdded => $"{who} added {message.EventSubject}",
            IosChatEvent.MemberRemoved => $"{who} removed {message.EventSubject}",
            IosChatEvent.MemberLeft => $"{who} left",
            IosChatEvent.NumberChanged => $"{who} changed the number",
            IosChatEvent.Renamed => $"{who} named the conversation {message.EventSubject}",
            IosChatEvent.PhotoChanged => $"{who} changed the group's photo",
            IosChatEvent.PhotoRemoved => $"{who} removed the group's photo",
            IosChatEvent.LocationShared => $"{who} shared a location",
            IosChatEvent.LocationStopped => $"{who} stopped sharing a location",
            IosChatEvent.AudioKept => $"{who} kept an audio message",
            IosChatEvent.SharePlay => $"{who} used SharePlay",
            _ => $"{who}: {message.Event}",
        };
    }

    private static string Symbol(IosReaction reaction) => reaction.Kind switch
    {
        IosReactionKind.Loved => "❤️",
        IosReactionKind.Liked => "👍",
        IosReactionKind.Disliked => "👎",
        IosReactionKind.Laughed => "😂",
        IosReactionKind.Emphasized => "‼️",
        IosReactionKind.Questioned => "❓",
        _ => reaction.Emoji ?? "sticker",
    };

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        const int MostTexts = 50;
        bool isOpen = false;
        foreach (string text in texts.Take(MostTexts))
        {
            if (!isOpen)
            {
                json.WriteStartArray(name);
                isOpen = true;
            }

            json.WriteStringValue(ReportText.Cut(text));
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }
}
