using System.Collections.Generic;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Settings;

/// <summary>Writes the accounts that the phone is signed in to.</summary>
internal static class AccountStore
{
    private const string Joins =
        """
        CREATE TABLE Z_1OWNINGACCOUNTTYPES ( Z_1ACCESSKEYS INTEGER, Z_4OWNINGACCOUNTTYPES INTEGER,
          PRIMARY KEY (Z_1ACCESSKEYS, Z_4OWNINGACCOUNTTYPES) );
        CREATE TABLE Z_2ENABLEDDATACLASSES ( Z_2ENABLEDACCOUNTS INTEGER, Z_7ENABLEDDATACLASSES INTEGER,
          PRIMARY KEY (Z_2ENABLEDACCOUNTS, Z_7ENABLEDDATACLASSES) );
        CREATE TABLE Z_2PROVISIONEDDATACLASSES ( Z_2PROVISIONEDACCOUNTS INTEGER, Z_7PROVISIONEDDATACLASSES INTEGER,
          PRIMARY KEY (Z_2PROVISIONEDACCOUNTS, Z_7PROVISIONEDDATACLASSES) );
        CREATE TABLE Z_4SUPPORTEDDATACLASSES ( Z_4SUPPORTEDTYPES INTEGER, Z_7SUPPORTEDDATACLASSES INTEGER,
          PRIMARY KEY (Z_4SUPPORTEDTYPES, Z_7SUPPORTEDDATACLASSES) );
        CREATE TABLE Z_4SYNCABLEDATACLASSES ( Z_4SYNCABLETYPES INTEGER, Z_7SYNCABLEDATACLASSES INTEGER,
          PRIMARY KEY (Z_4SYNCABLETYPES, Z_7SYNCABLEDATACLASSES) );
        """;

    private static readonly IReadOnlyList<CoreDataEntity> s_model =
    [
        new("AccessOptionsKey", "VARCHAR ZNAME"),
        new(
            "Account",
            """
            INTEGER ZACTIVE ZAUTHENTICATED ZSUPPORTSAUTHENTICATION ZVISIBLE ZWARMINGUP ZACCOUNTTYPE ZPARENTACCOUNT
            TIMESTAMP ZDATE ZLASTCREDENTIALRENEWALREJECTIONDATE VARCHAR ZACCOUNTDESCRIPTION ZAUTHENTICATIONTYPE
            ZCREDENTIALTYPE ZIDENTIFIER ZMODIFICATIONID ZOWNINGBUNDLEID ZUSERNAME BLOB ZDATACLASSPROPERTIES
            """),
        new("AccountProperty", "INTEGER ZOWNER VARCHAR ZKEY BLOB ZVALUE"),
        new(
            "AccountType",
            """
            INTEGER ZOBSOLETE ZSUPPORTSAUTHENTICATION ZSUPPORTSMULTIPLEACCOUNTS ZVISIBILITY VARCHAR
            ZACCOUNTTYPEDESCRIPTION ZCREDENTIALPROTECTIONPOLICY ZCREDENTIALTYPE ZIDENTIFIER ZOWNINGBUNDLEID
            """),
        new("Authorization", "INTEGER ZACCOUNTTYPE VARCHAR ZBUNDLEID ZGRANTEDPERMISSIONS BLOB ZOPTIONS"),
        new("CredentialItem", "INTEGER ZPERSISTENT TIMESTAMP ZEXPIRATIONDATE VARCHAR ZACCOUNTIDENTIFIER ZSERVICENAME"),
        new("Dataclass", "BLOB ZNAME"),
    ];

    public static void Write(Story story)
    {
        StarterRandom random = story.Random("accounts");
        using CoreDataStore store = new(random.Guid(), s_model, Joins);
        long cloud = Add(
            "iCloud", "com.apple.account.AppleAccount", story.Cast.Owner.Email, null, 1400, "com.apple.AuthKit");
        Add("CalDAV", "com.apple.account.CalDAV", story.Cast.Owner.Email, cloud, 1400, "com.apple.dataaccessd");
        Add("CardDAV", "com.apple.account.CardDAV", story.Cast.Owner.Email, cloud, 1400, "com.apple.dataaccessd");
        long exchange = Add(
            "Exchange", "com.apple.account.Exchange", "mara@harbourhill.example", null, 700, "com.apple.Preferences");
        Add("IMAP", "com.apple.account.IMAP", "mara@post.example", null, 1200, "com.apple.Preferences");
        Add("iTunes Store", "com.apple.account.iTunesStore", story.Cast.Owner.Email, null, 1400, "com.apple.AppStore");
        store.Insert("AccountProperty", new StoreRow
        {
            ["ZOWNER"] = exchange,
            ["ZKEY"] = "ASAccountHost",
            ["ZVALUE"] = PropertyList.ToBinary("outlook.harbourhill.example"),
        });
        byte[] image = store.ToImage();
        story.Files.Add("HomeDomain", "Library/Accounts/Accounts3.sqlite", image, story.DaysAgo(5, 8, 0));
        story.Files.Add(
            "HomeDomain", "Library/Accounts/VerifiedBackup/Accounts3.sqlite", image, story.DaysAgo(5, 8, 1));
        return;

        long Add(string type, string typeId, string userName, long? parent, int daysAgo, string owner)
        {
            long typeRow = store.Insert("AccountType", new StoreRow
            {
                ["ZACCOUNTTYPEDESCRIPTION"] = type, ["ZIDENTIFIER"] = typeId, ["ZOBSOLETE"] = 0L, ["ZVISIBILITY"] = 0L,
                ["ZCREDENTIALPROTECTIONPOLICY"] = "ck", ["ZCREDENTIALTYPE"] = "password",
                ["ZOWNINGBUNDLEID"] = "com.apple.accountsd",
            });
            string identifier = random.Guid();
            story.Truth.Add(StarterKind.Account, identifier, userName, story.DaysAgo(daysAgo, 9, 0));
            return store.Insert("Account", new StoreRow
            {
                ["ZACTIVE"] = true, ["ZAUTHENTICATED"] = true, ["ZSUPPORTSAUTHENTICATION"] = true, ["ZVISIBLE"] = true,
                ["ZACCOUNTTYPE"] = typeRow, ["ZPARENTACCOUNT"] = parent,
                ["ZDATE"] = PhoneTime.Cocoa(story.DaysAgo(daysAgo, 9, 0)), ["ZACCOUNTDESCRIPTION"] = type,
                ["ZIDENTIFIER"] = identifier, ["ZMODIFICATIONID"] = random.Guid(), ["ZOWNINGBUNDLEID"] = owner,
                ["ZUSERNAME"] = userName,
            });
        }
    }
}
