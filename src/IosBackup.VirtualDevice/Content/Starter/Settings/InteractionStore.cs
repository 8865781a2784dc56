using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Settings;

/// <summary>Writes whom the owner was in touch with lately.</summary>
internal static class InteractionStore
{
    private const string Joins =
        """
        CREATE TABLE Z_1INTERACTIONS ( Z_1ATTACHMENTS INTEGER, Z_3INTERACTIONS INTEGER,
          PRIMARY KEY (Z_1ATTACHMENTS, Z_3INTERACTIONS) );
        CREATE TABLE Z_2INTERACTIONRECIPIENT ( Z_2RECIPIENTS INTEGER, Z_3INTERACTIONRECIPIENT INTEGER,
          PRIMARY KEY (Z_2RECIPIENTS, Z_3INTERACTIONRECIPIENT) );
        CREATE TABLE Z_3KEYWORDS ( Z_3INTERACTIONS1 INTEGER, Z_4KEYWORDS INTEGER,
          PRIMARY KEY (Z_3INTERACTIONS1, Z_4KEYWORDS) );
        """;

    private static readonly IReadOnlyList<CoreDataEntity> s_model =
    [
        new("Attachment", "INTEGER ZSIZEINBYTES VARCHAR ZCONTENTTEXT ZUTI ZIDENTIFIER ZCONTENTURL BLOB ZPERSONINPHOTO"),
        new(
            "Contacts",
            """
            INTEGER ZDISPLAYTYPE ZINCOMINGRECIPIENTCOUNT ZINCOMINGSENDERCOUNT ZOUTGOINGRECIPIENTCOUNT ZPERSONIDTYPE
            ZTYPE TIMESTAMP ZCREATIONDATE ZFIRSTINCOMINGRECIPIENTDATE ZFIRSTINCOMINGSENDERDATE
            ZFIRSTOUTGOINGRECIPIENTDATE ZLASTINCOMINGRECIPIENTDATE ZLASTINCOMINGSENDERDATE
            ZLASTOUTGOINGRECIPIENTDATE VARCHAR ZCUSTOMIDENTIFIER ZDISPLAYNAME ZIDENTIFIER ZPERSONID
            """),
        new(
            "Interactions",
            """
            INTEGER ZDIRECTION ZISRESPONSE ZMECHANISM ZRECIPIENTCOUNT ZSENDER TIMESTAMP ZCREATIONDATE ZENDDATE
            ZSTARTDATE ZUPDATEDATE VARCHAR ZACCOUNT ZBUNDLEID ZCONTENTURL ZDERIVEDINTENTIDENTIFIER
            ZDOMAINIDENTIFIER ZGROUPNAME ZLOCATIONUUID ZNSUSERNAME ZTARGETBUNDLEID ZUUID
            """),
        new("Keywords", "VARCHAR ZKEYWORD"),
        new("Version", "INTEGER ZNUMBER TIMESTAMP ZCREATIONDATE VARCHAR ZKEY"),
    ];

    public static void Write(Story story)
    {
        StarterRandom random = story.Random("interactions");
        using CoreDataStore store = new(random.Guid(), s_model, Joins);
        long me = AddContact(store, story.Cast.Owner, story);
        foreach (string key in new[] { "anna", "tom", "lena", "mum", "amelie" })
        {
            Person person = story.Cast[key];
            long contact = AddContact(store, person, story);
            for (int i = 0; i < 5; i++)
            {
                bool isOutgoing = random.Chance(0.5);
                double start = PhoneTime.Cocoa(story.DaysAgo(random.Next(1, 28), random.Next(8, 23), random.Next(60)));
                long interaction = store.Insert("Interactions", new StoreRow
                {
                    ["ZDIRECTION"] = isOutgoing, ["ZISRESPONSE"] = i > 0, ["ZMECHANISM"] = 4L, ["ZRECIPIENTCOUNT"] = 1L,
                    ["ZSENDER"] = isOutgoing ? me : contact, ["ZCREATIONDATE"] = start + 2, ["ZENDDATE"] = start,
                    ["ZSTARTDATE"] = start, ["ZUPDATEDATE"] = start + 2,
                    ["ZBUNDLEID"] = key == "amelie" ? "net.whatsapp.WhatsApp" : "com.apple.MobileSMS",
                    ["ZDOMAINIDENTIFIER"] = "iMessage;-;" + person.Phone, ["ZUUID"] = random.Guid(),
                });
                store.InsertRow("Z_2INTERACTIONRECIPIENT", new StoreRow
                {
                    ["Z_2RECIPIENTS"] = isOutgoing ? contact : me, ["Z_3INTERACTIONRECIPIENT"] = interaction,
                });
                story.Truth.AddCount(StarterKind.Interaction, 1);
            }
        }

        story.Files.Add(
            "HomeDomain", "Library/CoreDuet/People/interactionC.db", store.ToImage(), story.DaysAgo(1, 3, 0),
            onlyWhenEncrypted: true);
    }

    private static long AddContact(CoreDataStore store, Person person, Story story) => store.Insert(
        "Contacts", new StoreRow
    {
        ["ZINCOMINGSENDERCOUNT"] = 3L, ["ZOUTGOINGRECIPIENTCOUNT"] = 2L, ["ZPERSONIDTYPE"] = 3L,
        ["ZCREATIONDATE"] = PhoneTime.Cocoa(story.DaysAgo(400, 9, 0)), ["ZDISPLAYNAME"] = person.FullName,
        ["ZIDENTIFIER"] = person.Phone, ["ZPERSONID"] = person.Key,
    });
}
