using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>Writes the old notes store, in which notes of mail accounts still lie.</summary>
internal static class LegacyNoteStore
{
    private static readonly IReadOnlyList<CoreDataEntity> s_model =
    [
        new("Account", "INTEGER ZTYPE ZDEFAULTSTORE VARCHAR ZACCOUNTIDENTIFIER ZCONSTRAINTSPATH ZNAME"),
        new("Note", """
            INTEGER ZCONTAINSCJK ZCONTENTTYPE ZDELETEDFLAG ZEXTERNALFLAGS ZEXTERNALSERVERINTID
            ZISBOOKKEEPINGENTRY ZBODY ZSTORE TIMESTAMP ZCREATIONDATE ZMODIFICATIONDATE VARCHAR ZAUTHOR ZGUID ZSERVERID
            ZSUMMARY ZTITLE
            """),
        new("NoteAttachment", "INTEGER ZNOTE VARCHAR ZCONTENTID ZFILENAME ZMIMETYPE"),
        new("NoteBody", "INTEGER ZOWNER VARCHAR ZCONTENT ZEXTERNALCONTENTREF BLOB ZEXTERNALREPRESENTATION"),
        new("Store", "INTEGER ZACCOUNT VARCHAR ZEXTERNALIDENTIFIER ZNAME ZSYNCANCHOR"),
    ];

    public static void Write(Story story)
    {
        StarterRandom random = story.Random("notes/legacy");
        using CoreDataStore store = new(random.Guid(), s_model);
        long account = store.Insert(
            "Account", new StoreRow { ["ZNAME"] = "Post", ["ZACCOUNTIDENTIFIER"] = random.Guid() });
        long folder = store.Insert("Store", new StoreRow { ["ZNAME"] = "Notes", ["ZACCOUNT"] = account });
        long body = store.Insert("NoteBody", new StoreRow
        {
            ["ZOWNER"] = 1L,
            ["ZCONTENT"] = "<html><body><div>From the old phone</div>"
                + "<div>Boiler: turn <b>left</b> &amp; wait.</div></body></html>",
        });
        store.Insert("Note", new StoreRow
        {
            ["ZTITLE"] = "From the old phone",
            ["ZSUMMARY"] = "Boiler: turn left & wait.",
            ["ZAUTHOR"] = story.Cast.Owner.FullName,
            ["ZGUID"] = random.Guid(),
            ["ZBODY"] = body,
            ["ZSTORE"] = folder,
            ["ZCONTENTTYPE"] = 0L,
            ["ZDELETEDFLAG"] = 0L,
            ["ZCREATIONDATE"] = PhoneTime.Cocoa(story.DaysAgo(1450, 12, 0)),
            ["ZMODIFICATIONDATE"] = PhoneTime.Cocoa(story.DaysAgo(1440, 12, 0)),
        });
        story.Files.Add("HomeDomain", "Library/Notes/notes.sqlite", store.ToImage(), story.DaysAgo(1300, 12, 0));
    }
}
