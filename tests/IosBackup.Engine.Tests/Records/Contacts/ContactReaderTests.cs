using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Contacts;

public sealed class ContactReaderTests
{
    private const string Domain = "HomeDomain";
    private const string StorePath = "Library/AddressBook/AddressBook.sqlitedb";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_planned_contact_is_read_with_its_name()
    {
        using StoreBackup backup = StoreBackup.OfPhone(encrypted: false);
        List<IosContact> contacts = Read(backup, new ContactQuery { IncludeImages = true });
        Assert.Equal(
            TestPhone.Truth.Samples(StarterKind.Contact).Select(static sample => (sample.Key, sample.Text)).Order(),
            contacts.Select(static contact => (contact.Guid!, contact.DisplayName)).Order());
        Assert.Contains(contacts, static contact => contact.HasImage && contact.Image?[0] == 0xFF);
        Assert.Equal("--02-29", Assert.Single(contacts, static contact => contact.FirstName == "Leap").Birthday);
        Assert.Equal("1899-12-31", Assert.Single(contacts, static contact => contact.FirstName == "Ebenezer").Birthday);
        IosContact address = Assert.Single(contacts, static contact => contact.FirstName == "Dolores");
        Assert.Equal(
            "12 Elm Street, Apt. 4, Springfield, OR, 97477, United States", address.PostalAddresses[0].ToString());
        Assert.Equal("boat ⛵️", Assert.Single(contacts, static contact =>
            contact.LastName == "Only").PhoneNumbers[0].Label);
        Assert.Single(Assert.Single(contacts, static contact => contact.Organization == "Studio Weiss").LinkedRowIds);
        Assert.Contains(contacts, static contact => contact.Groups.Contains("Friends abroad 🌍"));
    }

    [Theory]
    [InlineData("07700 900148", 0)]
    [InlineData("+1 212 5550148", 1)]
    [InlineData("12125550148", 1)]
    [InlineData("*nguyen", 1)]
    [InlineData("no-name@example.com", 1)]
    public void People_are_found_by_name_number_and_address(string name, int count)
    {
        using StoreBackup backup = StoreBackup.OfPhone(encrypted: false);
        Assert.Equal(count, Read(backup, new ContactQuery { Names = [name] }).Count);
    }

    [Fact]
    public void The_synthetic_store_gives_its_contacts()
    {
        byte[] store = File.ReadAllBytes(ConformanceData.Conformance("stores", "contacts.1.AddressBook.sqlitedb"));
        using StoreBackup backup = StoreBackup.Of((Domain, StorePath, store));
        List<IosContact> contacts = Read(backup, new ContactQuery());
        Assert.Equal(4, contacts.Count);
        Assert.Equal(9, contacts.Sum(static contact => contact.PhoneNumbers.Count + contact.EmailAddresses.Count
            + contact.PostalAddresses.Count + contact.Urls.Count + contact.InstantMessages.Count
            + contact.SocialProfiles.Count + contact.RelatedNames.Count + contact.Dates.Count));
        Assert.Equal(["Fixture Friends"], contacts.SelectMany(static contact => contact.Groups).Distinct());
    }

    [Fact]
    public void The_real_store_gives_its_contact()
    {
        using ZipArchive zip = ZipFile.OpenRead(ConformanceData.Conformance(
            "stores", "real", "testdata.addressBook.addressBook.belkasoft_ctf6_ios_device1.zip"));
        using StoreBackup backup = StoreBackup.Of([.. zip.Entries
            .Where(static entry => entry.Name.StartsWith("AddressBook.sqlitedb", System.StringComparison.Ordinal))
            .Select(static entry => (Domain, "Library/AddressBook/" + entry.Name, ZipContent.Read(entry)))]);
        IosContact contact = Assert.Single(Read(backup, new ContactQuery()));
        Assert.Equal(("William", "Phorger"), (contact.FirstName, contact.LastName));
        Assert.Equal(new IosContactValue("Home", "billthemegakill@icloud.com"), Assert.Single(contact.EmailAddresses));
        Assert.Equal(1712354864, contact.Created!.Value.ToUnixTimeSeconds());
    }

    [Fact]
    public void The_real_store_without_its_log_is_empty_and_that_is_explained()
    {
        using ZipArchive zip = ZipFile.OpenRead(ConformanceData.Conformance(
            "stores", "real", "testdata.addressBook.addressBook.belkasoft_ctf6_ios_device1.zip"));
        byte[] store = ZipContent.Read(zip.Entries.Single(static entry => entry.Name == "AddressBook.sqlitedb"));
        using StoreBackup backup = StoreBackup.Of((Domain, "Library/AddressBook/AddressBook.sqlitedb", store));
        Assert.Empty(Read(backup, new ContactQuery()));
        Assert.Equal(RecordWarningKind.StoreEmptyWithoutLog, Assert.Single(backup.Warnings).Kind);
    }

    private static List<IosContact> Read(StoreBackup backup, ContactQuery query) =>
        [.. new ContactReader().Read(backup.Source, query, Stop)];
}
