using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>
/// Cards that programs stumble over: names that look like formulas, lone nicknames, linked and empty cards.
/// </summary>
internal static class UnusualCards
{
    public static IReadOnlyList<Person> People { get; } =
    [
        new Person
        {
            Key = "formula", First = "=1+1", Last = "@SUM(A1)", Phones = [new(Labels.Mobile, "+447700900140")],
        },
        new Person
        {
            Key = "commas", First = "Smith, Jr.; \"Bob\"", Last = "Back\\slash",
            Phones = [new(Labels.Mobile, "+447700900141")], Note = "Line one\r\nLine two;with,separators\\and\ttabs",
        },
        new Person { Key = "nickname", Nickname = "The Captain", Phones = [new(Labels.Mobile, "+447700900142")] },
        new Person { Key = "mailonly", Emails = [new(Labels.Other, "no-name@example.com")] },
        new Person { Key = "numberonly", Phones = [new(Labels.Mobile, "+447700900143")] },
        new Person
        {
            Key = "annawork", First = "Anna", Last = "Weiss", Organization = "Studio Weiss", LinkedTo = "anna",
            Source = ContactSource.Exchange, Emails = [new(Labels.Work, "hello@studio.example")],
        },
        new Person
        {
            Key = "twins1", First = "Chris", Last = "Example", Phones = [new(Labels.Mobile, "+447700900144")],
        },
        new Person
        {
            Key = "twins2", First = "Chris", Last = "Example", Phones = [new(Labels.Mobile, "+447700900145")],
            Source = ContactSource.Local,
        },
        new Person
        {
            Key = "emoji", First = "👩‍👩‍👧‍👦", Phones = [new(Labels.Mobile, "+447700900146")],
            Groups = ["Friends abroad 🌍"],
        },
        new Person
        {
            Key = "long", First = "Wolfeschlegelsteinhausenbergerdorff-Pneumonoultramicroscopicsilicovolcanoconiosis",
            Last = "of the House of Names Longer than Any Column", Phones = [new(Labels.Mobile, "+447700900147")],
        },
        new Person
        {
            Key = "us", First = "Dolores", Last = "Nguyen", Phones = [new(Labels.Mobile, "+1 (212) 555-0148")],
            Addresses =
            [
                new(Labels.Home, "12 Elm Street, Apt. 4", "Springfield", "OR", "97477", "United States", "us"),
            ],
        },
        new Person
        {
            Key = "old", First = "Ebenezer", Last = "Pike", Birthday = new DateTime(1899, 12, 31),
            Phones = [new(Labels.Home, "01174960149")],
        },
        new Person { Key = "leap", First = "Leap", Last = "Day", Birthday = new DateTime(1604, 2, 29),
            Phones = [new(Labels.Mobile, "+447700900150")] },
        new Person
        {
            Key = "local", First = "Local", Last = "Only", Source = ContactSource.Local,
            Phones = [new("boat ⛵️", "+447700900151")],
        },
        new Person { Key = "combining", First = "Ame\u0301lie", Last = "Decomposed",
            Phones = [new(Labels.Mobile, "+447700900152")] },
        new Person
        {
            Key = "space", First = " Trailing ", Last = "Space ", Phones = [new(Labels.Mobile, "+44 7700 900 153")],
        },
    ];
}
