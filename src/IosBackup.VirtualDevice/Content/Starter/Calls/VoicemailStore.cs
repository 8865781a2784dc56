using System;
using System.Globalization;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Calls;

/// <summary>Writes the voicemail store, its recordings and their transcripts.</summary>
internal static class VoicemailStore
{
    private const string Folder = "Library/Voicemail/";
    private const long Heard = 67;
    private const long Recent = 3;
    private const long Trashed = 75;

    private const string Schema =
        """
        CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
        CREATE TABLE voicemail (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, remote_uid INTEGER, date INTEGER, token TEXT,
          sender TEXT, callback_num TEXT, duration INTEGER, expiration INTEGER, trashed_date INTEGER, flags INTEGER,
          receiver TEXT, label TEXT, uuid TEXT);
        CREATE TABLE deleted (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, remote_uid INTEGER, date INTEGER, token TEXT,
          sender TEXT, callback_num TEXT, duration INTEGER, expiration INTEGER, trashed_date INTEGER, flags INTEGER,
          receiver TEXT, label TEXT, uuid TEXT);
        CREATE TABLE map (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT, label TEXT);
        CREATE INDEX date_index on voicemail(date);
        CREATE INDEX remote_uid_index on voicemail(remote_uid);
        """;

    public static void Write(Story story)
    {
        using StoreBuilder store = new(Schema);
        StarterRandom random = story.Random("voicemail");
        string account = random.Guid();
        store.Insert("map", new StoreRow { ["account"] = "8944000000000000001", ["label"] = account });
        Cast cast = story.Cast;
        Add("mum", 300, 12, "Hello darling, it's Mum. Nothing important, just ring when you can. Bye bye. Bye.");
        Add("dentist", 35, 9, "Redland Dental here about your appointment. Please call us back.");
        Add("garage", 12, 17, null, Recent);
        Add("bank", 200, 10, "This is a recorded message", Trashed, trashed: true);
        DateTimeOffset modified = story.DaysAgo(12, 17, 30);
        story.Files.Add("HomeDomain", Folder + "voicemail.db", store.ToImage(), modified);
        story.Files.Add("HomeDomain", Folder + "Greeting.amr", SpeechWriter.WriteAmr(4), story.DaysAgo(1200, 12, 0));
        return;

        void Add(string key, int daysAgo, int hour, string? transcript, long flags = Heard, bool trashed = false)
        {
            const int KeptDays = 30;
            DateTimeOffset date = story.DaysAgo(daysAgo, hour, 7);
            int seconds = random.Next(4, 20);
            long row = store.Insert("voicemail", new StoreRow
            {
                ["remote_uid"] = (long)random.Next(1, 10_000),
                ["date"] = PhoneTime.Unix(date),
                ["token"] = "Complete",
                ["sender"] = cast[key].Phone,
                ["callback_num"] = cast[key].Phone,
                ["duration"] = (long)seconds,
                ["expiration"] = PhoneTime.Unix(date.AddDays(KeptDays)),
                ["trashed_date"] = trashed ? (long)PhoneTime.Cocoa(date.AddDays(1)) : 0L,
                ["flags"] = flags,
                ["receiver"] = cast.Owner.Phone,
                ["label"] = account,
                ["uuid"] = random.Guid(),
            });
            string name = Folder + row.ToString(CultureInfo.InvariantCulture);
            story.Files.Add("HomeDomain", name + ".amr", SpeechWriter.WriteAmr(seconds), date);
            if (transcript is not null)
            {
                story.Files.Add("HomeDomain", name + ".transcript", Transcript(transcript), date.AddMinutes(1));
            }

            story.Truth.Add(StarterKind.Voicemail, row.ToString(CultureInfo.InvariantCulture), cast[key].Phone, date);
        }
    }

    private static byte[] Transcript(string text)
    {
        KeyedArchiveWriter archive = new();
        return archive.ToBytes(archive.Object(
            ["VMVoicemailTranscript", "NSObject"],
            ("transcriptionString", archive.Value(text)),
            ("confidence", archive.Value(0.82))));
    }
}
