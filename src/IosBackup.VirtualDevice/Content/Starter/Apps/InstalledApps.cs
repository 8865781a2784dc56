using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Apps;

/// <summary>The apps on the phone. All but WhatsApp and those of the system are made up.</summary>
internal static class InstalledApps
{
    public const string WhatsApp = "net.whatsapp.WhatsApp";
    public const string Trailmate = "com.example.trailmate";
    public const string Papershelf = "org.example.papershelf";
    public const string Fieldnotes = "com.example.fieldnotes";
    public const string Chess = "com.example.chess-club";
    public const string Recipes = "com.example.Recipes";
    public const string Bank = "example.severnbank.mobile";
    public const string Radio = "com.example.radio";
    public const string Authenticator = "com.example.codes";

    private const int IconSize = 60;

    public static void Add(Story story)
    {
        StarterRandom random = story.Random("apps");
        AddApp(WhatsApp, "WhatsApp", "25.20.78", "603415871", "WhatsApp Inc.", "Social Networking", 310633997,
            ["net.whatsapp.WhatsApp.ShareExtension", "net.whatsapp.WhatsApp.ServiceExtension"],
            ["group.net.whatsapp.WhatsApp.shared", "group.net.whatsapp.WhatsApp.private"]);
        AddApp(Trailmate, "Trailmate", "4.2", "4211", "Example Outdoors", "Navigation", 1900000001,
            ["com.example.trailmate.widget"], ["group.com.example.trailmate"]);
        AddApp(Papershelf, "Papershelf", "12.0.1", "9", "Example Foundation", "Productivity", 1900000002,
            ["org.example.papershelf.share", "org.example.papershelf.preview"], ["ABCDE12345.org.example.papershelf"]);
        AddApp(Fieldnotes, "Field Notes", "1.8.0", "180", "Harbour & Hill Ltd", "Business", 0, [], []);
        AddApp(Chess, "Chess Club ♟️", "2.0", "77", "Example Games", "Games", 1900000004,
            ["com.example.chess-club.messages"], ["group.com.example.chess-club"]);
        AddApp(Recipes, "Recipes", "3.3.3", "333", "Example Kitchen", "Food & Drink", 1900000005, [], []);
        AddApp(Bank, "Severn Bank", "2025.11.0", "20251101", "Severn Bank plc", "Finance", 1900000006, [], []);
        AddApp(Radio, "Radio", "1.0", "1", "Example Sound", "Music", 1900000007, [], []);
        AddApp(Authenticator, "Codes", "5.1", "5102", "Example Security", "Utilities", 1900000008,
            ["com.example.codes.autofill"], []);
        AddSystemApp("com.apple.mobilesafari", "Safari", "18.6");
        AddSystemApp("com.apple.mobilenotes", "Notes", "4.11");
        AddSystemApp("com.apple.VoiceMemos", "Voice Memos", "3.1");
        AddSystemApp("com.apple.reminders", "Reminders", "7.0");
        AddSystemApp("com.apple.Maps", "Maps", "8.0");
        return;

        void AddApp(
            string bundle, string name, string version, string build, string developer, string genre, long storeId,
            IReadOnlyList<string> plugIns, IReadOnlyList<string> groups)
        {
            story.Apps.Add(new PhoneApp
            {
                BundleId = bundle, Name = name, Version = version, Build = build, Developer = developer, Genre = genre,
                StoreId = storeId, PlugIns = plugIns, Groups = groups, ContainerId = random.Guid(),
                PurchaseDate = random.Between(story.Base.AddYears(-4), story.Base.AddDays(-90)),
                Icon = PngWriter.Write(new Mosaic(story.Apps.Count * 11, IconSize, IconSize)),
            });
        }

        void AddSystemApp(string bundle, string name, string version) => story.Apps.Add(new PhoneApp
        {
            BundleId = bundle, Name = name, Version = version, Build = version, IsSystem = true,
            ContainerId = random.Guid(), PurchaseDate = story.Base.AddYears(-4),
            Icon = PngWriter.Write(new Mosaic(story.Apps.Count * 11, IconSize, IconSize)),
        });
    }
}
