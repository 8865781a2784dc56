using System;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Messages;

/// <summary>
/// What comes over the phone network: SMS, MMS, RCS, codes, junk, and rows that lost their conversation.
/// </summary>
internal sealed class TextMessages(Story story, MessageStore store)
{
    public void Write()
    {
        AddUncle();
        AddSamePersonTwice();
        AddRcs();
        AddBusinesses();
        AddStrays();
    }

    private void AddUncle()
    {
        Person uncle = story.Cast["juergen"];
        long handle = store.AddHandle(uncle.Phone, "SMS", "de", "person-juergen");
        Conversation chat = store.AddChat(uncle.Phone, handle, "SMS");
        Say(chat, handle, 400, 9, 5, "Alles Gute zum Geburtstag, liebe Nichte! Größe & Küsse aus Köpenick 🥨");
        Say(chat, null, 400, 10, 0, "Danke, lieber Onkel! ❤️");
        Say(chat, handle, 31, 9, 5, "Fährst Du über Straßburg?");
        Say(chat, null, 31, 9, 30, "Nein, über Köln.", static row =>
        {
            row["error"] = 22L;
            row["is_sent"] = false;
            row["is_delivered"] = false;
        });
        PlannedAttachment picture = new(
            "IMG_20251002.jpg", "public.jpeg", "image/jpeg", JpegWriter.Write(new(88, 176, 144)))
        {
            Guid = store.Identifiers.Guid(),
        };
        AttributedText text = new AttributedText().AddAttachment(picture.Guid, picture.Name, 0).Add("Der Garten!", 1);
        store.Say(new PlannedMessage
        {
            Conversation = chat, Sender = handle, Date = At(30, 15, 0), Text = text.Text, Body = text.ToBytes(),
            Attachments = [picture],
        });
    }

    /// <summary>The same person over iMessage and SMS: two chats that users see as one.</summary>
    private void AddSamePersonTwice()
    {
        Person mum = story.Cast["mum"];
        long mail = store.AddHandle(mum.Email, "iMessage", personId: "person-mum");
        long blue = store.AddHandle(mum.Phone, "iMessage", personId: "person-mum");
        long green = store.AddHandle(mum.Phone, "SMS", personId: "person-mum");
        Conversation blueChat = store.AddChat(mum.Phone, blue, "iMessage");
        Conversation greenChat = store.AddChat(mum.Phone, green, "SMS");
        Conversation mailChat = store.AddChat(mum.Email, mail, "iMessage");
        Say(blueChat, blue, 45, 12, 0, "Dad has found the slides from 1984!!");
        Say(greenChat, green, 44, 12, 0, "No signal here. Call me on the landline X");
        Say(greenChat, null, 44, 12, 30, "Ringing now");
        Say(mailChat, mail, 43, 9, 0, "This is my iPad speaking");
        Say(blueChat, null, 42, 21, 0, "Slides night on Friday? 📽️");
    }

    private void AddRcs()
    {
        Person priya = story.Cast["priya"];
        long handle = store.AddHandle(priya.Phone, "RCS", personId: "person-priya");
        Conversation chat = store.AddChat(priya.Phone, handle, "RCS");
        string first = Say(chat, handle, 12, 19, 30, "Green bubbles with read receipts, fancy");
        store.React(chat, null, At(12, 19, 31), "p:0/" + first, 2001);
        Say(chat, null, 12, 19, 32, "The future is now");
        long third = store.AddHandle(story.Cast["tom"].Phone, "SMS", personId: "person-tom");
        long fourth = store.AddHandle(priya.Phone, "SMS", personId: "person-priya");
        Conversation group = store.AddGroup(null, [third, fourth], "SMS");
        Say(group, fourth, 11, 9, 0, "Does anyone have the gate code?");
        Say(group, null, 11, 9, 4, "It is on the fridge. My fridge.");
    }

    private void AddBusinesses()
    {
        long bank = store.AddHandle("SEVERNBK", "SMS");
        Conversation bankChat = store.AddChat("SEVERNBK", bank, "SMS", static row => row["is_filtered"] = 2L);
        AttributedText code = new AttributedText()
            .Add("Severn Bank: your code is ", 0)
            .Add("493817", 0, ("__kIMOneTimeCodeAttributeName", AttributedText.String("493817")))
            .Add(". Never share it.", 0);
        store.Say(new PlannedMessage
        {
            Conversation = bankChat, Sender = bank, Date = At(3, 10, 1), Text = code.Text, Body = code.ToBytes(),
        });
        long junk = store.AddHandle("+447700900199", "SMS");
        Conversation junkChat = store.AddChat(
            "+447700900199", junk, "SMS", static row => (row["is_filtered"], row["is_archived"]) = (1L, true));
        Say(junkChat, junk, 9, 3, 12, "You won!! http://win.example/?u=1&t=<2>", static row => row["is_spam"] = true);
        Person japan = story.Cast["yuki"];
        long mail = store.AddHandle(japan.Email, "iMessage", "jp");
        Conversation mailChat = store.AddChat(japan.Email, mail, "iMessage");
        Say(mailChat, mail, 100, 1, 0, "お誕生日おめでとう！🎉 元気ですか？");
        Say(mailChat, null, 100, 8, 0, "ありがとう！ Coming in spring 🌸");
        store.Say(new PlannedMessage
        {
            Conversation = mailChat, Date = At(0, 9, 0), Text = "Good morning from the future", InTextColumn = true,
            More = row => (row["schedule_type"], row["schedule_state"], row["is_sent"]) = (2L, 1L, false),
        });
    }

    /// <summary>
    /// A message without a chat, one without a time, one of plain text only, and gaps between the rows.
    /// </summary>
    private void AddStrays()
    {
        long handle = store.AddHandle("+447700900188", "SMS");
        store.Say(new PlannedMessage
        {
            Sender = handle, Date = At(500, 4, 4), Text = "A message without a conversation", WithoutBody = true,
        });
        store.SkipRows(3);
        Conversation chat = store.AddChat("+447700900188", handle, "SMS");
        store.Say(new PlannedMessage
        {
            Conversation = chat, Sender = handle, Date = At(499, 4, 4), IsDateless = true,
            Text = "A message without a time", InTextColumn = true,
        });
        store.Say(new PlannedMessage
        {
            Conversation = chat, Sender = handle, Date = At(498, 4, 4), Text = "Plain text only", WithoutBody = true,
        });
        store.AddDeleted(store.Identifiers.Guid());
        PlannedAttachment lost = new("IMG_4.JPG", "public.jpeg", "image/jpeg", null)
        {
            Guid = store.Identifiers.Guid(), StatedSize = 12,
            ElsewherePath = "/var/tmp/com.apple.messages/tmp.1/IMG_4.JPG",
        };
        AttributedText text = new AttributedText().AddAttachment(lost.Guid, lost.Name, 0);
        store.Say(new PlannedMessage
        {
            Conversation = chat, Date = At(497, 4, 4), Text = text.Text, Body = text.ToBytes(), Attachments = [lost],
        });
    }

    private string Say(
        Conversation chat, long? sender, int daysAgo, int hour, int minute, string text,
        Action<StoreRow>? more = null) =>
        store.Say(new PlannedMessage
        {
            Conversation = chat,
            Sender = sender,
            Date = At(daysAgo, hour, minute),
            Text = text,
            InTextColumn = true,
            More = more,
        });

    private DateTimeOffset At(int daysAgo, int hour, int minute) => story.DaysAgo(daysAgo, hour, minute);
}
