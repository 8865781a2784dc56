using System.Collections.Generic;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.WhatsApp;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.WhatsApp;

public sealed class WhatsAppReaderTests
{
    private const string Domain = "AppDomainGroup-group.net.whatsapp.WhatsApp.shared";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_planned_message_is_read_those_in_the_log_too()
    {
        using StoreBackup backup = StoreBackup.OfPhone(encrypted: false);
        List<IosWhatsAppMessage> messages = Read(backup);
        Assert.Equal(
            TestPhone.Truth.Samples(StarterKind.WhatsAppMessage).Select(static sample => sample.Key).Order(),
            messages.Select(static message => message.Guid!).Order());
        Assert.Contains(messages, static message => message.Text == "Found your chalk bag");
        IosWhatsAppMessage answer = Assert.Single(messages, static message => message.Text == "Ça va, et toi ?");
        Assert.Equal("Coucou ! Ça va ? 🌻", messages.Single(message => message.Guid == answer.ReplyTo).Text);
        IosWhatsAppMessage picture = Assert.Single(messages, static message => message.Text == "Le marché");
        Assert.Equal(IosAvailability.InBackup, Assert.Single(picture.Attachments).Availability);
        Assert.Equal("Billet été.pdf", Assert.Single(messages.SelectMany(static message => message.Attachments),
            static file => file.MimeType == "application/pdf").Name);
        Assert.Contains(messages, static message => message is { Kind: IosMessageKind.Location, Latitude: > 48 });
        Assert.StartsWith("BEGIN:VCARD", Assert.Single(messages, static message =>
            message.ContactCards.Count > 0).ContactCards[0]);
        Assert.Contains(messages, static message => message.IsUnsent);
        Assert.Contains(messages, static message => message.IsStarred);
        Assert.Contains(messages, static message => message.LinkTitle == "A video");
        Assert.Contains(messages, static message => message.Event == IosChatEvent.Created);
    }

    [Fact]
    public void Hidden_identities_are_turned_into_numbers_and_names()
    {
        using StoreBackup backup = StoreBackup.OfPhone(encrypted: false);
        IosWhatsAppMessage hidden = Assert.Single(
            Read(backup), static message => message.Text == "番号が変わりました");
        Assert.StartsWith("+", hidden.Sender);
        Assert.NotNull(hidden.SenderName);
        Assert.Contains(
            hidden.RowId,
            Read(backup, new ChatQuery { Contacts = [hidden.Sender!] }).Select(static message => message.RowId));
    }

    [Fact]
    public void The_real_store_gives_its_messages()
    {
        using ZipArchive zip = ZipFile.OpenRead(ConformanceData.Conformance(
            "stores", "real", "testdata.whatsApp.whatsAppMessages.josh_ios15_ffs.zip"));
        using StoreBackup backup = StoreBackup.Of([.. zip.Entries
            .Where(static entry => entry.Name.StartsWith("ChatStorage.sqlite", System.StringComparison.Ordinal))
            .Select(static entry => (Domain, entry.Name, ZipContent.Read(entry)))]);
        List<IosWhatsAppMessage> messages = Read(backup);
        Assert.Equal(32, messages.Count);
        Assert.Equal(5, messages.Select(static message => message.ChatId).Distinct().Count());
        Assert.Equal(2, messages.Sum(static message => message.Attachments.Count));
        Assert.Equal(4, messages.Count(static message => message.Latitude > 35));
    }

    private static List<IosWhatsAppMessage> Read(StoreBackup backup, ChatQuery? query = null) =>
        [.. new WhatsAppReader().Read(backup.Source, query ?? new ChatQuery(), Stop)];
}
