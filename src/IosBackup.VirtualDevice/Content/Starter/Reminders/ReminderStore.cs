using System;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Reminders;

/// <summary>
/// Writes the reminder stores: one of the iCloud account, one of the phone alone. The numbers of their entities differ,
/// as those of stores that were made by different versions do.
/// </summary>
internal sealed class ReminderStore : IDisposable
{
    private const string Domain = "AppDomainGroup-group.com.apple.reminders";
    private const string Folder = "Container_v1/Stores/";
    private const int HighPriority = 1;
    private const int MediumPriority = 5;
    private const int LowPriority = 9;

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly CoreDataStore _store;
    private readonly long _account;

    private ReminderStore(Story story, string stream, string account, bool hasQueue)
    {
        _story = story;
        _random = story.Random(stream);
        _store = new CoreDataStore(_random.Guid(), ReminderModel.Entities(hasQueue));
        _account = _store.Insert("REMCDAccount", new StoreRow
        {
            ["ZNAME"] = account,
            ["ZCKIDENTIFIER"] = _random.Guid(),
            ["ZIDENTIFIER"] = _random.Bytes(16),
        });
    }

    public static void Write(Story story)
    {
        string name;
        using (ReminderStore cloud = new(story, "reminders", "iCloud", hasQueue: false))
        {
            name = "Data-" + cloud._random.Guid() + ".sqlite";
            cloud.AddAll();
            story.Files.Add(Domain, Folder + name, cloud._store.ToImage(), story.Now.AddHours(-11));
        }

        using ReminderStore local = new(story, "reminders/local", "Local", hasQueue: true);
        long list = local.AddList("On this iPhone", null);
        local.Add(list, "Water the plants", story.DaysAgo(10, 8, 0));
        story.Files.Add(Domain, Folder + "Data-local.sqlite", local._store.ToImage(), story.DaysAgo(10, 8, 0));
        story.Files.AddDirectories(Domain, "Container_v1/Files", "Container_v1/MLModels");
    }

    public void Dispose() => _store.Dispose();

    private void AddAll()
    {
        long home = AddList("Home 🏠", "#FF9500");
        long work = AddList("Work", "#007AFF");
        long group = AddList("Projects", null, isGroup: true);
        long boat = AddList("Boat", "#34C759", group);
        Add(home, "Pay the council tax", _story.DaysAgo(20, 8, 0), row =>
            (row["ZDUEDATE"], row["ZALLDAY"], row["ZPRIORITY"]) =
                (PhoneTime.Cocoa(_story.DaysAgo(-17, 0, 0)), true, (long)HighPriority));
        long call = Add(home, "Ring the garage", _story.DaysAgo(15, 9, 0), row =>
        {
            row["ZDUEDATE"] = PhoneTime.Cocoa(_story.DaysAgo(12, 17, 0));
            row["ZNOTES"] = "Ask about the noise; \"grrr\"\nand the MOT";
            row["ZCOMPLETED"] = true;
            row["ZCOMPLETIONDATE"] = PhoneTime.Cocoa(_story.DaysAgo(12, 17, 20));
            row["ZTIMEZONE"] = PhoneTime.ZoneName;
        });
        Add(home, "…and the tyres", _story.DaysAgo(15, 9, 1), row => row["ZPARENTREMINDER"] = call);
        Add(home, "No date, no hurry 🐌", _story.DaysAgo(200, 9, 0), row => row["ZPRIORITY"] = (long)LowPriority);
        long weekly = Add(work, "Timesheet", _story.DaysAgo(300, 9, 0), row =>
            (row["ZDUEDATE"], row["ZFLAGGED"]) = (PhoneTime.Cocoa(_story.DaysAgo(-3, 16, 0)), true));
        _store.Insert("REMCDRecurrenceRule", new StoreRow
        {
            ["ZREMINDER4"] = weekly,
            ["ZFREQUENCY"] = 1L,
            ["ZINTERVAL"] = 1L,
            ["ZIDENTIFIER"] = _random.Bytes(16),
        });
        Add(work, "Draft for Grace", _story.DaysAgo(5, 9, 0), row =>
            (row["ZPRIORITY"], row["ZICSURL"]) = ((long)MediumPriority, "https://docs.example/draft?v=2"));
        Add(boat, "Buy a boat", _story.DaysAgo(500, 9, 0));
        Add(boat, "Thrown away", _story.DaysAgo(400, 9, 0), row => row["ZMARKEDFORDELETION"] = true, isCounted: false);
        for (int i = 0; i < _story.Episodes.Count; i++)
        {
            Add(home, "Post the parcel", _story.EpisodeStart(i).AddHours(30));
        }
    }

    private long AddList(string name, string? color, long? parent = null, bool isGroup = false)
    {
        _story.Truth.Add(StarterKind.ReminderList, name, name);
        return _store.Insert("REMCDList", new StoreRow
        {
            ["ZNAME"] = name,
            ["ZISGROUP"] = isGroup,
            ["ZSHARINGSTATUS"] = 0L,
            ["ZACCOUNT"] = _account,
            ["ZPARENTLIST"] = parent,
            ["ZMARKEDFORDELETION"] = 0L,
            ["ZCOLOR"] = color is null ? SqlValue.Null : Color(color),
            ["ZCKIDENTIFIER"] = _random.Guid(),
            ["ZIDENTIFIER"] = _random.Bytes(16),
        });
    }

    private long Add(
        long list, string title, DateTimeOffset created, Action<StoreRow>? more = null, bool isCounted = true)
    {
        string identifier = _random.Guid();
        StoreRow row = new();
        more?.Invoke(row);
        foreach (string flag in new[] { "ZALLDAY", "ZCOMPLETED", "ZFLAGGED", "ZMARKEDFORDELETION", "ZPRIORITY" })
        {
            row.SetDefault(flag, 0L);
        }

        row["ZTITLE"] = title;
        row["ZLIST"] = list;
        row["ZACCOUNT"] = _account;
        row["ZCREATIONDATE"] = PhoneTime.Cocoa(created);
        row["ZLASTMODIFIEDDATE"] = PhoneTime.Cocoa(created.AddMinutes(3));
        row["ZCKIDENTIFIER"] = identifier;
        row["ZIDENTIFIER"] = Convert.FromHexString(identifier.Replace("-", ""));
        row["ZDACALENDARITEMUNIQUEIDENTIFIER"] = identifier;
        if (isCounted)
        {
            _story.Truth.Add(StarterKind.Reminder, identifier, title, created);
        }

        return _store.Insert("REMCDReminder", row);
    }

    private static byte[] Color(string hex)
    {
        KeyedArchiveWriter archive = new();
        return archive.ToBytes(archive.Object(["REMColor", "NSObject"], ("daHexString", archive.Value(hex))));
    }
}
