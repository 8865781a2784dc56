using System.Linq;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Contacts;

/// <summary>Makes cards of rows.</summary>
internal sealed class ContactRows
{
    private static readonly string[] s_texts =
    [
        "Prefix", "First", "Middle", "Last", "Suffix", "Nickname", "FirstPhonetic", "MiddlePhonetic", "LastPhonetic",
        "Organization", "Department", "JobTitle", "Note",
    ];

    private readonly RecordStore _store;
    private readonly ContactNameColumns _names;
    private readonly ContactValues _values;
    private readonly ContactGroups _groups;
    private readonly ContactImages _images;
    private readonly bool _includesImages;
    private readonly int _guid;
    private readonly int[] _texts;
    private readonly int _kind;
    private readonly int _birthday;
    private readonly int _link;
    private readonly int _account;
    private readonly int _created;
    private readonly int _modified;

    public ContactRows(RecordStore store, ContactImages images, ContactQuery query, CancellationToken stop)
    {
        _store = store;
        _images = images;
        _includesImages = query.IncludeImages;
        _names = new ContactNameColumns(store);
        _values = new ContactValues(store, stop);
        _groups = new ContactGroups(store, stop);
        Select = _names.Select;
        Select.Join("ABStore", "s", "ROWID", "p", "StoreID");
        _guid = Select.Column("p", "guid", "ExternalUUID");
        _texts = [.. s_texts.Select(name => Select.Column("p", name))];
        _kind = Select.Column("p", "Kind");
        _birthday = Select.Column("p", "Birthday");
        _link = Select.Column("p", "PersonLink");
        _account = Select.Column("s", "Name");
        _created = Select.Column("p", "CreationDate");
        _modified = Select.Column("p", "ModificationDate");
        Select.WithinPeriod(Select.Sql("p", "ModificationDate"), query);
        Select.OrderBy(query.NewestFirst ? Select.Sql("p", "ModificationDate") : "NULL", query.NewestFirst);
    }

    /// <summary>The query for the cards.</summary>
    public RecordSelect Select { get; }

    public IosContact Read(SqliteStatement row)
    {
        long id = row.Integer(RecordSelect.Key);
        string?[] texts = [.. _texts.Select(row.Text).Select(static text => string.IsNullOrEmpty(text) ? null : text)];
        IosContact contact = new()
        {
            Backup = _store.Source.Backup.FolderPath,
            FileId = _store.File.FileId,
            RowId = id,
            Guid = row.Text(_guid),
            DisplayName = _names.Read(row) ?? string.Empty,
            Prefix = texts[0],
            FirstName = texts[1],
            MiddleName = texts[2],
            LastName = texts[3],
            Suffix = texts[4],
            Nickname = texts[5],
            PhoneticFirstName = texts[6],
            PhoneticMiddleName = texts[7],
            PhoneticLastName = texts[8],
            Organization = texts[9],
            Department = texts[10],
            JobTitle = texts[11],
            Note = texts[12],
            IsCompany = row.Integer(_kind) == 1,
            PhoneNumbers = _values.Plain(id, ContactStore.PhoneProperty),
            EmailAddresses = _values.Plain(id, ContactStore.EmailProperty),
            PostalAddresses = _values.Addresses(id),
            Urls = _values.Plain(id, ContactStore.UrlProperty),
            InstantMessages = _values.OnlineNames(id, ContactStore.MessengerProperty),
            SocialProfiles = _values.OnlineNames(id, ContactStore.ProfileProperty),
            RelatedNames = _values.Plain(id, ContactStore.RelatedProperty),
            Dates = _values.Days(id),
            Birthday = ContactDates.Format(row.Text(_birthday)),
            Groups = _groups.GroupsOf(id),
            Account = row.Text(_account) is { Length: > 0 } account ? account : null,
            HasImage = _images.Has(id),
            Image = _includesImages ? _images.Read(id) : null,
            LinkedRowIds = _groups.LinkedWith(id, row.Integer(_link)),
            Created = row.CocoaTime(_created),
            Modified = row.CocoaTime(_modified),
        };
        return contact.DisplayName.Length > 0 ? contact : contact with
        {
            DisplayName = contact.EmailAddresses.Concat(contact.PhoneNumbers)
                .Select(static value => value.Value).FirstOrDefault() ?? string.Empty,
        };
    }
}
