using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Calendar;
using IosBackup.Engine.Records.Calls;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Records.Messages;
using IosBackup.Engine.Records.Notes;
using IosBackup.Engine.Records.Photos;
using IosBackup.Engine.Records.VoiceMemos;
using IosBackup.Engine.Records.Voicemail;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

/// <summary>Stores with the tables and columns that iOS 8 to 11 had. Nothing of what came later is there.</summary>
public sealed class OldSchemaTests
{
    // Cocoa seconds of 2016-05-01 10:00 UTC.
    private const long May = 483_789_600;

    private static readonly DateTimeOffset s_may = new(2016, 5, 1, 10, 0, 0, TimeSpan.Zero);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Messages_of_iOS_9_have_seconds_and_joins_without_dates()
    {
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT,
              replace INTEGER DEFAULT 0, service_center TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, country TEXT,
              attributedBody BLOB, version INTEGER DEFAULT 0, type INTEGER DEFAULT 0, service TEXT, account TEXT,
              account_guid TEXT, error INTEGER DEFAULT 0, date INTEGER, date_read INTEGER, date_delivered INTEGER,
              is_delivered INTEGER DEFAULT 0, is_finished INTEGER DEFAULT 0, is_emote INTEGER DEFAULT 0,
              is_from_me INTEGER DEFAULT 0, is_empty INTEGER DEFAULT 0, is_read INTEGER DEFAULT 0,
              is_sent INTEGER DEFAULT 0, cache_has_attachments INTEGER DEFAULT 0, cache_roomnames TEXT,
              is_audio_message INTEGER DEFAULT 0, date_played INTEGER, item_type INTEGER DEFAULT 0,
              other_handle INTEGER DEFAULT -1, group_title TEXT, group_action_type INTEGER DEFAULT 0,
              share_status INTEGER, share_direction INTEGER);
            CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER,
              state INTEGER, account_id TEXT, properties BLOB, chat_identifier TEXT, service_name TEXT,
              room_name TEXT, account_login TEXT, is_archived INTEGER DEFAULT 0, last_addressed_handle TEXT,
              display_name TEXT, group_id TEXT);
            CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT,
              service TEXT NOT NULL, uncanonicalized_id TEXT);
            CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL,
              created_date INTEGER DEFAULT 0, start_date INTEGER DEFAULT 0, filename TEXT, uti TEXT, mime_type TEXT,
              transfer_state INTEGER DEFAULT 0, is_outgoing INTEGER DEFAULT 0, user_info BLOB, transfer_name TEXT,
              total_bytes INTEGER DEFAULT 0);
            CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
            CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);
            CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER);
            INSERT INTO handle VALUES (1, '+447700900100', 'gb', 'iMessage', NULL), (2, 'bo@example.com', NULL,
              'iMessage', NULL);
            INSERT INTO chat (ROWID, guid, style, chat_identifier, service_name, display_name) VALUES
              (1, 'iMessage;-;+447700900100', 45, '+447700900100', 'iMessage', NULL),
              (2, 'iMessage;+;chat77', 43, 'chat77', 'iMessage', 'Rowing');
            INSERT INTO chat_handle_join VALUES (1, 1), (2, 1), (2, 2);
            INSERT INTO message (ROWID, guid, text, handle_id, service, date, date_read, is_from_me, is_read, is_sent,
              item_type, group_title, cache_has_attachments) VALUES
              (1, 'a', 'Old but fine', 1, 'iMessage', {May - 86400}, {May - 86000}, 0, 1, 0, 0, NULL, 0),
              (2, 'b', char(65532) || 'the boat', 0, 'iMessage', {May}, 0, 1, 0, 1, 0, NULL, 1),
              (3, 'c', NULL, 2, 'iMessage', {May + 60}, 0, 0, 1, 0, 2, 'Rowing', 0);
            INSERT INTO chat_message_join VALUES (1, 1), (1, 2), (2, 3);
            INSERT INTO attachment (ROWID, guid, created_date, filename, mime_type, transfer_name) VALUES
              (1, 'att', {May}, '~/Library/SMS/Attachments/ab/11/att/boat.jpg', 'image/jpeg', 'boat.jpg');
            INSERT INTO message_attachment_join VALUES (2, 1);
            """));
        using StoreBackup backup = StoreBackup.Of(
            ("HomeDomain", "Library/SMS/sms.db", store),
            ("MediaDomain", "Library/SMS/Attachments/ab/11/att/boat.jpg", [0xFF, 0xD8]));
        List<IosMessage> messages = [.. new MessageReader().Read(backup.Source, new ChatQuery(), Stop)];
        Assert.Equal(["a", "b", "c"], messages.Select(static message => message.Guid));
        Assert.Equal(s_may, messages[1].Date);
        Assert.Equal(s_may.AddSeconds(-86000), messages[0].Read);
        Assert.Null(messages[1].Read);
        Assert.Equal(("the boat", true, "boat.jpg", IosAvailability.InBackup), (
            messages[1].Text.Trim(), messages[1].IsFromMe, messages[1].Attachments[0].Name,
            messages[1].Attachments[0].Availability));
        Assert.Equal(("Rowing", true, IosMessageKind.Event), (
            messages[2].Chat, messages[2].IsGroup, messages[2].Kind));
        Assert.Empty(backup.Warnings);

        ChatQuery may = new() { Since = s_may, Until = s_may.AddSeconds(60), Contacts = ["07700 900100"] };
        Assert.Equal("b", Assert.Single(new MessageReader().Read(backup.Source, may, Stop)).Guid);
    }

    [Fact]
    public void Contacts_of_iOS_9_have_no_identifiers()
    {
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, First TEXT, Last TEXT, Middle TEXT,
              FirstPhonetic TEXT, MiddlePhonetic TEXT, LastPhonetic TEXT, Organization TEXT, Department TEXT, Note TEXT,
              Kind INTEGER, Birthday TEXT, JobTitle TEXT, Nickname TEXT, Prefix TEXT, Suffix TEXT, FirstSort TEXT,
              LastSort TEXT, CreationDate INTEGER, ModificationDate INTEGER, CompositeNameFallback TEXT,
              ExternalIdentifier TEXT, StoreID INTEGER, DisplayName TEXT, PersonLink INTEGER DEFAULT -1,
              ImageURI TEXT, IsPreferredName INTEGER DEFAULT 1);
            CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER,
              identifier INTEGER, label INTEGER, value TEXT);
            CREATE TABLE ABMultiValueLabel (value TEXT, UNIQUE(value));
            CREATE TABLE ABMultiValueEntry (parent_id INTEGER, key INTEGER, value TEXT, UNIQUE(parent_id, key));
            CREATE TABLE ABMultiValueEntryKey (value TEXT, UNIQUE(value));
            CREATE TABLE ABGroup (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, ExternalIdentifier TEXT,
              StoreID INTEGER);
            CREATE TABLE ABGroupMembers (UID INTEGER PRIMARY KEY, group_id INTEGER, member_type INTEGER,
              member_id INTEGER);
            CREATE TABLE ABStore (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, Name TEXT, Type INTEGER, AccountID INTEGER);
            INSERT INTO ABStore VALUES (0, 'Phone', 0, NULL);
            INSERT INTO ABPerson (ROWID, First, Last, Kind, Birthday, CreationDate, ModificationDate, StoreID) VALUES
              (1, 'Ada', 'Lovelace', 0, '-5839992000.0', {May}, {May + 5}, 0);
            INSERT INTO ABPerson (ROWID, Organization, Kind, StoreID) VALUES (2, 'Analytical Engines', 1, 0);
            INSERT INTO ABMultiValueLabel VALUES ('_$!<Mobile>!$_'), ('_$!<Home>!$_');
            INSERT INTO ABMultiValueEntryKey VALUES ('Street'), ('City');
            INSERT INTO ABMultiValue VALUES (1, 1, 3, 0, 1, '+447700900100'), (2, 1, 5, 0, 2, NULL),
              (3, 1, 4, 0, 2, 'ada@example.com');
            INSERT INTO ABMultiValueEntry VALUES (2, 1, '12 St James''s Square'), (2, 2, 'London');
            INSERT INTO ABGroup (ROWID, Name) VALUES (1, 'Numbers');
            INSERT INTO ABGroupMembers VALUES (1, 1, 0, 1);
            """));
        using StoreBackup backup = StoreBackup.Of(("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", store));
        List<IosContact> contacts = [.. new ContactReader().Read(backup.Source, new ContactQuery(), Stop)];
        IosContact ada = contacts.Single(static contact => contact.FirstName == "Ada");
        Assert.Equal(("Ada Lovelace", null, s_may), (ada.DisplayName, ada.Guid, ada.Created));
        Assert.Equal(new IosContactValue("Mobile", "+447700900100"), Assert.Single(ada.PhoneNumbers));
        Assert.Equal(new IosContactValue("Home", "ada@example.com"), Assert.Single(ada.EmailAddresses));
        Assert.Equal("London", Assert.Single(ada.PostalAddresses).City);
        Assert.Equal(["Numbers"], ada.Groups);
        Assert.Equal("1815-12-10", ada.Birthday);
        Assert.True(contacts.Single(static contact => contact.DisplayName == "Analytical Engines").IsCompany);
    }

    [Fact]
    public void Calls_of_iOS_9_have_addresses_in_bytes_and_no_provider()
    {
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE ZCALLRECORD (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZANSWERED INTEGER,
              ZCALLTYPE INTEGER, ZDISCONNECTED_CAUSE INTEGER, ZFACE_TIME_DATA INTEGER, ZNUMBER_AVAILABILITY INTEGER,
              ZORIGINATED INTEGER, ZREAD INTEGER, ZDATE TIMESTAMP, ZDURATION FLOAT, ZADDRESS BLOB, ZDEVICE_ID VARCHAR,
              ZISO_COUNTRY_CODE VARCHAR, ZNAME VARCHAR, ZUNIQUE_ID VARCHAR);
            INSERT INTO ZCALLRECORD VALUES
              (1, 1, 1, 1, 1, NULL, NULL, 0, 0, 1, {May}, 61.5, CAST('+447700900100' AS BLOB), NULL, 'gb', NULL, 'one'),
              (2, 1, 1, 0, 1, NULL, NULL, 0, 0, 0, {May + 60}, 0, NULL, NULL, NULL, NULL, 'two'),
              (3, 1, 1, 0, 8, NULL, 1048576, 0, 1, 1, {May + 120}, 300, CAST('bo@example.com' AS BLOB), NULL, NULL,
                'Bo', 'three');
            """));
        using StoreBackup backup = StoreBackup.Of(
            true, ("HomeDomain", "Library/CallHistoryDB/CallHistory.storedata", store));
        List<IosCall> calls = [.. new CallReader().Read(backup.Source, new CallQuery(), Stop)];
        Assert.Equal(["+447700900100", null, "bo@example.com"], calls.Select(static call => call.Number));
        Assert.Equal(
            [IosCallStatus.Answered, IosCallStatus.Missed, IosCallStatus.Answered],
            calls.Select(static call => call.Status));
        Assert.Equal(
            [IosCallKind.Phone, IosCallKind.Phone, IosCallKind.FaceTimeVideo], calls.Select(static call => call.Kind));
        Assert.Equal((s_may, TimeSpan.FromSeconds(61.5)), (calls[0].Date, calls[0].Duration));
        Assert.Empty(backup.Warnings);
    }

    [Theory]
    [InlineData("Z_16ASSETS", "Z_16ALBUMS", "Z_23ASSETS")]
    [InlineData("Z_20ASSETS", "Z_20ALBUMS", "Z_27ASSETS")]
    public void Photos_before_iOS_14_lie_in_another_table(string join, string albums, string assets)
    {
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE ZGENERICASSET (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER,
              ZAVALANCHEPICKTYPE INTEGER, ZCLOUDLOCALSTATE INTEGER, ZCOMPLETE INTEGER, ZFAVORITE INTEGER,
              ZHASADJUSTMENTS INTEGER, ZHEIGHT INTEGER, ZHIDDEN INTEGER, ZKIND INTEGER, ZKINDSUBTYPE INTEGER,
              ZORIENTATION INTEGER, ZSAVEDASSETTYPE INTEGER,
              ZTRASHEDSTATE INTEGER, ZVISIBILITYSTATE INTEGER, ZWIDTH INTEGER, ZADDITIONALATTRIBUTES INTEGER,
              ZMASTER INTEGER, ZMOMENT INTEGER, ZADDEDDATE TIMESTAMP, ZDATECREATED TIMESTAMP, ZDURATION FLOAT,
              ZLATITUDE FLOAT, ZLONGITUDE FLOAT, ZMODIFICATIONDATE TIMESTAMP, ZTRASHEDDATE TIMESTAMP,
              ZAVALANCHEUUID VARCHAR, ZDIRECTORY VARCHAR, ZFILENAME VARCHAR, ZUNIFORMTYPEIDENTIFIER VARCHAR,
              ZUUID VARCHAR);
            CREATE TABLE ZADDITIONALASSETATTRIBUTES (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER,
              ZORIGINALFILESIZE INTEGER, ZTIMEZONEOFFSET INTEGER, ZASSET INTEGER, ZCREATORBUNDLEID VARCHAR,
              ZEXIFTIMESTAMPSTRING VARCHAR, ZORIGINALFILENAME VARCHAR, ZTIMEZONENAME VARCHAR, ZTITLE VARCHAR);
            CREATE TABLE ZGENERICALBUM (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZKIND INTEGER,
              ZTRASHEDSTATE INTEGER, ZPARENTFOLDER INTEGER, ZTITLE VARCHAR, ZUUID VARCHAR);
            CREATE TABLE {join} ({albums} INTEGER, {assets} INTEGER, Z_FOK_{assets.Substring(2)} INTEGER,
              PRIMARY KEY ({albums}, {assets}));
            INSERT INTO ZGENERICASSET (Z_PK, ZKIND, ZKINDSUBTYPE, ZWIDTH, ZHEIGHT, ZFAVORITE, ZTRASHEDSTATE, ZHIDDEN,
              ZDATECREATED, ZLATITUDE, ZLONGITUDE, ZDIRECTORY, ZFILENAME, ZUNIFORMTYPEIDENTIFIER, ZUUID) VALUES
              (1, 0, 0, 3264, 2448, 1, 0, 0, {May}, 51.5, -2.6, 'DCIM/100APPLE', 'IMG_0001.JPG', 'public.jpeg', 'U1'),
              (2, 1, 0, 1920, 1080, 0, 0, 0, {May + 60}, -180, -180, 'DCIM/100APPLE', 'IMG_0002.MOV',
                'com.apple.quicktime-movie', 'U2'),
              (3, 0, 0, 100, 100, 0, 1, 0, {May}, -180, -180, 'DCIM/100APPLE', 'IMG_0003.JPG', 'public.jpeg', 'U3');
            INSERT INTO ZADDITIONALASSETATTRIBUTES (Z_PK, ZASSET, ZTIMEZONEOFFSET, ZORIGINALFILENAME) VALUES
              (1, 1, 3600, 'DSC_1.JPG');
            INSERT INTO ZGENERICALBUM (Z_PK, ZKIND, ZTRASHEDSTATE, ZTITLE, ZUUID) VALUES (5, 2, 0, 'Bristol', 'A5');
            INSERT INTO {join} VALUES (5, 1, 1024);
            """));
        using StoreBackup backup = StoreBackup.Of(
            ("CameraRollDomain", "Media/PhotoData/Photos.sqlite", store),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG", [0xFF, 0xD8]),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0002.MOV", [0]));
        List<IosPhoto> photos = [.. new PhotoReader().Read(backup.Source, new PhotoQuery(), Stop)];
        Assert.Equal(["IMG_0001.JPG", "IMG_0002.MOV"], photos.Select(static photo => photo.FileName));
        Assert.Equal((s_may, "DSC_1.JPG", true), (photos[0].Taken, photos[0].OriginalFileName, photos[0].IsFavorite));
        Assert.Equal(["Bristol"], photos[0].Albums);
        Assert.Equal((51.5, null), (photos[0].Latitude, photos[1].Latitude));
        Assert.All(photos, static photo => Assert.NotNull(photo.OriginalFileId));
        Assert.Equal(IosPhotoKind.Video, photos[1].Kind);
    }

    [Fact]
    public void Notes_of_iOS_8_are_pages()
    {
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE ZNOTE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZCONTAINSCJK INTEGER,
              ZCONTENTTYPE INTEGER, ZDELETEDFLAG INTEGER, ZEXTERNALFLAGS INTEGER, ZEXTERNALSEQUENCENUMBER INTEGER,
              ZEXTERNALSERVERINTID INTEGER, ZINTEGERID INTEGER, ZISBOOKKEEPINGENTRY INTEGER, ZBODY INTEGER,
              ZSTORE INTEGER, ZCREATIONDATE TIMESTAMP, ZMODIFICATIONDATE TIMESTAMP, ZAUTHOR VARCHAR, ZGUID VARCHAR,
              ZSERVERID VARCHAR, ZSUMMARY VARCHAR, ZTITLE VARCHAR);
            CREATE TABLE ZNOTEBODY (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZOWNER INTEGER,
              ZCONTENT VARCHAR, ZEXTERNALCONTENTREF VARCHAR, ZEXTERNALREPRESENTATION BLOB);
            CREATE TABLE ZSTORE (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZACCOUNT INTEGER,
              ZEXTERNALIDENTIFIER VARCHAR, ZEXTERNALSYNCANCHOR VARCHAR, ZNAME VARCHAR, ZSYNCANCHOR VARCHAR);
            CREATE TABLE ZACCOUNT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZTYPE INTEGER,
              ZDEFAULTSTORE INTEGER, ZACCOUNTIDENTIFIER VARCHAR, ZCONSTRAINTSPATH VARCHAR, ZNAME VARCHAR);
            INSERT INTO ZACCOUNT (Z_PK, ZNAME) VALUES (1, 'LOCAL_NOTES_ACCOUNT');
            INSERT INTO ZSTORE (Z_PK, ZACCOUNT, ZNAME) VALUES (1, 1, 'Notes');
            INSERT INTO ZNOTE (Z_PK, ZDELETEDFLAG, ZBODY, ZSTORE, ZCREATIONDATE, ZMODIFICATIONDATE, ZGUID, ZTITLE)
              VALUES (1, 0, 7, 1, {May}, {May + 60}, 'G1', 'Packing');
            INSERT INTO ZNOTEBODY (Z_PK, ZOWNER, ZCONTENT) VALUES
              (7, 1, 'Packing<div>rope &amp; tea</div><script>alert(1)</script>');
            """));
        using StoreBackup backup = StoreBackup.Of(("HomeDomain", "Library/Notes/notes.sqlite", store));
        IosNote note = Assert.Single(new NoteReader().Read(backup.Source, new NoteQuery(), Stop));
        Assert.Equal(("Packing", s_may, s_may.AddSeconds(60)), (note.Title, note.Created, note.Modified));
        Assert.Contains("rope & tea", note.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", note.Html, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Notes_of_iOS_10_are_put_into_folders_by_a_table_of_their_own()
    {
        string body = Convert.ToHexString(NoteBody("Ideas\nA boat"));
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME VARCHAR, Z_SUPER INTEGER, Z_MAX INTEGER);
            INSERT INTO Z_PRIMARYKEY VALUES (8, 'ICNote', 0, 2), (10, 'ICAccount', 0, 1), (11, 'ICFolder', 0, 1);
            CREATE TABLE ZICCLOUDSYNCINGOBJECT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER,
              ZMARKEDFORDELETION INTEGER, ZISPASSWORDPROTECTED INTEGER, ZACCOUNT2 INTEGER, ZNOTEDATA INTEGER,
              ZCREATIONDATE1 TIMESTAMP, ZMODIFICATIONDATE1 TIMESTAMP, ZIDENTIFIER VARCHAR, ZNAME VARCHAR,
              ZSNIPPET VARCHAR, ZTITLE1 VARCHAR, ZTITLE2 VARCHAR);
            CREATE TABLE ZICNOTEDATA (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER, ZNOTE INTEGER,
              ZCRYPTOINITIALIZATIONVECTOR BLOB, ZCRYPTOTAG BLOB, ZDATA BLOB);
            CREATE TABLE Z_11NOTES (Z_8NOTES INTEGER, Z_11FOLDERS INTEGER, PRIMARY KEY (Z_8NOTES, Z_11FOLDERS));
            INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZNAME) VALUES (1, 10, 'LocalAccount', 'Phone');
            INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE2) VALUES (2, 11, 'F', 'Dreams');
            INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE1, ZSNIPPET, ZACCOUNT2, ZNOTEDATA,
              ZCREATIONDATE1, ZMODIFICATIONDATE1) VALUES (3, 8, 'N', 'Ideas', 'A boat', 1, 1, {May}, {May + 60});
            INSERT INTO ZICNOTEDATA (Z_PK, ZNOTE, ZDATA) VALUES (1, 3, x'{body}');
            INSERT INTO Z_11NOTES VALUES (3, 2);
            """));
        using StoreBackup backup = StoreBackup.Of(
            ("AppDomainGroup-group.com.apple.notes", "NoteStore.sqlite", store));
        IosNote note = Assert.Single(new NoteReader().Read(backup.Source, new NoteQuery(), Stop));
        Assert.Equal(("Ideas", "Ideas\nA boat", s_may), (note.Title, note.Text, note.Created));
        Assert.Equal(("Dreams", "Phone"), (note.Folder, note.Account));
    }

    [Fact]
    public void Voicemail_of_iOS_9_knows_no_receiver()
    {
        byte[] store = TestStore.Create(
            """
            CREATE TABLE voicemail (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, remote_uid INTEGER, date INTEGER,
              token TEXT, sender TEXT, callback_num TEXT, duration INTEGER, expiration INTEGER, trashed_date INTEGER,
              flags INTEGER);
            INSERT INTO voicemail VALUES
              (1, 1, 1462096800, 'Complete', '+447700900100', '+447700900100', 12, 1464688800, 0, 3),
              (2, 2, 1462096900, 'Complete', NULL, NULL, 3, 0, 483789660, 75);
            """);
        using StoreBackup backup = StoreBackup.Of(
            ("HomeDomain", "Library/Voicemail/voicemail.db", store), ("HomeDomain", "Library/Voicemail/1.amr", [1]));
        List<IosVoicemail> all = [.. new VoicemailReader().Read(backup.Source, new RecordQuery(), Stop)];
        Assert.Equal((s_may, "+447700900100", null), (all[0].Date, all[0].Sender, all[0].Receiver));
        Assert.Equal([false, true], all.Select(static voicemail => voicemail.IsTrashed));
        Assert.Equal("Library/Voicemail/1.amr", all[0].AudioPath);
        Assert.Equal(1, Assert.Single(backup.Warnings).Count);
    }

    [Fact]
    public void Voice_memos_of_iOS_11_have_labels_for_titles()
    {
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE ZRECORDING (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, Z_OPT INTEGER,
              ZITUNESPERSISTENTID INTEGER, ZLABELPRESET INTEGER, ZPENDINGRESTORE INTEGER, ZSYNCED INTEGER,
              ZDATE TIMESTAMP, ZDURATION FLOAT, ZCUSTOMLABEL VARCHAR, ZPATH VARCHAR);
            INSERT INTO ZRECORDING (Z_PK, ZDATE, ZDURATION, ZCUSTOMLABEL, ZPATH) VALUES
              (1, {May}, 4.5, 'Owl', '/var/mobile/Media/Recordings/20160501 100000.m4a');
            """));
        using StoreBackup backup = StoreBackup.Of(
            ("MediaDomain", "Media/Recordings/Recordings.db", store),
            ("MediaDomain", "Media/Recordings/20160501 100000.m4a", [1]));
        IosVoiceMemo memo = Assert.Single(new VoiceMemoReader().Read(backup.Source, new RecordQuery(), Stop));
        Assert.Equal(("Owl", s_may, "20160501 100000.m4a"), (memo.Title, memo.Date, memo.FileName));
        Assert.NotNull(memo.AudioFileId);
    }

    [Fact]
    public void Alarms_of_calendars_before_iOS_9_belong_to_owners()
    {
        byte[] store = TestStore.Create(FormattableString.Invariant(
            $"""
            CREATE TABLE Calendar (ROWID INTEGER PRIMARY KEY, store_id INTEGER, title TEXT, color TEXT);
            CREATE TABLE CalendarItem (ROWID INTEGER PRIMARY KEY, summary TEXT, location_id INTEGER, description TEXT,
              start_date REAL, start_tz TEXT, end_date REAL, end_tz TEXT, all_day INTEGER, calendar_id INTEGER,
              orig_item_id INTEGER, orig_date REAL, entity_type INTEGER, UUID TEXT);
            CREATE TABLE Recurrence (ROWID INTEGER PRIMARY KEY, owner_id INTEGER, frequency INTEGER, interval INTEGER,
              week_start INTEGER, count INTEGER, end_date REAL, specifier TEXT);
            CREATE TABLE Alarm (ROWID INTEGER PRIMARY KEY, trigger_date REAL, trigger_interval INTEGER,
              owner_id INTEGER);
            INSERT INTO Calendar VALUES (1, NULL, 'Home', '#1BADF8');
            INSERT INTO CalendarItem VALUES (1, 'Choir', NULL, NULL, {May}, 'Europe/London', {May + 3600}, NULL, 0, 1,
              0, NULL, 2, 'E1');
            INSERT INTO Recurrence VALUES (1, 1, 2, 1, 2, 0, NULL, 'D=0SU');
            INSERT INTO Alarm VALUES (1, NULL, -900, 1);
            """));
        using StoreBackup backup = StoreBackup.Of((
            CalendarReader.Place.Domain, CalendarReader.Place.RelativePath, store));
        IosCalendarEvent choir = Assert.Single(
            new CalendarReader().Read(backup.Source, new CalendarQuery(), Stop));
        Assert.Equal(("Choir", "E1", "Home", s_may), (choir.Title, choir.EventId, choir.Calendar, choir.Start));
        Assert.Equal("FREQ=WEEKLY;BYDAY=SU;WKST=MO", choir.RecurrenceRule);
        Assert.Equal([TimeSpan.FromMinutes(-15)], choir.Alarms);
    }

    /// <summary>The body of a note that is a text and nothing else: messages within each other.</summary>
    private static byte[] NoteBody(string text)
    {
        byte[] note = Field(2, Encoding.UTF8.GetBytes(text));
        byte[] document = Field(2, Field(3, note));
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write(document);
        }

        return compressed.ToArray();
    }

    private static byte[] Field(int number, byte[] content) =>
        [(byte)((number << 3) | 2), (byte)content.Length, .. content];
}
