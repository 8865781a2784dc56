using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Accounts;
using IosBackup.Engine.Records.Calendar;
using IosBackup.Engine.Records.Calls;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Records.Health;
using IosBackup.Engine.Records.Messages;
using IosBackup.Engine.Records.Notes;
using IosBackup.Engine.Records.Photos;
using IosBackup.Engine.Records.Reminders;
using IosBackup.Engine.Records.Safari;
using IosBackup.Engine.Records.VoiceMemos;
using IosBackup.Engine.Records.Voicemail;
using IosBackup.Engine.Records.WhatsApp;
using IosBackup.Engine.Records.Wifi;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

/// <summary>Stores that are damaged: what can be read is, the rest is one error of a known kind.</summary>
public sealed class HostileStoreTests
{
    private static readonly (string Path, Func<RecordSource, IEnumerable<IosRecord>> Read)[] s_stores =
    [
        ("Library/SMS/sms.db", static source => new MessageReader().Read(source, new ChatQuery())),
        ("Library/AddressBook/AddressBook.sqlitedb",
            static source => new ContactReader().Read(source, new ContactQuery())),
        ("Library/CallHistoryDB/CallHistory.storedata",
            static source => new CallReader().Read(source, new CallQuery())),
        ("ChatStorage.sqlite", static source => new WhatsAppReader().Read(source, new ChatQuery())),
        ("Media/PhotoData/Photos.sqlite", static source => new PhotoReader().Read(source, new PhotoQuery())),
        ("NoteStore.sqlite", static source => new NoteReader().Read(source, new NoteQuery())),
        ("Library/Calendar/Calendar.sqlitedb",
            static source => new CalendarReader().Read(source, new CalendarQuery { Contains = "e" })),
        ("Container_v1/Stores/Data-local.sqlite",
            static source => new ReminderReader().Read(source, new ReminderQuery())),
        ("Library/Voicemail/voicemail.db", static source => new VoicemailReader().Read(source, new RecordQuery())),
        ("Recordings/CloudRecordings.db", static source => new VoiceMemoReader().Read(source, new RecordQuery())),
        ("Library/Safari/Bookmarks.db", static source => new BookmarkReader().Read(source, new RecordQuery())),
        ("Library/Safari/History.db", static source => new WebHistoryReader().Read(source, new WebHistoryQuery())),
        ("Library/Safari/SafariTabs.db", static source => new BrowserTabReader().Read(source, new BrowserTabQuery())),
        ("Library/Accounts/Accounts3.sqlite", static source => new AccountReader().Read(source, new RecordQuery())),
        ("Health/healthdb_secure.sqlite", static source => new HealthSummaryReader().Read(source, new HealthQuery())),
        ("com.apple.wifi.known-networks.plist",
            static source => new WifiNetworkReader().Read(source, new RecordQuery())),
    ];

    [Fact]
    public void Damaged_stores_give_what_can_be_read_and_one_typed_error() =>
        Gen.Select(Gen.Int[0, s_stores.Length - 1], Gen.Int[0, 3], Gen.Int[0, 1_000_000], Gen.Byte.Array[1, 64]).Sample(
            static (store, kind, at, bytes) =>
            {
                PhoneFile file = TestPhone.Default.Files.First(file => file.RelativePath == s_stores[store].Path);
                byte[] damaged = Damage(ReadAll(file), kind, at, bytes);
                using StoreBackup backup = StoreBackup.Of(true, (file.Domain, file.RelativePath, damaged));
                try
                {
                    Assert.True(s_stores[store].Read(backup.Source).Take(100_000).Count() < 100_000);
                }
                catch (EngineException e)
                {
                    Assert.True(
                        e.Kind is ErrorKind.DatabaseDamaged or ErrorKind.PropertyListInvalid,
                        $"{file.RelativePath}: {e}");
                }
            },
            iter: 200);

    /// <summary>The stores that are databases.</summary>
    public static TheoryData<string> Databases { get; } =
    [
        .. s_stores.Select(static store => store.Path)
            .Where(static path => !path.EndsWith(".plist", StringComparison.Ordinal)),
    ];

    [Theory]
    [MemberData(nameof(Databases))]
    public void A_store_that_ends_early_is_one_error_behind_what_can_be_read(string path)
    {
        PhoneFile file = TestPhone.Default.Files.First(file => file.RelativePath == path);
        byte[] whole = ReadAll(file);
        using StoreBackup backup =
            StoreBackup.Of(true, (file.Domain, path, whole[..(whole.Length * 3 / 5 / 4096 * 4096)]));
        using IEnumerator<IosRecord> records =
            s_stores.Single(store => store.Path == path).Read(backup.Source).GetEnumerator();
        int count = 0;
        EngineException error = Assert.Throws<EngineException>(() =>
        {
            while (records.MoveNext())
            {
                count++;
            }
        });
        Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
        Assert.Contains(path, error.Target, StringComparison.Ordinal);
        Assert.False(records.MoveNext());
    }

    [Fact]
    public void Most_messages_of_a_store_that_ends_early_are_read()
    {
        byte[] whole = TestPhone.Bytes("HomeDomain", "Library/SMS/sms.db");
        using StoreBackup backup = StoreBackup.Of(
            ("HomeDomain", "Library/SMS/sms.db", whole[..(whole.Length * 9 / 10 / 4096 * 4096)]));
        List<IosMessage> messages = [];
        EngineException error = Assert.Throws<EngineException>(() => messages.AddRange(
            new MessageReader().Read(backup.Source, new ChatQuery(), TestContext.Current.CancellationToken)));
        Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
        Assert.True(messages.Count > TestPhone.Truth.Count(StarterKind.Message) / 2, $"{messages.Count}: {error}");
        Assert.Equal(messages.Count, messages.Select(static message => message.RowId).Distinct().Count());
    }

    [Fact]
    public void Columns_of_other_types_and_absurd_numbers_do_no_harm()
    {
        byte[] store = TestStore.Create(
            """
            CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID, ZDIRECTORY, ZFILENAME, ZDATECREATED, ZWIDTH,
              ZDURATION, ZKIND, ZLATITUDE, ZLONGITUDE);
            INSERT INTO ZASSET VALUES (1, x'FFFE00', '../../..', '/etc/passwd', 9e300, -1, 'long', 1, 'north', x'00');
            INSERT INTO ZASSET VALUES (2, NULL, NULL, NULL, -9223372036854775808, 1e30, -5, 9e18, NULL, NULL);
            """);
        using StoreBackup backup = StoreBackup.Of(("CameraRollDomain", "Media/PhotoData/Photos.sqlite", store));
        IosPhoto[] photos = [.. new PhotoReader().Read(
            backup.Source, new PhotoQuery(), TestContext.Current.CancellationToken)];
        Assert.Equal(2, photos.Length);
        Assert.All(photos, static photo => Assert.True(photo is { Width: >= 0, Height: >= 0, OriginalFileId: null }));
    }

    private static byte[] Damage(byte[] store, int kind, int at, byte[] bytes)
    {
        const int PageSize = 4096;
        byte[] damaged = (byte[])store.Clone();
        int place = at % damaged.Length;
        switch (kind)
        {
            case 0:
                return damaged[..place];
            case 1:
                bytes.AsSpan(0, Math.Min(bytes.Length, damaged.Length - place)).CopyTo(damaged.AsSpan(place));
                break;
            case 2:
                int page = place / PageSize * PageSize;
                damaged.AsSpan(page, Math.Min(PageSize, damaged.Length - page)).Fill(bytes[0]);
                break;
            default:
                bytes.AsSpan(0, Math.Min(bytes.Length, 100)).CopyTo(damaged.AsSpan(16));
                break;
        }

        return damaged;
    }

    private static byte[] ReadAll(PhoneFile file)
    {
        using System.IO.Stream stream = file.Content!.Open();
        using System.IO.MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
