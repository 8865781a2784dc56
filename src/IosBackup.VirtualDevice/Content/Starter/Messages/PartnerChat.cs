using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>The conversation with the owner's partner: everything that iMessage can do between two people.</summary>
internal sealed class PartnerChat
{
    private const int Loved = 2000;
    private const int Laughed = 2003;
    private const int Emphasized = 2004;
    private const int OwnEmoji = 2006;
    private const int StickerReaction = 2007;
    private const int TakenBack = 1000;

    private readonly Story _story;
    private readonly MessageStore _store;
    private readonly long _anna;

    public PartnerChat(Story story, MessageStore store)
    {
        _story = story;
        _store = store;
        Person anna = story.Cast["anna"];
        _anna = store.AddHandle(anna.Phone, "iMessage", personId: "person-anna");
        Chat = store.AddChat(anna.Phone, _anna, "iMessage");
    }

    public Conversation Chat { get; }

    /// <summary>The partner's handle.</summary>
    public long Partner => _anna;

    public void Write()
    {
        AddTalk();
        AddEdits();
        AddEffectsAndStyles();
        AddMedia();
        AddApps();
        AddEvents();
    }

    private void AddTalk()
    {
        string question = Say(_anna, 300, 18, 2, "What shall we cook on Sunday? 🍝");
        Say(null, 300, 18, 4, "Your gran's lasagne!");
        string reply = Say(null, 300, 18, 5, "and the green salad", row =>
        {
            row["thread_originator_guid"] = question;
            row["thread_originator_part"] = "0:0:30";
        });
        Say(_anna, 300, 18, 9, "Deal. I'll get the good ricotta", row =>
        {
            row["thread_originator_guid"] = question;
            row["thread_originator_part"] = "0:0:30";
            row["reply_to_guid"] = reply;
        });
        _store.React(Chat, null, At(300, 18, 10), "p:0/" + question, Loved);
        _store.React(Chat, _anna, At(300, 18, 11), "p:0/" + reply, Laughed);
        _store.React(Chat, _anna, At(300, 18, 12), "p:0/" + reply, Laughed + TakenBack);
        _store.React(Chat, _anna, At(300, 18, 12), "p:0/" + reply, OwnEmoji, "🥗");
        Say(_anna, 299, 8, 1, "Dentist moved us to 16:30, ok? 👩🏽‍⚕️");
        Say(null, 299, 8, 30, "Ok");
        Say(null, 40, 23, 58, "Happy almost-new-month ✨");
    }

    private void AddEdits()
    {
        DateTimeOffset sent = At(200, 9, 0);
        const string First = "Train is at 9:15";
        const string Second = "Train is at 9:45";
        const string Current = "Train is at 9:45, platform 11";
        string edited = _store.Add(new PlannedMessage
        {
            Conversation = Chat,
            Date = sent,
            Text = Current,
            More = row =>
            {
                row["date_edited"] = PhoneTime.CocoaNanoseconds(sent.AddMinutes(7));
                row["message_summary_info"] = MessagePayloads.Edits(
                    [First.Length],
                    new Dictionary<int, IReadOnlyList<(DateTimeOffset, string)>>
                    {
                        [0] = [(sent, First), (sent.AddMinutes(2), Second), (sent.AddMinutes(7), Current)],
                    });
            },
        });
        _story.Truth.Add(StarterKind.Message, edited, Current, sent);
        _story.Truth.Add(StarterKind.EditedMessage, edited, Current, sent);
        Say(new PlannedMessage
        {
            Conversation = Chat,
            Sender = _anna,
            Date = At(200, 9, 3),
            More = row =>
            {
                row["date_edited"] = PhoneTime.CocoaNanoseconds(At(200, 9, 4));
                row["part_count"] = 0L;
                row["message_summary_info"] = MessagePayloads.Edits(
                    [12], new Dictionary<int, IReadOnlyList<(DateTimeOffset, string)>>(), 0);
            },
        });
        AddHalfUnsent();
    }

    /// <summary>Two bubbles of which the second was unsent.</summary>
    private void AddHalfUnsent()
    {
        PlannedAttachment photo = Attachment("IMG_0007.JPG", "public.jpeg", "image/jpeg", Picture(7));
        Say(new PlannedMessage
        {
            Conversation = Chat,
            Date = At(198, 12, 0),
            Text = "Look what the cat did",
            Body = new AttributedText().Add("Look what the cat did", 0).ToBytes(),
            More = row =>
            {
                row["date_edited"] = PhoneTime.CocoaNanoseconds(At(198, 12, 2));
                row["message_summary_info"] = MessagePayloads.Edits(
                    [21, 1], new Dictionary<int, IReadOnlyList<(DateTimeOffset, string)>>(), 1);
            },
            Attachments = [photo],
        });
    }

    private void AddEffectsAndStyles()
    {
        Say(null, 150, 0, 0, "Happy birthday!! 🎂", static row =>
            row["expressive_send_style_id"] = "com.apple.messages.effect.CKConfettiEffect");
        Say(_anna, 150, 0, 1, "secret: I baked", static row =>
            row["expressive_send_style_id"] = "com.apple.MobileSMS.expressivesend.invisibleink");
        AttributedText styled = new AttributedText()
            .Add("Do ", 0)
            .Add("not", 0, ("__kIMTextBoldAttributeName", AttributedText.Number(1)))
            .Add(" forget the ", 0)
            .Add("jelly", 0, ("__kIMTextEffectAttributeName", AttributedText.Number(10)));
        Say(new PlannedMessage
        {
            Conversation = Chat, Sender = _anna, Date = At(149, 7, 45), Text = styled.Text, Body = styled.ToBytes(),
        });
        Say(null, 149, 7, 46, "", static row => row["subject"] = "Jelly: noted");
    }

    private void AddMedia()
    {
        PlannedAttachment one = Attachment("IMG_0012.HEIC", "public.heic", "image/heic", HeicPicture(12));
        PlannedAttachment two = Attachment("IMG_0013.JPG", "public.jpeg", "image/jpeg", Picture(13));
        AttributedText both = new AttributedText()
            .AddAttachment(one.Guid, one.Name, 0)
            .AddAttachment(two.Guid, two.Name, 1)
            .Add("from the beach", 2);
        string message = Say(new PlannedMessage
        {
            Conversation = Chat, Date = At(90, 14, 20), Text = both.Text, Body = both.ToBytes(),
            Attachments = [one, two],
        });
        _store.React(Chat, _anna, At(90, 14, 25), "p:1/" + message, Emphasized);
        PlannedAttachment sticker = Attachment(
            "sticker.png", "public.png", "image/png", PngWriter.Write(new(5, 32, 32)))
            with { IsSticker = true };
        AddStickerReaction(message, sticker);
        PlannedAttachment voice = Attachment(
            "Audio Message.caf", "com.apple.coreaudio-format", "audio/x-caf", SpeechWriter.WriteCaf(18, 2));
        AttributedText spoken = new AttributedText().Add(
            AttributedText.AttachmentMark,
            0,
            ("__kIMFileTransferGUIDAttributeName", AttributedText.String(voice.Guid)),
            ("IMAudioTranscription", AttributedText.String("Can you pick up milk on your way home?")));
        Say(new PlannedMessage
        {
            Conversation = Chat, Sender = _anna, Date = At(60, 17, 2), Text = spoken.Text, Body = spoken.ToBytes(),
            Attachments = [voice],
            More = static row =>
            {
                row["is_audio_message"] = true;
                row["is_played"] = true;
            },
        });
        PlannedAttachment gone = Attachment("IMG_0001.MOV", "com.apple.quicktime-movie", "video/quicktime", null)
            with { StatedSize = 48_211_337 };
        AttributedText purged = new AttributedText().AddAttachment(gone.Guid, gone.Name, 0);
        Say(new PlannedMessage
        {
            Conversation = Chat, Sender = _anna, Date = At(600, 11, 0), Text = purged.Text, Body = purged.ToBytes(),
            Attachments = [gone],
        });
    }

    private void AddStickerReaction(string target, PlannedAttachment sticker)
    {
        string guid = _store.Add(new PlannedMessage
        {
            Conversation = Chat,
            Sender = _anna,
            Date = At(90, 14, 26),
            Text = AttributedText.AttachmentMark,
            Body = new AttributedText().AddAttachment(sticker.Guid, sticker.Name, 0).ToBytes(),
            Attachments = [sticker],
            More = row =>
            {
                row["associated_message_guid"] = "p:0/" + target;
                row["associated_message_type"] = (long)StickerReaction;
            },
        });
        _story.Truth.Add(StarterKind.Reaction, guid, "p:0/" + target, At(90, 14, 26));
    }

    private void AddApps()
    {
        const string Url = "https://recipes.example/lasagne";
        AttributedText link = new AttributedText().Add(
            Url, 0, ("__kIMLinkAttributeName", AttributedText.Url(Url)));
        PlannedAttachment preview = Attachment(
            "5C8A.pluginPayloadAttachment", null, null, Picture(41)) with { IsHidden = true };
        Say(new PlannedMessage
        {
            Conversation = Chat, Sender = _anna, Date = At(299, 20, 0), Text = Url, Body = link.ToBytes(),
            Attachments = [preview],
            More = static row =>
            {
                row["balloon_bundle_id"] = "com.apple.messages.URLBalloonProvider";
                row["payload_data"] = MessagePayloads.Link(
                    Url, "Gran's lasagne", "Six layers & a secret.", "Recipes");
            },
        });
        Say(new PlannedMessage
        {
            Conversation = Chat, Date = At(80, 21, 10), Text = "\uFFFD",
            More = static row =>
            {
                row["balloon_bundle_id"] =
                    "com.apple.messages.MSMessageExtensionBalloonPlugin:0000000000:com.example.chess-club.messages";
                row["payload_data"] = MessagePayloads.App(
                    "https://chess.example/g/81?move=e4", "Chess Club", "Your turn", "1. e4");
            },
        });
    }

    private void AddEvents()
    {
        Say(new PlannedMessage
        {
            Conversation = Chat, Sender = _anna, Date = At(30, 19, 0), More = static row =>
            {
                row["item_type"] = 4L;
                row["share_status"] = 0L;
                row["share_direction"] = 1L;
            },
        });
        Say(new PlannedMessage
        {
            Conversation = Chat, Date = At(2, 22, 15), Text = "Deleted by mistake", InTextColumn = true,
            Deleted = At(1, 7, 0),
        });
        Say(null, 1, 8, 0, "On my way 🚲", static row => row["is_read"] = false);
    }

    private string Say(
        long? sender, int daysAgo, int hour, int minute, string text, Action<Stores.StoreRow>? more = null) =>
        Say(new PlannedMessage
        {
            Conversation = Chat,
            Sender = sender,
            Date = At(daysAgo, hour, minute),
            Text = text,
            More = more,
        });

    private string Say(PlannedMessage message) => _store.Say(message);

    private PlannedAttachment Attachment(string name, string? type, string? mimeType, byte[]? content) =>
        new(name, type, mimeType, content) { Guid = _store.Identifiers.Guid() };

    private DateTimeOffset At(int daysAgo, int hour, int minute) => _story.DaysAgo(daysAgo, hour, minute);

    private static byte[] Picture(int seed) => JpegWriter.Write(new Mosaic(seed, 240, 160));

    private byte[] HeicPicture(int seed) =>
        HeifWriter.Write(new Mosaic(seed, 240, 160), ExifWriter.Write(new ExifInfo { Taken = At(90, 14, 0) }));
}
