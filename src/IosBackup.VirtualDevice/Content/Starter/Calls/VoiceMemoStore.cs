using System;
using System.Collections.Generic;
using System.Globalization;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Calls;

/// <summary>Writes the voice memos and their store.</summary>
internal static class VoiceMemoStore
{
    private const string Domain = "AppDomainGroup-group.com.apple.VoiceMemos.shared";
    private const string Folder = "Recordings/";

    private static readonly IReadOnlyList<CoreDataEntity> s_model =
    [
        new(
            "CloudRecording",
            """
            INTEGER ZFLAGS ZSHAREDFLAGS ZFOLDER TIMESTAMP ZDATE FLOAT ZDURATION TIMESTAMP ZEVICTIONDATE
            FLOAT ZLOCALDURATION VARCHAR ZCUSTOMLABEL ZCUSTOMLABELFORSORTING ZENCRYPTEDTITLE ZPATH ZUNIQUEID
            BLOB ZAUDIODIGEST ZAUDIOFUTURE ZAUDIOFUTUREUUIDS
            """),
        new("DatabaseProperty", "VARCHAR ZKEY BLOB ZVALUE"),
        new("Folder", "INTEGER ZCOUNTOFRECORDINGS ZRANK VARCHAR ZENCRYPTEDNAME ZUUID"),
    ];

    public static void Write(Story story)
    {
        StarterRandom random = story.Random("memos");
        using CoreDataStore store = new(random.Guid(), s_model);
        long folder = store.Insert("Folder", new StoreRow
        {
            ["ZCOUNTOFRECORDINGS"] = 1L,
            ["ZRANK"] = 0L,
            ["ZENCRYPTEDNAME"] = "Band 🎸",
            ["ZUUID"] = random.Guid(),
        });
        Add("Chorus idea (B minor)", story.DaysAgo(210, 23, 12), 3, folder, isTrashed: false, isOnPhone: true);
        Add("Larkfield Terrace", story.DaysAgo(100, 8, 40), 2, null, isTrashed: false, isOnPhone: true);
        Add("New Recording 2", story.DaysAgo(50, 17, 5), 1, null, isTrashed: false, isOnPhone: true);
        Add("Oma erzählt / Teil 1", story.DaysAgo(900, 15, 0), 2, null, isTrashed: false, isOnPhone: false);
        Add("Pocket noise", story.DaysAgo(9, 10, 0), 1, null, isTrashed: true, isOnPhone: true);
        for (int i = 0; i < story.Episodes.Count; i++)
        {
            Add("Later thought", story.EpisodeStart(i).AddHours(14), 1, null, isTrashed: false, isOnPhone: true);
        }

        story.Files.Add(Domain, Folder + "CloudRecordings.db", store.ToImage(), story.Now.AddDays(-1));
        return;

        void Add(string title, DateTimeOffset date, int seconds, long? inFolder, bool isTrashed, bool isOnPhone)
        {
            string name = PhoneTime.ToLondon(date).ToString("yyyyMMdd HHmmss", CultureInfo.InvariantCulture)
                + "-" + random.Hex(8) + ".m4a";
            store.Insert("CloudRecording", new StoreRow
            {
                ["ZFLAGS"] = 4L,
                ["ZSHAREDFLAGS"] = 0L,
                ["ZFOLDER"] = inFolder,
                ["ZDATE"] = PhoneTime.Cocoa(date),
                ["ZDURATION"] = (double)seconds,
                ["ZEVICTIONDATE"] = isTrashed ? PhoneTime.Cocoa(date.AddDays(2)) : SqlValue.Null,
                ["ZLOCALDURATION"] = (double)seconds,
                ["ZCUSTOMLABEL"] = date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
                ["ZCUSTOMLABELFORSORTING"] = title,
                ["ZENCRYPTEDTITLE"] = title,
                ["ZPATH"] = name,
                ["ZUNIQUEID"] = random.Guid(),
            });
            if (isOnPhone)
            {
                story.Files.Add(
                    Domain, Folder + name, MovieWriter.WriteRecording(12 + title.Length, seconds, date), date);
            }

            story.Truth.Add(StarterKind.VoiceMemo, name, title, date);
        }
    }
}
