using System;
using System.Collections.Generic;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>
/// Writes <c>sms.db</c> and the attachments: conversations that show every case, then as much talk as asked.
/// </summary>
internal sealed class MessageWriter
{
    private const int TalkPerEpisode = 12;
    private const int AttachmentEvery = 150;
    private const int SharedPictures = 16;

    private static readonly string[] s_chatters =
        ["siobhan", "mikolaj", "grace", "plumber", "landlord", "alexandros", "amin", "hanh", "amelie", "pizza"];

    private readonly Story _story;
    private readonly MessageStore _store;
    private readonly List<(Conversation Chat, long[] Others)> _chats = [];
    private readonly List<byte[]> _pictures = [];

    private MessageWriter(Story story, MessageStore store)
    {
        _story = story;
        _store = store;
        for (int i = 0; i < SharedPictures; i++)
        {
            _pictures.Add(JpegWriter.Write(new Mosaic(100 + i, 96, 64)));
        }
    }

    public static void Write(Story story)
    {
        using MessageStore store = new(story);
        new MessageWriter(story, store).Write();
        story.Files.Add("HomeDomain", "Library/SMS/sms.db", store.ToImage(), story.Now.AddMinutes(-4));
        story.Files.Add(
            "HomeDomain",
            "Library/Preferences/com.apple.MobileSMS.plist",
            PropertyList.ToBinary(new PlistDictionary { ["SSKeepMessages"] = true, ["KeepMessageForDays"] = 0 }),
            story.DaysAgo(700, 12, 0));
        story.Files.Add(
            "HomeDomain",
            "Library/SMS/Drafts/" + story.Cast["tom"].Phone + "/composition.plist",
            MessagePayloads.Draft("Half a tho"),
            story.DaysAgo(1, 23, 0));
    }

    private void Write()
    {
        PartnerChat partner = new(_story, _store);
        partner.Write();
        WalesGroup group = new(_story, _store, partner.Partner);
        group.Write();
        new TextMessages(_story, _store).Write();
        _chats.Add((partner.Chat, [partner.Partner]));
        _chats.Add((group.Chat, [group["tom"], group["sam"], group["lena"], partner.Partner]));
        foreach (string key in s_chatters)
        {
            Person person = _story.Cast[key];
            string service = _chats.Count % 3 == 0 ? "SMS" : "iMessage";
            long handle = _store.AddHandle(person.Phone, service);
            _chats.Add((_store.AddChat(person.Phone, handle, service), [handle]));
        }

        StarterRandom random = _story.Random("messages/talk");
        DateTimeOffset first = _story.Base.AddYears(-4);
        Talk(random, (int)Math.Max(0, _story.Options.Messages - _store.Count), first, _story.Base.AddHours(-1));
        for (int i = 0; i < _story.Episodes.Count; i++)
        {
            random = _story.EpisodeRandom(i, "messages");
            Talk(random, TalkPerEpisode, _story.EpisodeStart(i), _story.EpisodeStart(i + 1).AddMinutes(-5));
        }
    }

    private void Talk(StarterRandom random, int count, DateTimeOffset first, DateTimeOffset last)
    {
        double step = (last - first).TotalSeconds / Math.Max(1, count);
        for (int i = 0; i < count; i++)
        {
            (Conversation chat, long[] others) = _chats[Math.Min(random.Next(_chats.Count), random.Next(_chats.Count))];
            bool isMine = random.Chance(0.45);
            PlannedMessage message = new()
            {
                Conversation = chat,
                Sender = isMine ? null : random.Pick(others),
                Date = first.AddSeconds(Math.Floor(step * (i + random.NextReal()))),
                Text = SmallTalk.Sentence(random),
                InTextColumn = chat.Service != "iMessage" || random.Chance(0.3),
            };
            _store.Say(i % AttachmentEvery == AttachmentEvery - 1 ? WithPicture(message, random) : message);
        }
    }

    private PlannedMessage WithPicture(PlannedMessage message, StarterRandom random)
    {
        PlannedAttachment picture = new(
            "IMG_" + random.Hex(4) + ".JPG", "public.jpeg", "image/jpeg", random.Pick(_pictures))
        {
            Guid = _store.Identifiers.Guid(),
        };
        AttributedText text = new AttributedText().AddAttachment(picture.Guid, picture.Name, 0).Add(message.Text, 1);
        return message with { Text = text.Text, Body = text.ToBytes(), Attachments = [picture] };
    }
}
