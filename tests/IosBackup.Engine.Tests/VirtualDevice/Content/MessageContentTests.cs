using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Sqlite;
using IosBackup.Engine.Tests.VirtualDevice.Content.Formats;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

public sealed class MessageContentTests : IDisposable
{
    private readonly SqliteDatabase _store = TestPhone.Open("HomeDomain", "Library/SMS/sms.db");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Messages_say_what_is_planned()
    {
        List<string?[]> found = [];
        using SqliteStatement rows = _store.Prepare(
            """
            SELECT guid, text, attributedBody, message_summary_info FROM message
            WHERE associated_message_type NOT BETWEEN 2000 AND 3007
            """);
        while (rows.Step())
        {
            string text = rows.IsNull(2) ? rows.Text(1) ?? "" : AttributedTextReader.Read(rows.Blob(2).ToArray()).Text;
            found.Add([rows.Text(0), rows.IsNull(3) ? text : EditedText(rows.Blob(3), text)]);
        }

        TestPhone.AssertPlanned(StarterKind.Message, found);
    }

    [Fact]
    public void Text_column_and_body_agree_and_many_messages_have_a_body_alone()
    {
        int bodies = 0;
        using SqliteStatement rows = _store.Prepare(
            "SELECT text, attributedBody FROM message WHERE attributedBody IS NOT NULL");
        while (rows.Step())
        {
            string body = AttributedTextReader.Read(rows.Blob(1).ToArray()).Text;
            Assert.True(rows.IsNull(0) || rows.Text(0) == body);
            bodies += rows.IsNull(0) ? 1 : 0;
        }

        Assert.True(bodies > TestPhone.Truth.Count(StarterKind.Message) / 4);
    }

    [Fact]
    public void Every_message_is_in_a_conversation_or_in_recently_deleted_but_for_orphans()
    {
        Assert.Equal(0, Count(
            """
            message m JOIN chat_message_join c ON c.message_id = m.ROWID
            JOIN chat_recoverable_message_join r ON r.message_id = m.ROWID
            """));
        TestPhone.AssertPlanned(StarterKind.RecentlyDeletedMessage, Rows(
            """
            SELECT m.guid, m.text FROM message m
            JOIN chat_recoverable_message_join r ON r.message_id = m.ROWID WHERE r.delete_date > m.date
            """));
        Assert.Equal(0, Count(
            "chat_message_join c LEFT JOIN message m ON m.ROWID = c.message_id WHERE m.ROWID IS NULL"));
        Assert.Equal(0, Count(
            "chat_message_join c JOIN message m ON m.ROWID = c.message_id WHERE m.date <> c.message_date"));
    }

    [Fact]
    public void Conversations_are_between_the_phone_s_contacts()
    {
        TestPhone.AssertPlanned(StarterKind.Conversation, Rows(
            "SELECT guid, COALESCE(NULLIF(display_name, ''), chat_identifier) FROM chat"));
        Assert.Equal(0, Count(
            "message m LEFT JOIN handle h ON h.ROWID = m.handle_id WHERE m.handle_id > 0 AND h.ROWID IS NULL"));
        Assert.True(Count("chat WHERE style = 43 AND room_name IS NOT NULL") >= 2);
        HashSet<string?> numbers = [.. TestPhone
            .Rows("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", "SELECT value FROM ABMultiValue", 1)
            .Select(static row => row[0]?.Replace(" ", "", StringComparison.Ordinal))];
        Assert.True(Rows("SELECT id, service FROM handle").Count(row => numbers.Contains(row[0])) >= 10);
    }

    [Theory]
    [InlineData("service = 'RCS'")]
    [InlineData("service = 'SMS'")]
    [InlineData("thread_originator_guid IS NOT NULL AND thread_originator_part = '0:0:30'")]
    [InlineData("expressive_send_style_id LIKE 'com.apple.messages.effect.%'")]
    [InlineData("expressive_send_style_id LIKE 'com.apple.MobileSMS.expressivesend.%'")]
    [InlineData("balloon_bundle_id LIKE '%URLBalloonProvider' AND payload_data IS NOT NULL")]
    [InlineData("balloon_bundle_id LIKE 'com.apple.messages.MSMessageExtension%' AND payload_data IS NOT NULL")]
    [InlineData("item_type = 1 AND group_action_type = 0 AND other_handle > 0")]
    [InlineData("item_type = 2 AND group_title LIKE '%🏕️'")]
    [InlineData("item_type = 3 AND group_action_type = 0")]
    [InlineData("item_type = 3 AND group_action_type = 1")]
    [InlineData("item_type = 4")]
    [InlineData("is_audio_message = 1")]
    [InlineData("associated_message_emoji = '🥗' AND associated_message_type = 2006")]
    [InlineData("associated_message_type = 2007")]
    [InlineData("is_from_me = 1 AND is_sent = 0 AND error <> 0")]
    [InlineData("date = 0")]
    [InlineData("subject IS NOT NULL")]
    public void Special_messages_are_there(string condition)
    {
        Assert.True(Count("message WHERE " + condition) > 0);
    }

    [Fact]
    public void Reactions_have_targets()
    {
        List<string?[]> reactions = Rows(
            """
            SELECT guid, associated_message_guid FROM message WHERE associated_message_type BETWEEN 2000 AND 3007
            """);
        TestPhone.AssertPlanned(StarterKind.Reaction, reactions);
        HashSet<string?> messages = [.. Rows("SELECT guid, text FROM message").Select(static row => row[0])];
        Assert.All(reactions, row => Assert.Contains(row[1]![^36..], messages));
        Assert.Contains(reactions, static row => row[1]!.StartsWith("p:1/", StringComparison.Ordinal));
        Assert.Contains(reactions, static row => row[1]!.Length == 36);
    }

    [Fact]
    public void An_edited_message_keeps_its_history_and_an_unsent_one_says_so()
    {
        StarterSample edited = Assert.Single(TestPhone.Truth.Samples(StarterKind.EditedMessage));
        PlistDictionary summary = Summary("guid = '" + edited.Key + "'");
        Assert.Equal(
            ["Train is at 9:15", "Train is at 9:45", edited.Text],
            summary.GetDictionary("ec")!.GetArray("0")!.Select(Text));
        PlistDictionary unsent = Summary("date_edited > 0 AND attributedBody IS NULL AND text IS NULL");
        Assert.Equal(0, Assert.Single(Enumerable.Range(0, unsent.GetArray("rp")!.Count)
            .Select(i => unsent.GetArray("rp")!.GetInteger(i))));
    }

    [Fact]
    public void Attachments_have_files_unless_they_are_planned_to_be_gone()
    {
        List<string?[]> rows = Rows("SELECT guid, filename FROM attachment");
        Assert.Equal(
            TestPhone.Truth.Samples(StarterKind.MessageAttachment).Select(static sample => sample.Key),
            rows.Select(static row => row[0]));
        List<PhoneFile> media = [.. TestPhone.Default.Files.Where(static file => file.Domain == "MediaDomain")];
        List<string?> missing = [.. rows.Select(static row => row[1])
            .Where(name => !media.Any(file => "~/" + file.RelativePath == name))];
        Assert.InRange(missing.Count, 1, 4);
        Assert.Contains(missing, static name => name?.StartsWith("/var/tmp/", StringComparison.Ordinal) == true);
        Assert.Contains(missing, static name => name?.EndsWith(".MOV", StringComparison.Ordinal) == true);
        Assert.Contains(rows, row => media.Any(file =>
            "~/" + file.RelativePath == row[1] && file.Kind == PhoneFileKind.Directory));
    }

    [Fact]
    public void Bodies_name_the_attachments_of_their_message()
    {
        HashSet<string> guids = [.. TestPhone.Truth.Samples(StarterKind.MessageAttachment)
            .Select(static sample => sample.Key)];
        int named = 0;
        using SqliteStatement rows = _store.Prepare(
            "SELECT attributedBody FROM message WHERE cache_has_attachments = 1 AND attributedBody IS NOT NULL");
        while (rows.Step())
        {
            foreach (AttributedRun run in AttributedTextReader.Read(rows.Blob(0).ToArray()).Runs)
            {
                if (run.Attributes.TryGetValue("__kIMFileTransferGUIDAttributeName", out TypedObject? guid))
                {
                    Assert.Equal("\uFFFC", run.Text);
                    Assert.Contains(AttributedTextReader.String(guid), guids);
                    named++;
                }
            }
        }

        Assert.InRange(named, 5, guids.Count);
    }

    [Fact]
    public void Rows_have_a_gap_where_messages_were_deleted()
    {
        Assert.True(_store.QueryInteger("SELECT MAX(ROWID) FROM message") > Count("message"));
        Assert.True(Count("deleted_messages") > 0);
    }

    [Fact]
    public void Payloads_are_keyed_archives()
    {
        using SqliteStatement rows = _store.Prepare("SELECT payload_data FROM message WHERE payload_data IS NOT NULL");
        while (rows.Step())
        {
            string values = Encoding.UTF8.GetString(
                PropertyList.ToXml(KeyedArchive.Parse(rows.Blob(0)).ToPlainValues()));
            Assert.Contains(">https://", values, StringComparison.Ordinal);
        }
    }

    private static string EditedText(ReadOnlySpan<byte> info, string text)
    {
        PlistDictionary summary = (PlistDictionary)PropertyList.Parse(info);
        return summary.GetDictionary("ec")?.GetArray("0") is PlistArray versions ? Text(versions[^1]) : text;
    }

    private static string Text(PlistNode version) =>
        AttributedTextReader.Read(((PlistDictionary)version).GetData("t")!.Value.ToArray()).Text;

    private PlistDictionary Summary(string condition)
    {
        using SqliteStatement rows = _store.Prepare("SELECT message_summary_info FROM message WHERE " + condition);
        Assert.True(rows.Step());
        return (PlistDictionary)PropertyList.Parse(rows.Blob(0));
    }

    private long Count(string from) => _store.QueryInteger("SELECT COUNT(*) FROM " + from)!.Value;

    private List<string?[]> Rows(string sql) => TestPhone.Rows(_store, sql, 2);
}
