using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Records.Contacts;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Writes the contacts in the order of the address book.</summary>
internal static class ReportContacts
{
    private const int LargestImage = 64 * 1024;

    public static void Write(ReportContents contents, CancellationToken stop)
    {
        foreach (IosContact contact in new ContactReader().Read(
            contents.Source, new ContactQuery { IncludeImages = true }, stop))
        {
            contents.Contacts.Add(json =>
            {
                json.Text("n", contact.DisplayName);
                json.Text("i", ImageOf(contact));
                json.WritePropertyName("l");
                json.WriteStartArray();
                foreach (string line in Lines(contact).Where(static line => line.Length > 0))
                {
                    json.WriteStringValue(ReportText.Cut(line));
                }

                json.WriteEndArray();
            });
        }
    }

    private static string? ImageOf(IosContact contact) => contact.Image is { Count: > 0 and <= LargestImage } image
        ? ReportImage.ToUri(image.ToArray())
        : null;

    private static IEnumerable<string> Lines(IosContact contact)
    {
        yield return string.Join(", ", new[] { contact.JobTitle, contact.Organization }
            .Where(static text => !string.IsNullOrEmpty(text)).Where(text => text != contact.DisplayName));
        foreach (IosContactValue value in contact.PhoneNumbers.Concat(contact.EmailAddresses).Concat(contact.Urls))
        {
            yield return value.ToString();
        }

        foreach (IosPostalAddress address in contact.PostalAddresses)
        {
            yield return address.ToString();
        }

        yield return contact.Birthday is null ? "" : "Birthday " + contact.Birthday.TrimStart('-');
        yield return contact.Note ?? "";
    }
}
