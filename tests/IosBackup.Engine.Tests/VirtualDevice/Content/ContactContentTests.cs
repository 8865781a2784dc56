using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.Sqlite;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

public sealed class ContactContentTests : IDisposable
{
    private readonly SqliteDatabase _store = TestPhone.Open("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb");

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Contacts_have_the_planned_names()
    {
        List<string?[]> people = TestPhone.Rows(
            _store, "SELECT guid, Prefix, First, Middle, Last, Suffix, Organization, Nickname, ROWID FROM ABPerson", 9);
        Assert.Equal(TestPhone.Truth.Count(StarterKind.Contact), people.Count);
        Dictionary<string, string> planned = TestPhone.Truth.Samples(StarterKind.Contact)
            .ToDictionary(static sample => sample.Key, static sample => sample.Text);
        foreach (string?[] row in people)
        {
            string name = string.Join(' ', row[1..6].Where(static part => !string.IsNullOrEmpty(part)));
            string? shown = name.Length > 0 ? name : row[6] ?? row[7] ?? FirstValue(row[8]!);
            Assert.Equal(planned[row[0]!], shown);
        }
    }

    [Theory]
    [InlineData(3, 30)]
    [InlineData(4, 10)]
    [InlineData(5, 3)]
    [InlineData(12, 1)]
    [InlineData(13, 1)]
    [InlineData(22, 1)]
    [InlineData(23, 1)]
    [InlineData(46, 1)]
    public void Every_kind_of_value_is_there_with_a_label_or_none(int property, int least)
    {
        Assert.True(_store.QueryInteger(
            $"""
            SELECT COUNT(*) FROM ABMultiValue v JOIN ABPerson p ON p.ROWID = v.record_id
            LEFT JOIN ABMultiValueLabel l ON l.ROWID = v.label
            WHERE v.property = {property} AND (v.label IS NULL OR l.value IS NOT NULL)
            """) >= least);
    }

    [Fact]
    public void Values_of_several_parts_have_their_parts()
    {
        Assert.Equal(0, _store.QueryInteger(
            """
            SELECT COUNT(*) FROM ABMultiValue v WHERE v.property IN (5, 13, 46) AND NOT EXISTS (
              SELECT 1 FROM ABMultiValueEntry e JOIN ABMultiValueEntryKey k ON k.ROWID = e.key
              WHERE e.parent_id = v.UID AND e.value IS NOT NULL)
            """));
        Assert.Contains(
            TestPhone.Rows(
                _store, "SELECT e.value FROM ABMultiValueEntry e JOIN ABMultiValueEntryKey k ON k.ROWID = e.key "
                + "WHERE k.value = 'Street'", 1),
            static row => row[0]!.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Birthdays_are_seconds_as_text_and_one_has_no_year()
    {
        List<double> birthdays = [.. TestPhone
            .Rows(_store, "SELECT Birthday FROM ABPerson WHERE Birthday IS NOT NULL AND typeof(Birthday) = 'text'", 1)
            .Select(static row => double.Parse(row[0]!, CultureInfo.InvariantCulture))];
        DateTime epoch = new(2001, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        List<int> years = [.. birthdays.Select(seconds => epoch.AddSeconds(seconds).Year)];
        Assert.Contains(1604, years);
        Assert.True(years.Count(static year => year is > 1920 and < 2025) >= 5);
    }

    [Fact]
    public void Groups_have_members()
    {
        TestPhone.AssertPlanned(StarterKind.ContactGroup, TestPhone.Rows(
            _store,
            """
            SELECT g.Name, g.Name FROM ABGroup g JOIN ABGroupMembers m ON m.group_id = g.ROWID
            JOIN ABPerson p ON p.ROWID = m.member_id AND m.member_type = 0 GROUP BY g.ROWID
            """,
            2));
    }

    [Fact]
    public void Companies_linked_cards_and_notes_are_there()
    {
        Assert.True(_store.QueryInteger("SELECT COUNT(*) FROM ABPerson WHERE Kind = 1") > 0);
        Assert.True(_store.QueryInteger("SELECT COUNT(*) FROM ABPerson WHERE Note LIKE '%' || char(10) || '%'") > 0);
        Assert.True(_store.QueryInteger(
            "SELECT MAX(n) FROM (SELECT COUNT(*) n FROM ABPerson WHERE PersonLink > 0 GROUP BY PersonLink)") > 1);
        Assert.True(_store.QueryInteger("SELECT COUNT(DISTINCT StoreID) FROM ABPerson") > 1);
    }

    [Fact]
    public void Names_are_of_many_scripts()
    {
        IEnumerable<string> names = TestPhone.Truth.Samples(StarterKind.Contact).Select(static sample => sample.Text);
        Assert.Contains(names, static name => name.Any(static letter => letter is >= '\u3040' and <= '\u9FFF'));
        Assert.Contains(names, static name => name.Any(static letter => letter is >= '\u0590' and <= '\u06FF'));
        Assert.Contains(names, static name => name.Any(char.IsSurrogate));
        Assert.Contains(names, static name => name.Contains('ö', StringComparison.Ordinal));
    }

    [Fact]
    public void Images_belong_to_contacts_and_are_pictures()
    {
        using SqliteDatabase images = TestPhone.Open("HomeDomain", "Library/AddressBook/AddressBookImages.sqlitedb");
        HashSet<string?> people = [.. TestPhone.Rows(_store, "SELECT ROWID FROM ABPerson", 1)
            .Select(static row => row[0])];
        int pictures = 0;
        foreach (string table in new[] { "ABThumbnailImage", "ABFullSizeImage" })
        {
            using SqliteStatement rows = images.Prepare("SELECT record_id, data FROM " + table);
            while (rows.Step())
            {
                Assert.Contains(rows.Text(0), people);
                Assert.Equal([0xFF, 0xD8], rows.Blob(1)[..2].ToArray());
                pictures++;
            }
        }

        Assert.True(pictures >= 4);
    }

    private string? FirstValue(string person) => TestPhone.Rows(
        _store,
        $"SELECT value FROM ABMultiValue WHERE record_id = {person} AND property IN (3, 4) ORDER BY property DESC, UID",
        1).FirstOrDefault()?[0];
}
