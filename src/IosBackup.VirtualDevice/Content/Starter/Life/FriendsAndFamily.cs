using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>The people who matter most: they write, call, and stand in the pictures.</summary>
internal static class FriendsAndFamily
{
    public static IReadOnlyList<Person> People { get; } =
    [
        new Person
        {
            Key = "anna", First = "Anna", Last = "Weiß", Nickname = "Annie ❤️", Birthday = new DateTime(1990, 2, 28),
            Phones = [new(Labels.Iphone, "+447700900101"), new(Labels.Work, "+442079460101")],
            Emails = [new(Labels.Home, "anna.weiss@example.com"), new(Labels.Work, "a.weiss@studio.example")],
            Addresses =
            [
                new(Labels.Home, "14 Larkfield Terrace", "Bristol", null, "BS6 5QY", "United Kingdom", "gb"),
            ],
            Dates = [(Labels.Anniversary, new DateTime(2019, 9, 7))],
            Profiles = [new("instagram", "anna.weiss", "https://social.example/anna.weiss")],
            Related = [new(Labels.Mother, "Helga Weiß")],
            Groups = ["Family", "Wales"],
            Note = "Allergic to walnuts.\nRing size 52; \"not gold\"",
            HasImage = true,
        },
        new Person
        {
            Key = "mum", First = "Ingrid", Last = "Lindqvist", Nickname = "Mum", Birthday = new DateTime(1958, 11, 30),
            Phones = [new(Labels.Mobile, "+447700900102"), new(Labels.Home, "+441174960102")],
            Emails = [new(Labels.Home, "ingrid@lindqvist.example")],
            Addresses =
            [
                new(Labels.Home, "3 Quay Street\nFlat 2", "Bristol", null, "BS1 4DA", "United Kingdom", "gb"),
            ],
            Groups = ["Family"], HasImage = true,
        },
        new Person
        {
            Key = "dad", First = "Sven", Last = "Lindqvist", Nickname = "Dad", Birthday = new DateTime(1956, 4, 12),
            Phones = [new(Labels.Mobile, "+447700900103")],
            Emails = [new(Labels.Home, "sven@lindqvist.example")],
            Groups = ["Family"], HasImage = true,
        },
        new Person
        {
            Key = "tom", First = "Tom", Last = "O'Neill", Birthday = new DateTime(1989, 7, 19),
            Phones = [new(Labels.Mobile, "+447700900104")],
            Emails = [new(Labels.Home, "tom.oneill@example.org")],
            Messengers = [new("Skype", "tom_climbs")],
            Groups = ["Wales"], HasImage = true,
        },
        new Person
        {
            Key = "juergen", First = "Jürgen", Last = "Müller-Lüdenscheidt", Nickname = "Onkel Jürgen",
            Birthday = new DateTime(1604, 12, 24),
            Phones = [new(Labels.Mobile, "+4915228817386"), new(Labels.Home, "+493023125102")],
            Addresses = [new(Labels.Home, "Lindenallee 5", "Berlin", "Berlin", "10115", "Deutschland", "de")],
            Groups = ["Family"],
        },
        new Person
        {
            Key = "priya", First = "Priya", Last = "Raghunathan", Birthday = new DateTime(1992, 1, 9),
            Phones = [new(Labels.Mobile, "+447700900106")],
            Emails = [new(Labels.Other, "priya@example.org")],
            Groups = ["Wales"], HasImage = true,
        },
        new Person
        {
            Key = "yuki", First = "花子", Last = "山田", FirstPhonetic = "はなこ", LastPhonetic = "やまだ",
            Emails = [new(Labels.Home, "hanako.yamada@example.jp")],
            Phones = [new(Labels.Mobile, "+815012345678")],
            Addresses = [new(Labels.Home, "丸の内1-1-1", "千代田区", "東京都", "100-0005", "日本", "jp")],
            Groups = ["Friends abroad 🌍"],
        },
        new Person
        {
            Key = "amelie", First = "Amélie", Middle = "Éloïse", Last = "Dubois 🌻",
            Phones = [new(Labels.Mobile, "+33639981234")], Emails = [new(Labels.Home, "amelie@example.fr")],
            Groups = ["Friends abroad 🌍"], Birthday = new DateTime(1993, 5, 1), HasImage = true,
        },
        new Person
        {
            Key = "sam", First = "Sam", Nickname = "Sam 🧗🏽",
            Phones = [new(Labels.Iphone, "+447700900109")], Groups = ["Wales"],
        },
        new Person
        {
            Key = "lena", First = "Lena", Last = "Lindqvist", Nickname = "little sis",
            Birthday = new DateTime(1996, 8, 15),
            Phones = [new(Labels.Iphone, "+447700900110")], Emails = [new(Labels.Home, "lena@lindqvist.example")],
            Groups = ["Family"], HasImage = true,
        },
        new Person
        {
            Key = "siobhan", First = "Siobhán", Last = "Ní Dhomhnaill",
            Phones = [new(Labels.Mobile, "+447700900111")],
        },
        new Person
        {
            Key = "mikolaj", First = "Mikołaj", Last = "Żółć", Phones = [new(Labels.Mobile, "+447700900112")],
            Note = "Plays the viola. Met at the bus stop, of all places.",
        },
        new Person
        {
            Key = "alexandros", First = "Αλέξανδρος", Last = "Παπαδόπουλος",
            Phones = [new(Labels.Mobile, "+447700900113")], Groups = ["Friends abroad 🌍"],
        },
        new Person
        {
            Key = "amin", First = "محمد", Last = "الأمين", Phones = [new(Labels.Mobile, "+447700900114")],
        },
        new Person
        {
            Key = "hanh", First = "Hạnh", Middle = "Thị", Last = "Đặng", Phones = [new(Labels.Mobile, "+447700900115")],
        },
    ];
}
