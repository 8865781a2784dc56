using System;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Calls;

/// <summary>Writes the call history.</summary>
internal sealed class CallStore : IDisposable
{
    private const string Folder = "Library/CallHistoryDB/";
    private const string Telephony = "com.apple.Telephony";
    private const int NumberHandle = 2;
    private const int MailHandle = 3;

    private static readonly string[] s_callers =
        ["anna", "mum", "tom", "grace", "dentist", "garage", "lena", "priya", "pizza"];

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly CoreDataStore _store;
    private int _count;

    private CallStore(Story story)
    {
        _story = story;
        _random = story.Random("calls");
        _store = new CoreDataStore(_random.Guid(), CallModel.Entities, CallModel.Participants);
    }

    public static void Write(Story story)
    {
        using CallStore calls = new(story);
        calls.AddUsualCases();
        calls.AddMany();
        calls.Finish();
    }

    public void Dispose() => _store.Dispose();

    private void AddUsualCases()
    {
        Cast cast = _story.Cast;
        Add(CallKind.Phone, cast["mum"].Phone, At(40, 19, 1), 1260, isOutgoing: true);
        Add(CallKind.Phone, cast["mum"].Phone, At(44, 12, 31), 340, isOutgoing: true);
        Add(CallKind.Phone, cast["dentist"].Phone, At(35, 9, 0), 0, isOutgoing: false, row => row["ZREAD"] = false);
        Add(CallKind.Phone, cast["dentist"].Phone, At(35, 9, 20), 0, isOutgoing: true);
        Add(CallKind.Phone, "", At(34, 3, 33), 0, isOutgoing: false);
        Add(CallKind.Phone, "+447700900199", At(33, 11, 11), 0, isOutgoing: false, row =>
        {
            row["ZJUNKCONFIDENCE"] = 2L;
            row["ZJUNKIDENTIFICATIONCATEGORY"] = "Telemarketing";
            row["ZFILTERED_OUT_REASON"] = 2L;
        });
        Add(CallKind.Phone, cast["juergen"].Phone, At(31, 9, 0), 95.4, isOutgoing: false, row =>
        {
            row["ZISO_COUNTRY_CODE"] = "de";
            row["ZLOCATION"] = "Deutschland";
        });
        Add(CallKind.FaceTimeVideo, cast["lena"].Email, At(25, 20, 0), 1801.25, isOutgoing: false, row =>
            row["ZFACE_TIME_DATA"] = 48_230_117L);
        Add(CallKind.FaceTimeAudio, cast["yuki"].Email, At(24, 9, 0), 3605, isOutgoing: true, row =>
            row["ZFACE_TIME_DATA"] = 9_110_000L);
        Add(CallKind.App, cast["amelie"].Phone, At(23, 18, 0), 42, isOutgoing: false, row =>
            row["ZSERVICE_PROVIDER"] = "net.whatsapp.WhatsApp");
        Add(CallKind.App, cast["amelie"].Phone, At(22, 18, 0), 0, isOutgoing: false, row =>
        {
            row["ZSERVICE_PROVIDER"] = "net.whatsapp.WhatsApp";
            row["ZDISCONNECTED_CAUSE"] = 6L;
        });
        long group = Add(CallKind.FaceTimeVideo, cast["tom"].Phone, At(21, 20, 30), 2400, isOutgoing: true);
        foreach (string key in new[] { "sam", "lena" })
        {
            AddParticipant(group, cast[key].Phone);
        }

        Add(CallKind.Phone, "101", At(20, 14, 0), 610, isOutgoing: true);
    }

    private void AddMany()
    {
        int missing = Math.Max(0, _story.Options.Calls - _count);
        DateTimeOffset first = _story.Base.AddYears(-1);
        double step = (_story.Base.AddHours(-2) - first).TotalSeconds / Math.Max(1, missing);
        for (int i = 0; i < missing; i++)
        {
            AddAny(_random, first.AddSeconds(Math.Floor(step * (i + _random.NextReal()))));
        }

        for (int i = 0; i < _story.Episodes.Count; i++)
        {
            StarterRandom random = _story.EpisodeRandom(i, "calls");
            AddAny(random, random.Between(_story.EpisodeStart(i), _story.EpisodeStart(i + 1)));
        }
    }

    private void AddAny(StarterRandom random, DateTimeOffset date)
    {
        bool isAnswered = random.Chance(0.75);
        Add(
            random.Chance(0.8) ? CallKind.Phone : CallKind.FaceTimeAudio,
            _story.Cast[random.Pick(s_callers)].Phone,
            date,
            isAnswered ? random.Next(5, 2400) + (random.Next(100) / 100.0) : 0,
            random.Chance(0.5));
    }

    private long Add(
        CallKind kind,
        string address,
        DateTimeOffset date,
        double seconds,
        bool isOutgoing,
        Action<StoreRow>? more = null)
    {
        bool isMail = address.Contains('@');
        string id = _random.Guid();
        StoreRow row = new();
        more?.Invoke(row);
        row.SetDefault("ZANSWERED", !isOutgoing && seconds > 0);
        row.SetDefault("ZCALL_CATEGORY", kind == CallKind.FaceTimeVideo ? 2L : 1L);
        row.SetDefault("ZCALLTYPE", (long)kind);
        row.SetDefault("ZDISCONNECTED_CAUSE", seconds > 0 ? SqlValue.Null : 49L);
        row.SetDefault("ZHANDLE_TYPE", (long)(isMail ? MailHandle : NumberHandle));
        row.SetDefault("ZNUMBER_AVAILABILITY", address.Length > 0 ? 0L : 1L);
        row.SetDefault("ZORIGINATED", isOutgoing);
        row.SetDefault("ZREAD", true);
        row.SetDefault("ZDATE", PhoneTime.Cocoa(date));
        row.SetDefault("ZDURATION", seconds);
        row.SetDefault("ZADDRESS", address);
        row.SetDefault("ZISO_COUNTRY_CODE", "gb");
        row.SetDefault("ZLOCATION", "United Kingdom");
        row.SetDefault("ZSERVICE_PROVIDER", kind == CallKind.Phone ? Telephony : "com.apple.FaceTime");
        row.SetDefault("ZUNIQUE_ID", id);
        long key = _store.Insert("CallRecord", row);
        if (address.Length > 0)
        {
            AddParticipant(key, address);
        }

        _count++;
        _story.Truth.Add(StarterKind.Call, id, address, date);
        return key;
    }

    private void AddParticipant(long call, string value)
    {
        long handle = _store.Insert("Handle", new StoreRow
        {
            ["ZTYPE"] = (long)(value.Contains('@') ? MailHandle : NumberHandle),
            ["ZNORMALIZEDVALUE"] = value.Replace(" ", ""),
            ["ZVALUE"] = value,
        });
        _store.InsertRow("Z_2REMOTEPARTICIPANTHANDLES", new StoreRow
        {
            ["Z_2REMOTEPARTICIPANTCALLS"] = call,
            ["Z_4REMOTEPARTICIPANTHANDLES"] = handle,
        });
    }

    private void Finish()
    {
        _store.Insert("CallDBProperties", new StoreRow
        {
            ["ZTIMER_ALL"] = 0.0,
            ["ZTIMER_INCOMING"] = 88_201.0,
            ["ZTIMER_LAST"] = 61.0,
            ["ZTIMER_LIFETIME"] = 190_112.0,
            ["ZTIMER_OUTGOING"] = 101_911.0,
        });
        DateTimeOffset modified = _story.Now.AddHours(-2);
        _story.Files.Add(
            "HomeDomain", Folder + "CallHistory.storedata", _store.ToImage(), modified, onlyWhenEncrypted: true);
        using CoreDataStore temporary = new(
            _story.Random("calls/temporary").Guid(), CallModel.Entities, CallModel.Participants);
        _story.Files.Add(
            "HomeDomain", Folder + "CallHistoryTemp.storedata", temporary.ToImage(), _story.DaysAgo(300, 4, 0),
            onlyWhenEncrypted: true);
        _story.Files.Add(
            "HomeDomain",
            Folder + "com.apple.callhistory.databaseInfo.plist",
            PropertyList.ToBinary(new PlistDictionary { ["Version"] = 46, ["Environment"] = 1 }),
            _story.DaysAgo(300, 4, 0),
            onlyWhenEncrypted: true);
    }

    private DateTimeOffset At(int daysAgo, int hour, int minute) => _story.DaysAgo(daysAgo, hour, minute);
}
