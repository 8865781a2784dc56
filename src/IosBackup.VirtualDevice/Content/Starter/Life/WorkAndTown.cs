using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>Colleagues, and the companies of a town.</summary>
internal static class WorkAndTown
{
    private const string Company = "Harbour & Hill Ltd";

    public static IReadOnlyList<Person> People { get; } =
    [
        new Person
        {
            Key = "grace", Prefix = "Dr.", First = "Grace", Last = "Okafor", Suffix = "PhD", Organization = Company,
            Department = "Research", JobTitle = "Head of Research", Source = ContactSource.Exchange,
            Phones = [new(Labels.Work, "+442079460121"), new(Labels.Mobile, "+447700900121")],
            Emails = [new(Labels.Work, "grace.okafor@harbourhill.example")],
            Related = [new(Labels.Assistant, "Piet de Vries")], Birthday = new DateTime(1604, 3, 8),
        },
        new Person
        {
            Key = "wang", First = "小明", Last = "王", FirstPhonetic = "Xiaoming", LastPhonetic = "Wang",
            Organization = Company, Department = "Research", Source = ContactSource.Exchange,
            Phones = [new(Labels.Work, "+442079460122")],
            Emails = [new(Labels.Work, "xiaoming.wang@harbourhill.example")],
        },
        new Person
        {
            Key = "piet", First = "Piet", Last = "de Vries", Organization = Company, JobTitle = "Assistant",
            Source = ContactSource.Exchange, Phones = [new(Labels.Work, "+442079460123")],
            Emails = [new(Labels.Work, "piet.devries@harbourhill.example")],
        },
        new Person
        {
            Key = "bjorn", First = "Bjørn", Last = "Ångström-Øst", Organization = Company,
            Source = ContactSource.Exchange, Phones = [new(Labels.Work, "+442079460124")],
            Emails = [new(Labels.Work, "bjorn@harbourhill.example")],
        },
        new Person
        {
            Key = "company", Organization = Company, IsCompany = true, Source = ContactSource.Exchange,
            Phones = [new(Labels.Main, "+442079460120"), new(Labels.WorkFax, "+442079460129")],
            Urls = [new(Labels.HomePage, "https://harbourhill.example/")],
            Addresses =
            [
                new(Labels.Work, "1 Wharf Road", "London", null, "E14 9XX", "United Kingdom", "gb"),
            ],
        },
        new Person
        {
            Key = "dentist", Organization = "Redland Dental Practice", IsCompany = true,
            Phones = [new(Labels.Main, "+441174960130")], Note = "Ask for Dr Shah; closed on Wednesdays",
        },
        new Person
        {
            Key = "garage", Organization = "Kwik & Fair Garage; \"since 1974\"", IsCompany = true,
            Phones = [new(Labels.Main, "+441174960131")],
            Urls = [new(Labels.HomePage, "https://garage.example/?a=1&b=2")],
        },
        new Person
        {
            Key = "pizza", Organization = "Pizza Vesuvio 🍕", IsCompany = true, HasImage = true,
            Phones = [new(Labels.Main, "+441174960132")],
        },
        new Person
        {
            Key = "vet", Organization = "Cliftonwood Vets", IsCompany = true,
            Phones = [new(Labels.Main, "+441174960133"), new("out of hours", "+441174960134")],
        },
        new Person
        {
            Key = "landlord", First = "Margaret", Last = "Pike", JobTitle = "Landlady",
            Phones = [new(Labels.Home, "0117 496 0135")], Emails = [new(Labels.Home, "m.pike@example.com")],
        },
        new Person
        {
            Key = "plumber", First = "Gary", Nickname = "Gary the plumber",
            Phones = [new(Labels.Mobile, "+447700900136")],
        },
        new Person
        {
            Key = "bank", Organization = "Severn Bank", IsCompany = true,
            Phones = [new(Labels.Main, "+448081570137"), new("Texts", "SEVERNBK")],
        },
    ];
}
