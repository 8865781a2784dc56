using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Messages;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.WhatsApp;

/// <summary>
/// Writes what WhatsApp keeps. Its newest messages are in the write-ahead log alone: who leaves the log aside does not
/// see them.
/// </summary>
internal sealed class WhatsAppWriter
{
    private const int SharedMemorySize = 32 * 1024;
    private const string ClimbingJid = "120363021234567890@g.us";

    private static readonly string[] s_knownPeople = ["amelie", "tom", "sam", "lena", "yuki", "priya", "alexandros"];

    private readonly Story _story;
    private readonly WhatsAppStore _store;
    private readonly StarterRandom _random;

    private WhatsAppWriter(Story story, WhatsAppStore store)
    {
        _story = story;
        _store = store;
        _random = story.Random("whatsapp/talk");
    }

    public static void Write(Story story)
    {
        using WhatsAppStore store = new(story);
        new WhatsAppWriter(story, store).Write();
        WriteContacts(story);
        WriteCalls(story);
    }

    private void Write()
    {
        WhatsAppChat amelie = _store.AddChat("amelie");
        WhatsAppChat tom = _store.AddChat("tom");
        WhatsAppChat climbing = _store.AddGroup(
            "Climbing 🧗", ClimbingJid, _story.DaysAgo(500, 12, 0), "tom", "sam", "priya");
        WhatsAppChat hidden = _store.AddChat("yuki", "205690463334636@lid", isArchived: true);
        _store.AddChat("alexandros", isRemoved: true);
        WriteDialog(amelie);
        WriteGroup(climbing);
        Say(hidden, "yuki", 70, "番号が変わりました");
        Talk(_random, [amelie, tom, climbing], _story.Options.WhatsAppMessages - _store.Count - 5);
        byte[] older = _store.ToImage();
        Say(amelie, "amelie", 1, "Tu arrives quand ?");
        Say(amelie, null, 1, "Vendredi, 19h à Paris Nord 🚄");
        Say(climbing, "sam", 1, "Wall at 7?");
        Say(climbing, "priya", 0, "In!");
        Say(tom, "tom", 0, "Found your chalk bag");
        for (int i = 0; i < _story.Episodes.Count; i++)
        {
            StarterRandom random = _story.EpisodeRandom(i, "whatsapp");
            _store.Add(new PlannedChatMessage
            {
                Chat = tom, Sender = "tom", Date = random.Between(_story.EpisodeStart(i), _story.EpisodeStart(i + 1)),
                Text = SmallTalk.Sentence(random),
            });
        }

        byte[] newer = _store.ToImage();
        DateTimeOffset modified = _story.Now.AddMinutes(-12);
        _story.Files.Add(WhatsAppStore.Domain, "ChatStorage.sqlite", older, _story.Base.AddDays(-1));
        _story.Files.Add(
            WhatsAppStore.Domain, "ChatStorage.sqlite-wal", WriteAheadLog.Between(older, newer, 0x5EED_0001), modified);
        _story.Files.Add(WhatsAppStore.Domain, "ChatStorage.sqlite-shm", new byte[SharedMemorySize], modified);
        _story.Files.Add(
            WhatsAppStore.Domain,
            "Library/Preferences/group.net.whatsapp.WhatsApp.shared.plist",
            PropertyList.ToBinary(new PlistDictionary
            {
                ["OwnJabberID"] = _store.Me, ["FullUserName"] = _story.Cast.Owner.FullName,
                ["LastFullBackupDate"] = _story.DaysAgo(3, 2, 0),
            }),
            _story.DaysAgo(3, 2, 0));
    }

    private void WriteDialog(WhatsAppChat chat)
    {
        string first = Say(chat, "amelie", 320, "Coucou ! Ça va ? 🌻");
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Date = At(320), Text = "Ça va, et toi ?",
            Media = row => row["ZMETADATA"] = WhatsAppStore.Quotation(first, chat.Jid),
        });
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Sender = "amelie", Date = At(23), Type = 1, Text = null,
            File = ("jpg", JpegWriter.Write(new Mosaic(61, 200, 150))),
            Media = static row => row["ZTITLE"] = "Le marché",
        });
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Date = At(22), Type = 3, File = ("m4a", MovieWriter.WriteRecording(21, 1, At(22))),
            Media = static row => row["ZMOVIEDURATION"] = 1L,
        });
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Sender = "amelie", Date = At(21), Type = 2, File = ("mp4", null),
            Media = static row => row["ZMOVIEDURATION"] = 14L,
        });
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Sender = "amelie", Date = At(20), Type = 5,
            Media = static row => (row["ZLATITUDE"], row["ZLONGITUDE"], row["ZTITLE"]) = (
                48.8809, 2.3553, "Gare du Nord"),
        });
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Date = At(19), Type = 4,
            Media = static row => (row["ZVCARDNAME"], row["ZVCARDSTRING"]) = (
                "Sam", "BEGIN:VCARD\nVERSION:3.0\nFN:Sam 🧗🏽\nTEL;waid=447700900109:+44 7700 900109\nEND:VCARD"),
        });
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Date = At(18), Type = 8, File = ("pdf", PdfWriter.Write("Billet", "Londres - Paris")),
            Media = static row => row["ZTITLE"] = "Billet été.pdf",
        });
        _store.AddLink(chat, "amelie", At(17), "https://video.example/watch?v=dQw4", "A video");
        _store.Add(new PlannedChatMessage { Chat = chat, Sender = "amelie", Date = At(16), Type = 14 });
        _store.Add(new PlannedChatMessage
        {
            Chat = chat, Sender = "amelie", Date = At(15), Text = "Code de la porte : 4B27", IsStarred = true,
        });
    }

    private void WriteGroup(WhatsAppChat group)
    {
        const int Created = 12;
        const int SubjectChanged = 1;
        _store.Add(new PlannedChatMessage
        {
            Chat = group, Sender = "tom", Date = At(500), Type = 6,
            More = static row => row["ZGROUPEVENTTYPE"] = (long)Created,
        });
        _store.Add(new PlannedChatMessage
        {
            Chat = group, Sender = "tom", Date = At(499), Type = 6, Text = "Climbing 🧗",
            More = static row => row["ZGROUPEVENTTYPE"] = (long)SubjectChanged,
        });
        Say(group, "sam", 300, "6b+ on the blue wall!! 💪🏽");
        Say(group, null, 300, "Photo or it didn't happen");
        _store.Add(new PlannedChatMessage
        {
            Chat = group, Sender = "sam", Date = At(299), Type = 1,
            File = ("jpg", JpegWriter.Write(new Mosaic(62, 150, 200))),
        });
    }

    private void Talk(StarterRandom random, IReadOnlyList<WhatsAppChat> chats, int count)
    {
        DateTimeOffset first = _story.Base.AddYears(-1);
        double step = (_story.DaysAgo(2, 12, 0) - first).TotalSeconds / Math.Max(1, count);
        for (int i = 0; i < count; i++)
        {
            WhatsAppChat chat = random.Pick(chats);
            string other = chat.IsGroup
                ? random.Pick(chat.Members.Keys.ToList())
                : s_knownPeople.First(key => _story.Cast[key].Jid == chat.Jid);
            _store.Add(new PlannedChatMessage
            {
                Chat = chat,
                Sender = random.Chance(0.45) ? null : other,
                Date = first.AddSeconds(Math.Floor(step * (i + random.NextReal()))),
                Text = SmallTalk.Sentence(random),
            });
        }
    }

    private string Say(WhatsAppChat chat, string? sender, int daysAgo, string text) => _store.Add(new PlannedChatMessage
    {
        Chat = chat, Sender = sender, Date = At(daysAgo), Text = text,
    });

    /// <summary>Some minutes after the message before.</summary>
    private DateTimeOffset At(int daysAgo) => _story.DaysAgo(daysAgo, 12, 0).AddMinutes(_store.Count % 240);

    private static void WriteContacts(Story story)
    {
        StarterRandom random = story.Random("whatsapp/contacts");
        using CoreDataStore contacts = new(random.Guid(), WhatsAppModel.Contacts);
        using CoreDataStore identities = new(random.Guid(), WhatsAppModel.LinkedIdentities);
        foreach (string key in s_knownPeople)
        {
            Person person = story.Cast[key];
            string linked = random.Next(100_000, 999_999).ToString(CultureInfo.InvariantCulture) + "463334636@lid";
            contacts.Insert("WAAddressBookContact", new StoreRow
            {
                ["ZABOUTTEXT"] = "Hey there! I am using WhatsApp.",
                ["ZFULLNAME"] = person.FullName,
                ["ZGIVENNAME"] = person.First,
                ["ZIDENTIFIER"] = random.Guid() + ":ABPerson",
                ["ZLID"] = key == "yuki" ? "205690463334636@lid" : linked,
                ["ZPHONENUMBER"] = person.Phone,
                ["ZLOCALIZEDPHONENUMBER"] = person.Phone,
                ["ZPHONENUMBERLABEL"] = "mobile",
                ["ZWHATSAPPID"] = person.Jid,
            });
            identities.Insert("WAPhoneNumberLIDPair", new StoreRow
            {
                ["ZLID"] = key == "yuki" ? "205690463334636@lid" : linked,
                ["ZPHONENUMBER"] = person.Jid,
                ["ZTIMESTAMP"] = PhoneTime.Cocoa(story.DaysAgo(100, 1, 0)),
            });
        }

        DateTimeOffset modified = story.DaysAgo(30, 1, 0);
        story.Files.Add(WhatsAppStore.Domain, "ContactsV2.sqlite", contacts.ToImage(), modified);
        story.Files.Add(WhatsAppStore.Domain, "LID.sqlite", identities.ToImage(), modified);
        story.Files.Add(WhatsAppStore.Domain, "consumer_version", Encoding.ASCII.GetBytes("25.20.78"), modified);
        story.Files.Add(
            WhatsAppStore.Domain,
            "Media/Profile/33639981234-1690000000.jpg",
            JpegWriter.Write(new Mosaic(90, 96, 96)),
            modified);
    }

    private static void WriteCalls(Story story)
    {
        StarterRandom random = story.Random("whatsapp/calls");
        using CoreDataStore calls = new(random.Guid(), WhatsAppModel.Calls);
        Add("amelie", 23, 42, outcome: 0, isIncoming: true, isVideo: false);
        Add("amelie", 22, 0, outcome: 1, isIncoming: true, isVideo: false);
        Add("yuki", 71, 1900.5, outcome: 0, isIncoming: false, isVideo: true);
        story.Files.Add(WhatsAppStore.Domain, "CallHistory.sqlite", calls.ToImage(), story.DaysAgo(22, 18, 1));
        return;

        void Add(string key, int daysAgo, double seconds, int outcome, bool isIncoming, bool isVideo)
        {
            DateTimeOffset date = story.DaysAgo(daysAgo, 18, 0);
            string jid = story.Cast[key].Jid;
            long group = calls.Insert("WAAggregateCallEvent", new StoreRow
            {
                ["ZINCOMING"] = isIncoming,
                ["ZMISSED"] = outcome == 1,
                ["ZVIDEO"] = isVideo,
                ["ZFIRSTDATE"] = PhoneTime.Cocoa(date),
            });
            long call = calls.Insert("WACDCallEvent", new StoreRow
            {
                ["ZBYTESRECEIVED"] = 121_551L,
                ["ZBYTESSENT"] = 39_611L,
                ["ZOUTCOME"] = (long)outcome,
                ["Z1CALLEVENTS"] = group,
                ["ZDATE"] = PhoneTime.Cocoa(date),
                ["ZDURATION"] = seconds,
                ["ZCALLIDSTRING"] = random.Hex(32),
                ["ZGROUPCALLCREATORUSERJIDSTRING"] = isIncoming ? jid : story.Cast.Owner.Jid,
            });
            calls.Insert("WACDCallEventParticipant", new StoreRow
            {
                ["ZOUTCOME"] = (long)outcome,
                ["Z1PARTICIPANTS"] = call,
                ["ZJIDSTRING"] = jid,
            });
            story.Truth.Add(StarterKind.WhatsAppCall, call.ToString(CultureInfo.InvariantCulture), jid, date);
        }
    }
}
