using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Safari;

/// <summary>Writes Safari's bookmarks, reading list, tabs and history.</summary>
internal static class SafariStores
{
    private const string Folder = "Library/Safari/";
    private const int FavoritesId = 1;
    private const int MenuId = 2;
    private const int ReadingListId = 3;

    private static readonly (string Url, string Title)[] s_pages =
    [
        ("https://news.example/", "News – today"), ("https://recipes.example/lasagne", "Gran's lasagne"),
        ("https://maps.example/?q=Snowdonia", "Snowdonia – Maps"),
        ("https://weather.example/bristol", "Bristol weather"),
        ("https://chess.example/puzzles", "Puzzles"), ("https://harbourhill.example/intranet", "Intranet"),
        ("https://shop.example/ropes?color=blue&len=60", "Ropes & more"), ("https://ja.example/京都", "京都の天気"),
        ("https://bank.example/login", "Severn Bank"), ("https://bücher.example/straße", "Bücher – Straße"),
        ("https://video.example/watch?v=dQw4", "A video"), ("https://wiki.example/Cumulonimbus", "Cumulonimbus"),
    ];

    public static void Write(Story story)
    {
        WriteBookmarks(story);
        WriteTabs(story);
        WriteHistory(story, Folder + "History.db", story.Options.HistoryVisits, "history", isMain: true);
        string profile = story.Random("safari/profile").Guid();
        WriteHistory(story, Folder + "Profiles/" + profile + "/History.db", 5, "history/work", isMain: false);
        story.Files.Add(
            "AppDomain-com.apple.mobilesafari",
            "Library/Preferences/com.apple.mobilesafari.plist",
            PropertyList.ToBinary(new PlistDictionary
            {
                ["SafariProfilesEnabled"] = true,
                ["WarnAboutFraudulentWebsites"] = true,
                ["RecentWebSearches"] = new PlistArray(
                [
                    new PlistDictionary
                    {
                        ["SearchString"] = "how long does ricotta keep", ["Date"] = story.DaysAgo(8, 18, 0),
                    },
                ]),
            }),
            story.DaysAgo(4, 12, 0));
    }

    private static void WriteBookmarks(Story story)
    {
        using BookmarkTree tree = new(story.Random("bookmarks"));
        long bar = tree.AddFolder(0, "BookmarksBar", FavoritesId);
        long menu = tree.AddFolder(0, "BookmarksMenu", MenuId);
        long reading = tree.AddFolder(0, "com.apple.ReadingList", ReadingListId);
        long cooking = tree.AddFolder(bar, "Cooking & <more>", modified: story.DaysAgo(300, 9, 0));
        long cakes = tree.AddFolder(cooking, "Cakes", modified: story.DaysAgo(299, 9, 0));
        AddPage(bar, "News – today", "https://news.example/", 800);
        AddPage(cooking, "Gran's lasagne", "https://recipes.example/lasagne", 299);
        AddPage(cakes, "Sachertorte “echt”", "https://kuchen.example/sacher?größe=26", 200);
        AddPage(cooking, "Ünïcode & \"quotes\" <b>", "https://example.com/?a=1&b=%22", 150);
        AddPage(menu, "Script", "javascript:alert(1)", 100);
        AddPage(0, "Weather", "https://weather.example/bristol", 90);
        AddToRead("The slow web", "https://essays.example/slow", 30, null);
        AddToRead("How knots work", "https://knots.example/bowline", 20, story.DaysAgo(18, 22, 0));
        story.Files.Add("HomeDomain", Folder + "Bookmarks.db", tree.ToImage(), story.DaysAgo(18, 22, 0));
        return;

        void AddPage(long parent, string title, string url, int daysAgo)
        {
            DateTimeOffset date = story.DaysAgo(daysAgo, 12, 0);
            story.Truth.Add(StarterKind.Bookmark, tree.AddLeaf(parent, title, url, date), url, date);
        }

        void AddToRead(string title, string url, int daysAgo, DateTimeOffset? viewed)
        {
            DateTimeOffset date = story.DaysAgo(daysAgo, 21, 0);
            string uuid = tree.AddLeaf(reading, title, url, date, row =>
            {
                row["read"] = viewed is not null;
                row["extra_attributes"] = BookmarkTree.ReadingListAttributes(date, "First lines of " + title, viewed);
            });
            story.Truth.Add(StarterKind.ReadingListItem, uuid, url, date);
        }
    }

    private static void WriteTabs(Story story)
    {
        StarterRandom random = story.Random("tabs");
        using BookmarkTree tree = new(random, SafariSchema.TabWindows);
        long local = tree.AddFolder(0, "Local");
        long hidden = tree.AddFolder(0, "Private");
        long trip = tree.AddFolder(0, "Wales 🏕️");
        AddTab(local, 0, 1);
        AddTab(local, 3, 2);
        AddTab(trip, 2, 30);
        AddTab(trip, 6, 31);
        tree.AddLeaf(hidden, "Ring shop", "https://rings.example/52", null);
        tree.Insert("windows", new StoreRow
        {
            ["active_tab_group_id"] = local,
            ["local_tab_group_id"] = local,
            ["private_tab_group_id"] = hidden,
            ["uuid"] = random.Guid(),
        });
        story.Files.Add(
            "HomeDomain", Folder + "SafariTabs.db", tree.ToImage(), story.DaysAgo(1, 9, 0), onlyWhenEncrypted: true);
        return;

        void AddTab(long folder, int page, int daysAgo)
        {
            (string url, string title) = s_pages[page];
            DateTimeOffset viewed = story.DaysAgo(daysAgo, 9, 0);
            string uuid = tree.AddLeaf(folder, title, url, null, row =>
            {
                row["extra_attributes"] = PropertyList.ToBinary(new PlistDictionary { ["DateLastViewed"] = viewed });
                row["local_attributes"] = PropertyList.ToBinary(new PlistDictionary
                {
                    ["LastVisitTime"] = viewed, ["TabIndex"] = page, ["OpenedFromLink"] = false,
                });
            });
            story.Truth.Add(StarterKind.Tab, uuid, url, viewed);
        }
    }

    private static void WriteHistory(Story story, string path, int visits, string stream, bool isMain)
    {
        using StoreBuilder store = new(SafariSchema.History);
        StarterRandom random = story.Random(stream);
        Dictionary<string, long> items = new(StringComparer.Ordinal);
        DateTimeOffset first = story.Base.AddDays(-30);
        double step = (story.Base - first).TotalSeconds / Math.Max(1, visits);
        int written = 0;
        while (written < visits)
        {
            Visit(random, first.AddSeconds(step * (written + random.NextReal())), written < visits - 1);
        }

        for (int i = 0; isMain && i < story.Episodes.Count; i++)
        {
            StarterRandom later = story.EpisodeRandom(i, stream);
            foreach (int _ in Enumerable.Range(0, 8))
            {
                Visit(later, later.Between(story.EpisodeStart(i), story.EpisodeStart(i + 1)), mayRedirect: true);
            }
        }

        store.Insert("history_tombstones", new StoreRow
        {
            ["start_time"] = PhoneTime.Cocoa(first),
            ["end_time"] = PhoneTime.Cocoa(story.Base),
            ["url"] = "https://rings.example/",
        });
        store.Execute(
            "UPDATE history_items SET visit_count = "
            + "(SELECT COUNT(*) FROM history_visits WHERE history_item = history_items.id)");
        story.Files.Add(
            "HomeDomain", path, store.ToImage(), isMain ? story.Now.AddHours(-1) : story.DaysAgo(1, 9, 0),
            onlyWhenEncrypted: true);
        return;

        void Visit(StarterRandom numbers, DateTimeOffset time, bool mayRedirect)
        {
            (string url, string title) = s_pages[numbers.Next(s_pages.Length)];
            string page = numbers.Chance(0.5) ? url : url + "#" + numbers.Next(1000).ToString(
                CultureInfo.InvariantCulture);
            if (numbers.Chance(0.1) && mayRedirect)
            {
                // A short address that leads on to the page.
                long source = Add("https://short.example/" + numbers.Hex(5), null, time, null);
                long target = Add(page, title, time.AddMilliseconds(300), source);
                store.Execute(FormattableString.Invariant(
                    $"UPDATE history_visits SET redirect_destination = {target} WHERE id = {source}"));
                return;
            }

            Add(page, title, time, null, numbers.Chance(0.1) ? 1 : 0);
        }

        long Add(string url, string? title, DateTimeOffset time, long? source, int origin = 0)
        {
            if (!items.TryGetValue(url, out long item))
            {
                item = store.Insert("history_items", new StoreRow
                {
                    ["url"] = url,
                    ["domain_expansion"] = new Uri(url).Host.Split('.')[0],
                    ["visit_count"] = 0L,
                    ["daily_visit_counts"] = new byte[] { 100, 0, 0, 0 },
                    ["should_recompute_derived_visit_counts"] = 0L,
                    ["visit_count_score"] = 100L,
                });
                items.Add(url, item);
            }

            long visit = store.Insert("history_visits", new StoreRow
            {
                ["history_item"] = item,
                ["visit_time"] = PhoneTime.Cocoa(time),
                ["title"] = title,
                ["redirect_source"] = source,
                ["origin"] = (long)origin,
                ["score"] = 100L,
            });
            written++;
            if (isMain)
            {
                story.Truth.Add(StarterKind.HistoryVisit, visit.ToString(CultureInfo.InvariantCulture), url, time);
            }

            return visit;
        }
    }
}
