using System;
using System.Collections.Generic;
using System.Linq;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>
/// The people of a phone's life. All are made up: their numbers are those that Britain, Germany, France and the United
/// States keep for fiction or that belong to no country, their addresses lie in domains that belong to nobody.
/// </summary>
internal sealed class Cast
{
    private static readonly string[] s_firstNames =
    [
        "Ada", "Bertil", "Chiara", "Dunstan", "Elif", "Farid", "Gwen", "Henrik", "Imani", "Jonas", "Kaia", "Lorcan",
        "Mina", "Nadir", "Oona", "Pavel", "Quentin", "Rosa", "Stellan", "Tove",
    ];

    private static readonly string[] s_lastNames =
    [
        "Abara", "Blum", "Castellani", "Dahl", "Eriksen", "Faulkner", "Grau", "Hollis", "Ibsen", "Jarvis", "Keane",
        "Lund", "Moreau", "Nowak", "Ostrander", "Pryce", "Quill", "Rask", "Sato", "Thorne",
    ];

    private readonly Dictionary<string, Person> _byKey;

    public Cast(StarterOptions options)
    {
        string[] name = options.OwnerName.Split([' '], 2);
        string mailName = string.Concat(name[0].ToLowerInvariant().Where(static letter => letter is >= 'a' and <= 'z'));
        Owner = new Person
        {
            Key = "me",
            First = name[0],
            Last = name.Length > 1 ? name[1] : null,
            Birthday = new DateTime(1991, 6, 3),
            Phones = [new(Labels.Iphone, "+447700900100")],
            Emails = [new(Labels.Home, (mailName.Length > 0 ? mailName : "owner") + "@example.com")],
            Addresses =
            [
                new(Labels.Home, "14 Larkfield Terrace", "Bristol", null, "BS6 5QY", "United Kingdom", "gb"),
            ],
            HasImage = true,
        };
        List<Person> people = [Owner, .. FriendsAndFamily.People, .. WorkAndTown.People, .. UnusualCards.People];
        StarterRandom random = new(options.Seed, "cast");
        for (int i = people.Count; i < options.Contacts; i++)
        {
            people.Add(Stranger(random, i));
        }

        People = people;
        _byKey = people.ToDictionary(static person => person.Key, StringComparer.Ordinal);
    }

    /// <summary>The phone's owner.</summary>
    public Person Owner { get; }

    /// <summary>Everyone in the address book, the owner first.</summary>
    public IReadOnlyList<Person> People { get; }

    public Person this[string key] => _byKey[key];

    private static Person Stranger(StarterRandom random, int number)
    {
        string first = random.Pick(s_firstNames);
        string last = random.Pick(s_lastNames);
        string tail = FormattableString.Invariant($"{number:D6}");
        return new Person
        {
            Key = "stranger" + tail,
            First = first,
            Last = last,
            Phones = [new(Labels.Mobile, "+9997700" + tail)],
            Emails = [new(Labels.Home, $"{first}.{last}.{tail}@example.net".ToLowerInvariant())],
        };
    }
}
