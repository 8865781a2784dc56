namespace IosBackup.Engine.Records.Contacts;

/// <summary>Where the address book lies, and the numbers that it has for kinds of values.</summary>
internal static class ContactStore
{
    public const int PhoneProperty = 3;
    public const int EmailProperty = 4;
    public const int AddressProperty = 5;
    public const int DateProperty = 12;
    public const int MessengerProperty = 13;
    public const int UrlProperty = 22;
    public const int RelatedProperty = 23;
    public const int ProfileProperty = 46;

    public static StoreDefinition Definition { get; } = new()
    {
        Name = "Contacts",
        Places = [new("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb")],
    };

    public static StoreDefinition Images { get; } = new()
    {
        Name = "Pictures of contacts",
        Places = [new("HomeDomain", "Library/AddressBook/AddressBookImages.sqlitedb")],
    };
}
