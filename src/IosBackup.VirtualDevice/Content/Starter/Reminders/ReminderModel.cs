using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Reminders;

/// <summary>The model of a reminder store, as iOS 17 and 18 have it.</summary>
internal static class ReminderModel
{
    private const string Common = "REMCDObject";

    private const string CommonColumns =
        """
        INTEGER ZCKDIRTYFLAGS ZEFFECTIVEMINIMUMSUPPORTEDAPPVERSION ZMARKEDFORDELETION ZMINIMUMSUPPORTEDAPPVERSION
        ZACCOUNT ZCKCLOUDSTATE ZREMINDER ZREMINDER1 ZREMINDER2 ZREMINDER3 ZREMINDER4 Z_FOK_REMINDER1 ZASSIGNEE
        ZFILESIZE ZHEIGHT ZWIDTH ZHASHTAGLABEL ZFREQUENCY ZINTERVAL ZOCCURRENCECOUNT ZFIRSTDAYOFTHEWEEK
        ZLISTTYPERAWVALUE ZACTIVE TIMESTAMP ZENDDATE ZCREATIONDATE VARCHAR ZNAME ZFIRSTNAME ZLASTNAME ZADDRESS1
        ZUTI ZFILENAME ZSHA512SUM ZURL ZHOSTURL ZCKIDENTIFIER BLOB ZIDENTIFIER ZCKSERVERRECORDDATA
        """;

    private const string ListColumns =
        """
        INTEGER ZCKDIRTYFLAGS ZISGROUP ZMARKEDFORDELETION ZSHARINGSTATUS ZSORTINGSTYLE ZACCOUNT ZCKCLOUDSTATE
        ZPARENTACCOUNT ZPARENTLIST ZDAISEVENTONLYCONTAINER VARCHAR ZBADGEEMBLEM ZCKIDENTIFIER ZNAME ZSMARTLISTTYPE
        ZSHAREDOWNERNAME BLOB ZCOLOR ZFILTERDATA ZIDENTIFIER ZREMINDERIDSMERGEABLEORDERING_V2_JSON
        """;

    private const string ReminderColumns =
        """
        INTEGER ZALLDAY ZCKDIRTYFLAGS ZCOMPLETED ZDISPLAYDATEISALLDAY ZDISPLAYDATEUPDATEDFORSECONDSFROMGMT
        ZEFFECTIVEMINIMUMSUPPORTEDAPPVERSION ZFLAGGED ZICSDISPLAYORDER ZISURGENTSTATEENABLEDFORCURRENTUSER
        ZMARKEDFORDELETION ZMINIMUMSUPPORTEDAPPVERSION ZPRIORITY ZSPOTLIGHTINDEXCOUNT ZACCOUNT ZCKCLOUDSTATE ZLIST
        Z_FOK_LIST ZPARENTREMINDER TIMESTAMP ZCOMPLETIONDATE ZCREATIONDATE ZDISPLAYDATEDATE ZDUEDATE
        ZLASTMODIFIEDDATE ZSTARTDATE VARCHAR ZCKIDENTIFIER ZDACALENDARITEMUNIQUEIDENTIFIER ZDISPLAYDATETIMEZONE
        ZICSURL ZNOTES ZTIMEZONE ZTITLE BLOB ZIDENTIFIER ZNOTESDOCUMENT ZTITLEDOCUMENT
        ZRESOLUTIONTOKENMAP_V3_JSONDATA
        """;

    /// <summary>
    /// The entities. Newer stores have one more among them, which moves the numbers of those behind it.
    /// </summary>
    public static IReadOnlyList<CoreDataEntity> Entities(bool hasQueue)
    {
        List<CoreDataEntity> entities =
        [
            new("REMCDBaseList", ListColumns),
            new("REMCDList", Parent: "REMCDBaseList"),
            new("REMCDSmartList", Parent: "REMCDBaseList"),
            new("REMCDBaseSection", "INTEGER ZACCOUNT ZLIST VARCHAR ZCKIDENTIFIER ZDISPLAYNAME BLOB ZIDENTIFIER"),
            new("REMCDHashtagLabel", "VARCHAR ZCANONICALNAME ZNAME BLOB ZUUIDFORCHANGETRACKING"),
        ];
        if (hasQueue)
        {
            entities.Add(new CoreDataEntity("REMCDGroceryOperationQueueItem", "INTEGER ZLIST VARCHAR ZTEXT"));
        }

        entities.AddRange(
        [
            new("REMCDObject", CommonColumns),
            new("REMCDAccount", Parent: Common),
            new("REMCDAlarm", Parent: Common),
            new("REMCDAlarmTrigger", Parent: Common),
            new("REMCDAssignment", Parent: Common),
            new("REMCDAttachment", Parent: Common),
            new("REMCDHashtag", Parent: Common),
            new("REMCDRecurrenceRule", Parent: Common),
            new("REMCDSharee", Parent: Common),
            new("REMCDReminder", ReminderColumns),
            new("REMCKCloudState", "INTEGER ZCURRENTLOCALVERSION ZINCLOUD ZREMINDER TIMESTAMP ZLOCALVERSIONDATE"),
        ]);
        return entities;
    }
}
