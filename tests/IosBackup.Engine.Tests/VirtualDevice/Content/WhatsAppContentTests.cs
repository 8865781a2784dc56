using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Sqlite;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

public sealed class WhatsAppContentTests : IDisposable
{
    private const string Domain = "AppDomainGroup-group.net.whatsapp.WhatsApp.shared";
    private const string Chats = "ChatStorage.sqlite";

    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _store;

    public WhatsAppContentTests()
    {
        foreach (string suffix in new[] { "", "-wal", "-shm" })
        {
            File.WriteAllBytes(_folder[Chats + suffix], TestPhone.Bytes(Domain, Chats + suffix));
        }

        _store = SqliteDatabase.OpenOwn(_folder[Chats], TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Messages_are_the_planned_ones()
    {
        TestPhone.AssertPlanned(StarterKind.WhatsAppMessage, TestPhone.Rows(
            _store,
            """
            SELECT m.ZSTANZAID, COALESCE(m.ZTEXT, '') FROM ZWAMESSAGE m
            JOIN ZWACHATSESSION s ON s.Z_PK = m.ZCHATSESSION WHERE m.ZMESSAGEDATE <= s.ZLASTMESSAGEDATE
            """,
            2));
        Assert.Equal("ok", TestPhone.Rows(_store, "PRAGMA integrity_check", 1)[0][0]);
    }

    [Fact]
    public void The_newest_messages_are_in_the_write_ahead_log_alone()
    {
        using SqliteDatabase main = TestPhone.Open(Domain, Chats);
        long? withoutLog = main.QueryInteger("SELECT COUNT(*) FROM ZWAMESSAGE");
        double newestWithoutLog = Newest(main);
        Assert.Equal(TestPhone.Truth.Count(StarterKind.WhatsAppMessage) - 5, withoutLog);
        Assert.True(Newest(_store) > newestWithoutLog);

        static double Newest(SqliteDatabase store)
        {
            using SqliteStatement row = store.Prepare("SELECT MAX(ZMESSAGEDATE) FROM ZWAMESSAGE");
            Assert.True(row.Step());
            return row.Real(0);
        }
    }

    [Fact]
    public void Chats_are_the_planned_ones()
    {
        TestPhone.AssertPlanned(
            StarterKind.WhatsAppChat,
            TestPhone.Rows(_store, "SELECT ZCONTACTJID, ZPARTNERNAME FROM ZWACHATSESSION", 2));
        Assert.Equal(0, _store.QueryInteger(
            """
            SELECT COUNT(*) FROM ZWAMESSAGE m JOIN ZWACHATSESSION s ON s.Z_PK = m.ZCHATSESSION
            LEFT JOIN ZWAGROUPMEMBER g ON g.Z_PK = m.ZGROUPMEMBER
            WHERE s.ZSESSIONTYPE = 1 AND m.ZISFROMME = 0 AND m.ZGROUPEVENTTYPE = 0 AND g.Z_PK IS NULL
            """));
    }

    [Theory]
    [InlineData("ZMESSAGETYPE = 1")]
    [InlineData("ZMESSAGETYPE = 2")]
    [InlineData("ZMESSAGETYPE = 3")]
    [InlineData("ZMESSAGETYPE = 4")]
    [InlineData("ZMESSAGETYPE = 5")]
    [InlineData("ZMESSAGETYPE = 6")]
    [InlineData("ZMESSAGETYPE = 7")]
    [InlineData("ZMESSAGETYPE = 8")]
    [InlineData("ZMESSAGETYPE = 14")]
    [InlineData("ZSTARRED = 1")]
    public void Special_messages_are_there(string condition)
    {
        Assert.True(_store.QueryInteger("SELECT COUNT(*) FROM ZWAMESSAGE WHERE " + condition) > 0);
    }

    [Fact]
    public void Media_have_files_but_for_one_that_was_not_fetched()
    {
        List<string?[]> media = TestPhone.Rows(
            _store,
            """
            SELECT i.ZMEDIALOCALPATH FROM ZWAMEDIAITEM i JOIN ZWAMESSAGE m ON m.Z_PK = i.ZMESSAGE
            WHERE m.ZMEDIAITEM = i.Z_PK AND i.ZMEDIALOCALPATH IS NOT NULL
            """,
            1);
        List<string> files = [.. TestPhone.Default.Files.Where(static file => file.Domain == Domain)
            .Select(static file => file.RelativePath)];
        Assert.Single(media, row => !files.Contains("Message/" + row[0]) && !files.Contains(row[0]!));
        Assert.True(media.Count >= 4);
    }

    [Fact]
    public void Calls_are_the_planned_ones()
    {
        TestPhone.AssertPlanned(StarterKind.WhatsAppCall, TestPhone.Rows(
            Domain,
            "CallHistory.sqlite",
            """
            SELECT c.Z_PK, p.ZJIDSTRING FROM ZWACDCALLEVENT c
            JOIN ZWAAGGREGATECALLEVENT a ON a.Z_PK = c.Z1CALLEVENTS
            JOIN ZWACDCALLEVENTPARTICIPANT p ON p.Z1PARTICIPANTS = c.Z_PK
            """,
            2));
    }

    [Fact]
    public void Contacts_are_known_by_their_number()
    {
        List<string?[]> contacts = TestPhone.Rows(
            Domain, "ContactsV2.sqlite", "SELECT ZWHATSAPPID, ZFULLNAME FROM ZWAADDRESSBOOKCONTACT", 2);
        Assert.Contains(contacts, static row => row[1] == "Tom O'Neill");
        Assert.All(contacts, static row => Assert.EndsWith("@s.whatsapp.net", row[0], StringComparison.Ordinal));
    }

    [Fact]
    public void The_log_stays_beside_its_store()
    {
        PhoneFile log = TestPhone.Entry(Domain, Chats + "-wal");
        Assert.True(log.LastModified > TestPhone.Entry(Domain, Chats).LastModified);
        Assert.Equal(32 * 1024, TestPhone.Entry(Domain, Chats + "-shm").Content!.Length);
    }
}
