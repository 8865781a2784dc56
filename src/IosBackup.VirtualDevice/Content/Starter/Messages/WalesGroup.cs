using System;
using System.Collections.Generic;
using System.Text;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>A group that plans a weekend: names, members coming and going, mentions, documents.</summary>
internal sealed class WalesGroup
{
    private const string FirstName = "Weekend away";
    private const string Name = "Weekend in Wales 🏕️";

    private readonly Story _story;
    private readonly MessageStore _store;
    private readonly Dictionary<string, long> _handles;
    private readonly Conversation _chat;

    public WalesGroup(Story story, MessageStore store, long anna)
    {
        _story = story;
        _store = store;
        _handles = new Dictionary<string, long>(StringComparer.Ordinal) { ["anna"] = anna };
        foreach (string key in new[] { "tom", "sam", "lena" })
        {
            _handles[key] = store.AddHandle(story.Cast[key].Phone, "iMessage", personId: "person-" + key);
        }

        _chat = store.AddGroup(Name, [.. _handles.Values], "iMessage");
    }

    /// <summary>The handle of a member.</summary>
    public long this[string key] => _handles[key];

    public Conversation Chat => _chat;

    public void Write()
    {
        Event("tom", 70, 12, 0, row => (row["item_type"], row["group_title"]) = (2L, FirstName));
        Say("tom", 70, 12, 1, "Right, who's in for Wales? 🏔️");
        Event(null, 70, 12, 5, row => (row["item_type"], row["group_title"]) = (2L, Name));
        string idea = Say("sam", 70, 12, 9, "me 🙋🏽 and the dog");
        _store.React(_chat, _handles["tom"], At(70, 12, 10), "p:0/" + idea, 2001);
        _store.React(_chat, null, At(70, 12, 10), idea, 2000);
        _store.React(_chat, _handles["anna"], At(70, 12, 11), "p:0/" + idea, 2002);
        _store.React(_chat, _handles["anna"], At(70, 12, 12), "p:0/" + idea, 3002);
        Event("tom", 69, 8, 0, row =>
            (row["item_type"], row["group_action_type"], row["other_handle"]) = (1L, 0L, _handles["lena"]));
        Mention();
        Documents();
        Event(null, 60, 19, 0, row => (row["item_type"], row["group_action_type"]) = (3L, 1L));
        Event("sam", 20, 10, 0, row => row["item_type"] = 3L);
        Say("lena", 20, 10, 2, "did sam just… leave?");
        Say("anna", 20, 10, 3, "New phone again. Wait for it");
        Event("tom", 20, 10, 15, row =>
            (row["item_type"], row["group_action_type"], row["other_handle"]) = (1L, 0L, _handles["sam"]));
        Say("sam", 20, 10, 16, "Sorry!! wrong button");
        Say(null, 20, 10, 17, "We'd never know", row => row["expressive_send_style_id"] =
            "com.apple.MobileSMS.expressivesend.gentle");
    }

    private void Mention()
    {
        AttributedText text = new AttributedText()
            .Add("Lena", 0, ("__kIMMentionConfirmedMention", AttributedText.String(_story.Cast["lena"].Phone)))
            .Add(" can you drive? My car is full of ropes.", 0);
        _store.Say(new PlannedMessage
        {
            Conversation = _chat, Sender = _handles["tom"], Date = At(69, 8, 2), Text = text.Text,
            Body = text.ToBytes(),
        });
        Say("lena", 69, 8, 40, "Only if I choose the music 🎶");
    }

    private void Documents()
    {
        PlannedAttachment list = new("Packing list.pdf", "com.adobe.pdf", "application/pdf", PdfWriter.Write(
            "Packing list", "2 tents, 5 sleeping bags", "Stove (borrow from Mum)", "Not the blue tarp"))
        {
            Guid = _store.Identifiers.Guid(),
        };
        PlannedAttachment card = new("Gary.vcf", "public.vcard", "text/vcard", Encoding.UTF8.GetBytes(
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Gary the plumber\r\nTEL:+447700900136\r\nEND:VCARD\r\n"))
        {
            Guid = _store.Identifiers.Guid(),
        };
        PlannedAttachment pass = new("Ferry.pkpass", "com.apple.pkpass", "application/vnd.apple.pkpass", null)
        {
            Guid = _store.Identifiers.Guid(),
            Folder = new Dictionary<string, byte[]>
            {
                ["pass.json"] = Encoding.UTF8.GetBytes(
                    """{"formatVersion":1,"description":"Ferry","organizationName":"Severn","serialNumber":"F-81"}"""),
                ["icon.png"] = PngWriter.Write(new Mosaic(9, 29, 29)),
            },
            StatedSize = 4096,
        };
        foreach ((string sender, int minute, PlannedAttachment attachment) in new[]
        {
            ("tom", 0, list), ("lena", 3, card), ("anna", 5, pass),
        })
        {
            AttributedText text = new AttributedText().AddAttachment(attachment.Guid, attachment.Name, 0);
            _store.Say(new PlannedMessage
            {
                Conversation = _chat, Sender = _handles[sender], Date = At(62, 20, minute), Text = text.Text,
                Body = text.ToBytes(), Attachments = [attachment],
            });
        }
    }

    private string Say(string? key, int daysAgo, int hour, int minute, string text, Action<StoreRow>? more = null) =>
        _store.Say(new PlannedMessage
        {
            Conversation = _chat,
            Sender = key is null ? null : _handles[key],
            Date = At(daysAgo, hour, minute),
            Text = text,
            More = more,
        });

    private void Event(string? key, int daysAgo, int hour, int minute, Action<StoreRow> more) =>
        Say(key, daysAgo, hour, minute, "", more);

    private DateTimeOffset At(int daysAgo, int hour, int minute) => _story.DaysAgo(daysAgo, hour, minute);
}
