using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Messages;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Messages;

public sealed class MessageReaderTests
{
    private const string Domain = "HomeDomain";
    private const string StorePath = "Library/SMS/sms.db";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_planned_message_is_read_with_its_text_and_time()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosMessage> messages = Read(backup);
        Dictionary<string, IosMessage> byGuid = messages.ToDictionary(static message => message.Guid!);
        IReadOnlyList<StarterSample> planned = TestPhone.Truth.Samples(StarterKind.Message);
        Assert.Equal(TestPhone.Truth.Count(StarterKind.Message), messages.Count);
        foreach (StarterSample sample in planned)
        {
            IosMessage message = byGuid[sample.Key];
            Assert.Equal(MessageBody.Clean(sample.Text), message.Text);
            Assert.Equal(sample.Date, message.Date);
        }

        IosMessage dateless = Assert.Single(messages, static message => message.Date is null);
        Assert.Equal((null, null), (dateless.Read, dateless.Delivered));

        Assert.Equal(messages.Select(static message => message.Date ?? DateTimeOffset.MinValue).Order(),
            messages.Select(static message => message.Date ?? DateTimeOffset.MinValue));
    }

    [Fact]
    public void Edits_replies_reactions_and_events_are_those_of_the_phone()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosMessage> messages = Read(backup);
        IosMessage edited = Assert.Single(messages, static message => message.History.Count > 0);
        Assert.Equal("Train is at 9:45, platform 11", edited.Text);
        Assert.Equal(["Train is at 9:15", "Train is at 9:45"], edited.History.Select(static edit => edit.Text));
        Assert.Contains(messages, static message => message.IsUnsent && message.Text.Length == 0);
        Assert.Equal("Look what the cat did", Assert.Single(messages, static message =>
            message.UnsentParts.Count == 1 && !message.IsUnsent).Text);
        IosMessage question = messages.First(static message =>
            message.Text.StartsWith("What shall we cook", StringComparison.Ordinal));
        Assert.Equal(IosReactionKind.Loved, Assert.Single(question.Reactions).Kind);
        Assert.Equal(2, messages.Count(message => message.ReplyTo == question.Guid));
        IosMessage salad = messages.First(static message => message.Text == "and the green salad");
        Assert.Equal("🥗", Assert.Single(salad.Reactions).Emoji);
        IosMessage deleted = Assert.Single(messages, static message => message.IsDeleted);
        Assert.Equal("Deleted by mistake", deleted.Text);
        Assert.NotNull(deleted.Deleted);
        Assert.Contains(messages, static message => message.Event == IosChatEvent.MemberLeft);
        Assert.Contains(messages, static message =>
            message.Event == IosChatEvent.Renamed && message.EventSubject == "Weekend away");
        Assert.Contains(messages, static message => message.Effect == "Confetti");
        Assert.Contains(messages, static message => message.Effect == "InvisibleInk");
        IosMessage link = Assert.Single(messages, static message => message.Kind == IosMessageKind.Link);
        Assert.Equal(("https://recipes.example/lasagne", "Gran's lasagne"), (link.LinkUrl, link.LinkTitle));
        Assert.Contains(messages, static message => message.IsFailed);
        Assert.Contains(messages, static message => message.IsScheduled);
    }

    [Fact]
    public void Attachments_lead_to_their_files()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosAttachment> all = [.. Read(backup).SelectMany(static message => message.Attachments)];
        IosAttachment voice = Assert.Single(all, static file => file.Transcript is not null);
        Assert.Equal(IosAvailability.InBackup, voice.Availability);
        using (Stream content = backup.Backup.OpenRead(backup.Backup.FindById(voice.FileId!)!))
        {
            Assert.Equal(voice.Size, content.Length);
        }

        IosAttachment pass = Assert.Single(all, static file => file.Name == "Ferry.pkpass");
        Assert.Equal(IosAvailability.Folder, pass.Availability);
        Assert.Contains(all, static file => file.Availability == IosAvailability.Missing);
        Assert.Contains(backup.Warnings, static warning => warning.Kind == RecordWarningKind.FilesMissing);
    }

    [Fact]
    public void Conversations_with_one_person_over_several_services_are_one()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosMessage> messages = Read(backup, new ChatQuery { Contacts = ["*Mum*", "Mum"] });
        List<IosMessage> all = Read(backup);
        IosMessage ipad = Assert.Single(all, static message => message.Text == "This is my iPad speaking");
        Assert.Equal(
            new HashSet<string?> { "iMessage", "SMS" },
            [.. all.Where(message => message.ChatId == ipad.ChatId).Select(static message => message.Service)]);
        Assert.Equal(
            all.Count(message => message.ChatId == ipad.ChatId),
            Read(backup, new ChatQuery { Chats = [ipad.ChatId!] }).Count);
        Assert.All(messages, message => Assert.NotNull(message.ChatId));
    }

    [Theory]
    [InlineData("ingrid@lindqvist.example")]
    [InlineData("+447700900102")]
    [InlineData("Ingrid*")]
    public void Whatever_names_a_person_finds_all_of_the_conversation(string name)
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        IosMessage ipad = Assert.Single(Read(backup), static message => message.Text == "This is my iPad speaking");
        HashSet<string?> all =
            [.. Read(backup).Where(message => message.ChatId == ipad.ChatId).Select(static message => message.Guid)];
        Assert.Equal(all, [.. Read(backup, new ChatQuery { Chats = [name] }).Select(static message => message.Guid)]);
        HashSet<string?> theirs =
            [.. Read(backup, new ChatQuery { Contacts = [name] }).Select(static message => message.Guid)];
        Assert.Superset(all, theirs);
    }

    [Fact]
    public void Messages_without_a_conversation_are_found_by_the_one_that_is_shown()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosMessage> all = Read(backup);
        IosMessage lost = all.First(static message => message.ChatId is null && message.Sender is not null);
        Assert.Contains(lost.Guid,
            Read(backup, new ChatQuery { Chats = [lost.Chat!] }).Select(static message => message.Guid));
        Assert.Equal(all.Count(static message => message.Chat is not null),
            Read(backup, new ChatQuery { Chats = ["*"] }).Count);
    }

    [Fact]
    public void Conditions_keep_what_fits()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosMessage> all = Read(backup);
        DateTimeOffset middle = all[all.Count / 2].Date!.Value;
        Assert.Equal(
            all.Count(message => message.Date >= middle), Read(backup, new ChatQuery { Since = middle }).Count);
        Assert.Equal(
            all.Count(message => message.Date < middle), Read(backup, new ChatQuery { Until = middle }).Count);
        Assert.Single(Read(backup, new ChatQuery { Contains = "GRÖßE & küsse" }));
        List<IosMessage> group = Read(backup, new ChatQuery { Chats = ["weekend in*"] });
        Assert.NotEmpty(group);
        Assert.All(group, static message => Assert.True(message.IsGroup));
        Assert.Equal(all[^1].RowId, Read(backup, new ChatQuery { NewestFirst = true })[0].RowId);
    }

    [Fact]
    public void The_synthetic_store_gives_its_messages()
    {
        byte[] store = File.ReadAllBytes(ConformanceData.Conformance("stores", "messages.1.sms.db"));
        using StoreBackup backup = StoreBackup.Of((Domain, StorePath, store));
        List<IosMessage> messages = Read(backup);
        Assert.Equal(9, messages.Count);
        Assert.DoesNotContain(messages, static message => message.RowId == 7);
        Assert.Equal(9, Assert.Single(messages, static message => message.IsUndecoded).RowId);
        Assert.Equal("Hi 👋 group 🌍", messages.Single(static message => message.RowId == 4).Text);
        Assert.Equal(1, messages.Sum(static message => message.Reactions.Count));
        Assert.Equal(2, messages.Sum(static message => message.Attachments.Count));
        Assert.Contains(backup.Warnings, static warning => warning.Kind == RecordWarningKind.ContentUnreadable);
    }

    [Fact]
    public void A_store_of_iOS_9_is_read_with_the_columns_it_has()
    {
        byte[] store = TestStore.Create(
            """
            CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT, text TEXT, handle_id INTEGER,
              date INTEGER, is_from_me INTEGER);
            CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT);
            INSERT INTO handle VALUES (1, '+447700900100');
            INSERT INTO message VALUES (1, 'a', 'Hello', 1, 440000000, 0), (2, 'b', 'Hi', 0, 440000060, 1);
            """);
        using StoreBackup backup = StoreBackup.Of((Domain, StorePath, store));
        List<IosMessage> messages = Read(backup, new ChatQuery { Since = new(2014, 1, 1, 0, 0, 0, TimeSpan.Zero) });
        Assert.Equal(["Hello", "Hi"], messages.Select(static message => message.Text));
        Assert.Equal("+447700900100", messages[0].Sender);
        Assert.Equal(2014, messages[0].Date!.Value.Year);
    }

    [Fact]
    public void Of_damaged_stores_messages_or_one_clear_error_come()
    {
        byte[] store = TestPhone.Bytes(Domain, StorePath);
        for (int page = 1; page < store.Length / 4096; page += 5)
        {
            using StoreBackup backup = StoreBackup.Of((Domain, StorePath, TestStore.Damage(store, page)));
            try
            {
                Read(backup);
            }
            catch (EngineException e)
            {
                Assert.Equal(ErrorKind.DatabaseDamaged, e.Kind);
            }
        }
    }

    private static List<IosMessage> Read(StoreBackup backup, ChatQuery? query = null) =>
        [.. new MessageReader().Read(backup.Source, query ?? new ChatQuery(), Stop)];
}
