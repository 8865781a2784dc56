using System;
using System.Globalization;
using System.Text;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Apps;

/// <summary>Writes what apps keep: documents, settings, their groups' and extensions' containers.</summary>
internal sealed class AppData(Story story)
{
    public void Write()
    {
        foreach (PhoneApp app in story.Apps)
        {
            AddContainers(app);
        }

        WriteTrails();
        WritePapers();
        WriteFieldNotes();
        WriteGame();
        WriteRecipes();
        WriteSmallApps();
    }

    private void AddContainers(PhoneApp app)
    {
        string domain = "AppDomain-" + app.BundleId;
        story.Files.AddDirectories(domain, "", "Documents", "Library", "Library/Preferences");
        foreach (string plugIn in app.PlugIns)
        {
            story.Files.AddDirectories("AppDomainPlugin-" + plugIn, "", "Documents", "Library", "Library/Preferences");
        }

        foreach (string group in app.Groups)
        {
            story.Files.AddDirectories("AppDomainGroup-" + group, "", "Library");
        }

        if (app.IsSystem || app.BundleId == InstalledApps.Radio)
        {
            return;
        }

        AddPreferences(app.BundleId, new PlistDictionary
        {
            ["firstLaunch"] = app.PurchaseDate,
            ["launchCount"] = app.BundleId.Length * 7,
            ["lastVersion"] = app.Version,
            ["theme"] = "auto",
        });
    }

    private void WriteTrails()
    {
        StarterRandom random = story.Random("apps/trails");
        for (int i = 0; i < 4; i++)
        {
            StringBuilder track = new(
                """<?xml version="1.0" encoding="UTF-8"?><gpx version="1.1" creator="Trailmate"><trk><trkseg>""");
            for (int j = 0; j < 40; j++)
            {
                track.Append(FormattableString.Invariant(
                    $"""<trkpt lat="{53.06 + (j * 0.0004) + (i * 0.01):F5}" lon="{-4.07 - (j * 0.0003):F5}"/>"""));
            }

            Add(InstalledApps.Trailmate, FormattableString.Invariant($"Documents/Tracks/Day {i + 1} – Snowdonia.gpx"),
                track.Append("</trkseg></trk></gpx>").ToString(), 60 - i);
        }

        using StoreBuilder store = new("CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL);");
        store.Insert("place", new StoreRow { ["name"] = "Bwlch", ["lat"] = 53.07, ["lon"] = -4.08 });
        story.Files.Add(
            "AppDomainGroup-group.com.example.trailmate", "Places.sqlite", store.ToImage(), story.DaysAgo(58, 9, 0));
        story.Files.Add(
            "AppDomainPlugin-com.example.trailmate.widget",
            "Library/Preferences/com.example.trailmate.widget.plist",
            PropertyList.ToBinary(new PlistDictionary { ["units"] = random.Chance(0.5) ? "km" : "mi" }),
            story.DaysAgo(58, 9, 0));
    }

    private void WritePapers()
    {
        for (int i = 0; i < story.Options.AppDocuments; i++)
        {
            DateTimeOffset date = story.DaysAgo(30 + (i % 900), 10, 0);
            string path = FormattableString.Invariant($"Documents/Archive/{i / 100:D4}/Paper {i:D6}.txt");
            story.Files.Add(
                "AppDomain-" + InstalledApps.Papershelf,
                path,
                Encoding.UTF8.GetBytes("Paper number " + i.ToString(CultureInfo.InvariantCulture) + "\n"),
                date);
        }

        byte[] lease = PdfWriter.Write("Lease", "14 Larkfield Terrace");
        Add(InstalledApps.Papershelf, "Documents/Lease 2022.pdf", lease, 1390);
        Add(InstalledApps.Papershelf, "Documents/Inbox/Invoice Nº 81.pdf", PdfWriter.Write("Invoice", "£ 81.00"), 40);

        // Days later, a draft is gone and a new paper there.
        if (story.Episodes.Count == 0)
        {
            Add(InstalledApps.Papershelf, "Documents/Inbox/Draft.txt", "to be thrown away\n", 7);
        }

        for (int i = 0; i < story.Episodes.Count; i++)
        {
            story.Files.Add(
                "AppDomain-" + InstalledApps.Papershelf,
                FormattableString.Invariant($"Documents/Inbox/Scan {i + 1}.pdf"),
                PdfWriter.Write("Scanned", FormattableString.Invariant($"Seed {story.Episodes[i]}")),
                story.EpisodeStart(i).AddHours(10));
        }
    }

    private void WriteFieldNotes()
    {
        AddPreferences(InstalledApps.Fieldnotes + ".managed", new PlistDictionary
        {
            ["com.apple.configuration.managed"] = new PlistDictionary
            {
                ["server"] = "https://fieldnotes.harbourhill.example", ["allowExport"] = false,
            },
        }, InstalledApps.Fieldnotes);
        Add(InstalledApps.Fieldnotes, "Documents/forms/site-0017.json", """{"site":17,"checked":true}""", 15);
        byte[] queued = story.Random("apps/queue").Bytes(2048);
        Add(InstalledApps.Fieldnotes, "Library/Application Support/queue/000001.bin", queued, 15);
    }

    private void WriteGame()
    {
        const string Games = "[Event \"Casual\"]\n[White \"Mara\"]\n[Black \"Anna\"]\n\n1. e4 e5 2. Nf3 *\n";
        Add(InstalledApps.Chess, "Documents/games.pgn", Games, 80);
        story.Files.Add(
            "AppDomainGroup-group.com.example.chess-club",
            "Library/Preferences/group.com.example.chess-club.plist",
            PropertyList.ToBinary(new PlistDictionary { ["rating"] = 1441, ["streak"] = 3 + story.Episodes.Count }),
            story.Now.AddDays(-1));
    }

    /// <summary>A store with its journal files beside it; the journal is of no use any more.</summary>
    private void WriteRecipes()
    {
        using CoreDataStore store = new(
            story.Random("apps/recipes").Guid(),
            [new CoreDataEntity("Recipe", "INTEGER ZSERVINGS TIMESTAMP ZADDED VARCHAR ZNAME ZTEXT BLOB ZPICTURE")]);
        foreach (string name in new[] { "Lasagne", "Spätzle", "たこ焼き", "Welsh cakes 🏴󠁧󠁢󠁷󠁬󠁳󠁿" })
        {
            store.Insert("Recipe", new StoreRow
            {
                ["ZSERVINGS"] = 4L, ["ZADDED"] = PhoneTime.Cocoa(story.DaysAgo(200, 12, 0)), ["ZNAME"] = name,
                ["ZPICTURE"] = JpegWriter.Write(new Mosaic(name.Length, 64, 64)),
            });
        }

        const string Path = "Library/Application Support/Recipes.sqlite";
        Add(InstalledApps.Recipes, Path, store.ToImage(), 200);
        Add(InstalledApps.Recipes, Path + "-wal", Array.Empty<byte>(), 200);
        Add(InstalledApps.Recipes, Path + "-shm", new byte[32 * 1024], 200);
    }

    private void WriteSmallApps()
    {
        Add(InstalledApps.Bank, "Library/Cookies/Cookies.binarycookies", Encoding.ASCII.GetBytes("cook\0\0\0\0"), 3);
        byte[] episode = MovieWriter.WriteRecording(33, 2, story.DaysAgo(6, 9, 0));
        Add(InstalledApps.Radio, "Documents/Downloads/Episode 12.m4a", episode, 6);
        byte[] vault = story.Random("apps/vault").Bytes(512);
        Add(InstalledApps.Authenticator, "Library/Application Support/vault.bin", vault, 100);
        Add(InstalledApps.WhatsApp, "Documents/StatusMessages.plist",
            PropertyList.ToBinary(new PlistArray(["Available", "Busy", "Climbing"])), 400);
        story.Files.Add(
            "AppDomainGroup-group.net.whatsapp.WhatsApp.private",
            "consumer_version",
            Encoding.ASCII.GetBytes("25.20.78"),
            story.DaysAgo(30, 9, 0));
    }

    private void AddPreferences(string name, PlistDictionary preferences, string? bundle = null) => story.Files.Add(
        "AppDomain-" + (bundle ?? name),
        "Library/Preferences/" + name + ".plist",
        PropertyList.ToBinary(preferences),
        story.DaysAgo(2, 7, 0));

    private void Add(string bundle, string path, string text, int daysAgo) =>
        Add(bundle, path, Encoding.UTF8.GetBytes(text), daysAgo);

    private void Add(string bundle, string path, byte[] content, int daysAgo) =>
        story.Files.Add("AppDomain-" + bundle, path, content, story.DaysAgo(daysAgo, 9, 30));
}
