using System;
using System.Globalization;
using System.IO;
using System.Linq;
using IosBackup.Engine.Records.Text;

namespace IosBackup.Engine.Exports.Records;

/// <summary>Writes a message as an item of a conversation's page.</summary>
internal sealed class MessageBubble(BackupContent? content, string files)
{
    /// <summary>Files that browsers show and that cannot do anything else.</summary>
    private static readonly string[] s_pictures = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".bmp"];
    private static readonly string[] s_videos = [".mp4", ".mov", ".m4v", ".webm", ".3gp"];
    private static readonly string[] s_sounds = [".m4a", ".mp3", ".wav", ".aac", ".ogg", ".opus", ".caf", ".amr"];

    /// <summary>Files that a click would let run.</summary>
    private static readonly string[] s_active =
        [".html", ".htm", ".xhtml", ".svg", ".xml", ".js", ".hta", ".mht", ".mhtml", ".exe", ".bat", ".cmd", ".ps1"];

    public void Write(TextWriter page, IosChatMessage message)
    {
        if (message.Event != IosChatEvent.None)
        {
            page.WriteLine($"<li class=\"event\">{Sender(message)}: {Words(message.Event)} "
                + $"{HtmlPage.Text(message.EventSubject)} {Meta(message)}</li>");
            return;
        }

        page.Write(message.IsFromMe ? "<li class=\"mine\">" : "<li>");
        page.Write($"<div class=\"meta\">{Sender(message)}</div><div class=\"bubble\">");
        if (message.ReplyTo is not null)
        {
            page.Write("<div class=\"quote\">reply</div>");
        }

        foreach (IosAttachment file in message.Attachments.Where(static file => !file.IsHidden))
        {
            page.Write(Attachment(message, file));
        }

        string? subject = (message as IosMessage)?.Subject;
        page.Write(subject is null ? "" : $"<strong>{HtmlPage.Text(subject)}</strong>\n");
        page.Write(message.IsUnsent ? "<em>unsent</em>" : HtmlPage.Text(message.Text));
        if (subject is null && message is { IsUnsent: false, Text.Length: 0, LinkUrl: null, Attachments.Count: 0 })
        {
            page.Write($"<em>{message.Kind}</em>");
        }

        if (message is IosWhatsAppMessage { Latitude: double latitude, Longitude: double longitude })
        {
            page.Write(FormattableString.Invariant($"<div>{latitude}, {longitude}</div>"));
        }

        if (SafeLink.Check(message.LinkUrl) is string link)
        {
            page.Write($"<div><a rel=\"noreferrer noopener\" href=\"{HtmlPage.Text(link)}\">"
                + $"{HtmlPage.Text(message.LinkTitle ?? link)}</a></div>");
        }

        foreach (IosMessageEdit edit in (message as IosMessage)?.History ?? [])
        {
            page.Write($"<div class=\"quote\">before: {HtmlPage.Text(edit.Text)}</div>");
        }

        page.Write("</div>");
        page.WriteLine($"{Meta(message)}</li>");
    }

    private static string Sender(IosChatMessage message) =>
        message.IsFromMe ? "Me" : HtmlPage.Text(message.SenderName ?? message.Sender ?? "?");

    private static string Meta(IosChatMessage message)
    {
        string time = message.Date?.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? "";
        string reactions = string.Join(" ", message.Reactions.Select(static reaction =>
            HtmlPage.Text((reaction.Emoji ?? Symbol(reaction.Kind)) + " "
                + (reaction.IsFromMe ? "Me" : reaction.SenderName ?? reaction.Sender))));
        string flags = string.Concat(MessageFlags.Of(message).Select(static flag => " · " + flag));
        return $"<div class=\"meta\">{time}{flags} {reactions}</div>";
    }

    private static string Symbol(IosReactionKind kind) => kind switch
    {
        IosReactionKind.Loved => "❤",
        IosReactionKind.Liked => "👍",
        IosReactionKind.Disliked => "👎",
        IosReactionKind.Laughed => "😂",
        IosReactionKind.Emphasized => "‼",
        IosReactionKind.Questioned => "❓",
        _ => kind.ToString(),
    };

    private static string Words(IosChatEvent what) => what switch
    {
        IosChatEvent.Created => "made the group",
        IosChatEvent.MemberAdded => "added",
        IosChatEvent.MemberRemoved => "removed",
        IosChatEvent.MemberLeft => "left",
        IosChatEvent.NumberChanged => "has a new number",
        IosChatEvent.Renamed => "named the conversation",
        IosChatEvent.PhotoChanged => "changed the picture",
        IosChatEvent.PhotoRemoved => "removed the picture",
        IosChatEvent.BackgroundChanged => "changed the background",
        IosChatEvent.BackgroundRemoved => "removed the background",
        IosChatEvent.LocationShared => "shared a location",
        IosChatEvent.LocationStopped => "stopped sharing a location",
        IosChatEvent.AudioKept => "kept a voice message",
        IosChatEvent.SharePlay => "shared a call or activity",
        _ => "event",
    };

    private string Attachment(IosChatMessage message, IosAttachment file)
    {
        string name = HtmlPage.Text(file.Name);
        string transcript = file.Transcript is null
            ? ""
            : $"<div class=\"quote\">{HtmlPage.Text(file.Transcript)}</div>";
        if (content?.Take(message.Backup, file.FileId, files, file.Name, message.Date) is not string path)
        {
            string why = file.Availability == IosAvailability.Folder ? " (a folder in the backup)"
                : file.FileId is null ? " (not in the backup)" : "";
            return $"<div><em>{name}{why}</em></div>{transcript}";
        }

        string link = HtmlPage.Link(path);
        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (Array.IndexOf(s_active, ending) >= 0)
        {
            return $"<div><em>{name}</em></div>";
        }

        return Array.IndexOf(s_pictures, ending) >= 0
                ? $"<a href=\"{link}\"><img loading=\"lazy\" src=\"{link}\" alt=\"{name}\"></a>"
            : Array.IndexOf(s_videos, ending) >= 0
                ? $"<video controls preload=\"none\" src=\"{link}\" title=\"{name}\"></video>"
            : Array.IndexOf(s_sounds, ending) >= 0
                ? $"<audio controls preload=\"none\" src=\"{link}\" title=\"{name}\"></audio>{transcript}"
            : $"<div><a href=\"{link}\">{name}</a></div>";
    }
}
