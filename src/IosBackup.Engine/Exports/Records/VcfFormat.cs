using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>vCards 3.0 (RFC 2426) or 4.0 (RFC 6350), with the extensions that Apple's programs write.</summary>
internal sealed class VcfFormat(ExportFolder folder, bool isVersion4) : IRecordFormat
{
    private string? _path;
    private long _count;

    public bool Add(IosRecord record, CancellationToken stop)
    {
        if (record is not IosContact contact)
        {
            return false;
        }

        _path ??= folder.NewName("", "Contacts", ".vcf");
        Write(folder.Append(_path), contact);
        _count++;
        return true;
    }

    public IEnumerable<ExportedFile> Finish() => _path is null ? [] : [folder.Complete(_path, _count)];

    private void Write(TextWriter card, IosContact contact)
    {
        card.Line("BEGIN:VCARD");
        card.Line(isVersion4 ? "VERSION:4.0" : "VERSION:3.0");
        card.Line("N:" + Parts(
            contact.LastName, contact.FirstName, contact.MiddleName, contact.Prefix, contact.Suffix));
        card.Line("FN:" + ContentLines.Escape(contact.DisplayName));
        card.Text("NICKNAME", contact.Nickname);
        card.Text("X-PHONETIC-FIRST-NAME", contact.PhoneticFirstName);
        card.Text("X-PHONETIC-MIDDLE-NAME", contact.PhoneticMiddleName);
        card.Text("X-PHONETIC-LAST-NAME", contact.PhoneticLastName);
        if (contact.Organization is not null || contact.Department is not null)
        {
            card.Line("ORG:" + (contact.Department is null
                ? ContentLines.Escape(contact.Organization)
                : Parts(contact.Organization, contact.Department)));
        }

        card.Text("TITLE", contact.JobTitle);
        if (contact.IsCompany)
        {
            card.Line(isVersion4 ? "KIND:org" : "X-ABShowAs:COMPANY");
        }

        WriteValues(card, contact);
        WriteDays(card, contact);
        card.Text("NOTE", contact.Note);
        if (contact.Groups.Count > 0)
        {
            card.Line("CATEGORIES:" + string.Join(",", contact.Groups.Select(ContentLines.Escape)));
        }

        WriteImage(card, contact.Image);
        card.Text("UID", contact.Guid);
        if (contact.Modified is DateTimeOffset modified)
        {
            card.Line("REV:" + modified.UtcDateTime.ToString(
                isVersion4 ? "yyyyMMdd'T'HHmmss'Z'" : "yyyy-MM-dd'T'HH:mm:ss'Z'",
                System.Globalization.CultureInfo.InvariantCulture));
        }

        card.Line("END:VCARD");
    }

    private void WriteValues(TextWriter card, IosContact contact)
    {
        int item = 0;
        foreach (IosContactValue phone in contact.PhoneNumbers)
        {
            Labelled(card, ref item, "TEL", phone.Label, PhoneTypes(phone.Label), ContentLines.Escape(phone.Value));
        }

        foreach (IosContactValue mail in contact.EmailAddresses)
        {
            Labelled(card, ref item, "EMAIL", mail.Label, PlaceTypes(mail.Label), ContentLines.Escape(mail.Value));
        }

        foreach (IosPostalAddress address in contact.PostalAddresses)
        {
            Labelled(card, ref item, "ADR", address.Label, PlaceTypes(address.Label), Parts(
                null, address.District, address.Street, address.City, address.State, address.PostalCode,
                address.Country));
        }

        foreach (IosContactValue url in contact.Urls)
        {
            string address = url.Value.Replace("\n", "").Replace("\r", "");
            Labelled(card, ref item, "URL", url.Label, PlaceTypes(url.Label), address);
        }

        foreach (IosOnlineName name in contact.InstantMessages)
        {
            card.Line("IMPP;X-SERVICE-TYPE=" + ContentLines.Parameter(name.Service ?? "other") + ":x-apple:"
                + Uri.EscapeDataString(name.UserName ?? ""));
        }

        foreach (IosOnlineName name in contact.SocialProfiles)
        {
            card.Line("X-SOCIALPROFILE;TYPE=" + ContentLines.Parameter(name.Service ?? "other") + ";X-USER="
                + ContentLines.Parameter(name.UserName ?? "") + ":" + ContentLines.Escape(name.Url));
        }

        foreach (IosContactValue relative in contact.RelatedNames)
        {
            Labelled(
                card, ref item, isVersion4 ? "RELATED;VALUE=text" : "X-ABRELATEDNAMES", relative.Label, null,
                ContentLines.Escape(relative.Value));
        }

        foreach (IosContactValue day in contact.Dates)
        {
            Labelled(card, ref item, "X-ABDATE", day.Label, null, day.Value);
        }
    }

    /// <summary>Writes a value with its type, or with a label of its own where there is no such type.</summary>
    private static void Labelled(
        TextWriter card, ref int item, string name, string? label, string? types, string value)
    {
        if (types is not null || string.IsNullOrEmpty(label))
        {
            card.Line(name + (string.IsNullOrEmpty(types) ? "" : ";TYPE=" + types) + ":" + value);
            return;
        }

        item++;
        card.Line(FormattableString.Invariant($"item{item}.{name}:{value}"));
        card.Line(FormattableString.Invariant($"item{item}.X-ABLabel:{ContentLines.Escape(label)}"));
    }

    private void WriteDays(TextWriter card, IosContact contact)
    {
        const string YearUnknown = "--";
        if (contact.Birthday is not string day)
        {
            return;
        }

        if (!day.StartsWith(YearUnknown, StringComparison.Ordinal))
        {
            card.Line("BDAY:" + (isVersion4 ? day.Replace("-", "") : day));
        }
        else
        {
            string monthAndDay = day.Substring(YearUnknown.Length);
            card.Line(isVersion4
                ? $"BDAY:--{monthAndDay.Replace("-", "")}"
                : $"BDAY;X-APPLE-OMIT-YEAR=1604:1604-{monthAndDay}");
        }
    }

    private void WriteImage(TextWriter card, IReadOnlyList<byte>? image)
    {
        if (image is not { Count: > 4 })
        {
            return;
        }

        string type = image[0] == 0xFF ? "JPEG" : image[0] == 0x89 ? "PNG" : "HEIC";
        string data = Convert.ToBase64String([.. image]);
        card.Line(isVersion4
            ? $"PHOTO:data:image/{type.ToLowerInvariant()};base64,{data}"
            : $"PHOTO;ENCODING=b;TYPE={type}:{data}");
    }

    private static string? PhoneTypes(string? label) => label?.ToUpperInvariant() switch
    {
        "MOBILE" => "CELL",
        "IPHONE" => "CELL,IPHONE",
        "HOME" => "HOME,VOICE",
        "WORK" => "WORK,VOICE",
        "MAIN" => "MAIN",
        "HOMEFAX" => "HOME,FAX",
        "WORKFAX" => "WORK,FAX",
        "PAGER" => "PAGER",
        "OTHER" => "VOICE",
        _ => null,
    };

    private static string? PlaceTypes(string? label) => label?.ToUpperInvariant() switch
    {
        "HOME" => "HOME",
        "WORK" => "WORK",
        "OTHER" or "HOMEPAGE" => "",
        _ => null,
    };

    private static string Parts(params string?[] parts) => string.Join(";", parts.Select(ContentLines.Escape));
}
