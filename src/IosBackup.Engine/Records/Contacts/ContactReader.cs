using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>Reads the cards of the address book.</summary>
public sealed class ContactReader : StoreReader<IosContact, ContactQuery>
{
    private protected override StoreDefinition Store => ContactStore.Definition;

    private protected override IEnumerable<IosContact> ReadStore(
        RecordStore store, ContactQuery query, CancellationToken stop)
    {
        if (!store.Has("ABPerson"))
        {
            store.WarnUnknown();
            yield break;
        }

        using ContactImages images = new(store.Source, stop);
        ContactRows rows = new(store, images, query, stop);
        NamePatterns names = new(query.Names);
        NamePatterns groups = new(query.Groups);
        foreach (SqliteStatement row in rows.Select.Rows(stop))
        {
            IosContact contact = rows.Read(row);
            if (FitsNames(contact, names) && FitsText(contact, query)
                && (groups.IsEmpty || contact.Groups.Any(group => groups.Fits(group))))
            {
                yield return contact;
            }
        }
    }

    private static bool FitsNames(IosContact contact, NamePatterns names) =>
        names.Fits(
            contact.DisplayName, contact.FirstName, contact.LastName, contact.Nickname, contact.Organization)
        || contact.PhoneNumbers.Concat(contact.EmailAddresses).Any(value => names.Fits(value.Value));

    private static bool FitsText(IosContact contact, ContactQuery query) =>
        query.FitsText(
            contact.DisplayName, contact.Nickname, contact.Organization, contact.Department, contact.JobTitle,
            contact.Note)
        || contact.PhoneNumbers.Concat(contact.EmailAddresses).Concat(contact.Urls).Concat(contact.RelatedNames)
            .Any(value => query.FitsText(value.Value))
        || contact.PostalAddresses.Any(address => query.FitsText(address.ToString()))
        || contact.InstantMessages.Concat(contact.SocialProfiles).Any(name => query.FitsText(name.ToString()));
}
