using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Safari;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Safari;

public sealed class SafariReaderTests
{
    private const string Folder = "Library/Safari/";

    [Fact]
    public void The_synthetic_bookmarks_are_read_with_their_folders()
    {
        byte[] store = File.ReadAllBytes(ConformanceData.Conformance("stores", "safari.1.Bookmarks.db"));
        using StoreBackup backup = StoreBackup.Of(("HomeDomain", Folder + "Bookmarks.db", store));
        List<IosBookmark> bookmarks = ReadBookmarks(backup);
        Assert.Equal(8, bookmarks.Count);
        Assert.Equal(3, bookmarks.Count(static item => item.IsFolder));
        Assert.Equal("Favorites/Dev", bookmarks.Single(static item => item.Title == "Nested Bookmark").Folder);
        Assert.Equal(
            [false, true],
            bookmarks.Where(static item => item.IsReadingList).Select(static item => item.IsRead!.Value));
        Assert.Equal(2020, bookmarks.Single(static item => item.Title == "Example Bookmark").Modified?.Year);
    }

    [Fact]
    public void The_synthetic_history_gives_its_four_visits()
    {
        byte[] store = File.ReadAllBytes(ConformanceData.Conformance("stores", "safari.1.History.db"));
        using StoreBackup backup = StoreBackup.Of(true, ("HomeDomain", Folder + "History.db", store));
        List<IosWebVisit> visits = ReadHistory(backup, new WebHistoryQuery { IncludeRedirects = true });
        Assert.Equal(4, visits.Count);
        Assert.Equal(
            "https://example.invalid/a", visits.Single(static visit => visit.Title == "Visit A1").RedirectedTo);
        Assert.Equal(3, visits.Single(static visit => visit.Title == "Visit A2").VisitCount);
        Assert.Null(visits.Single(static visit => visit.Title == "Corrupt").Date);
        Assert.Equal(3, ReadHistory(backup, new WebHistoryQuery()).Count);
    }

    [Fact]
    public void Bookmarks_and_reading_list_of_the_starter_phone_are_read()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosBookmark> bookmarks = ReadBookmarks(backup);
        Assert.Equal(
            TestPhone.Default.Truth.Samples(StarterKind.Bookmark).Select(static sample => sample.Text).Order(),
            bookmarks.Where(static item => !item.IsReadingList && !item.IsFolder)
                .Select(static item => item.Url).Order());
        Assert.Equal(
            TestPhone.Default.Truth.Count(StarterKind.ReadingListItem),
            bookmarks.Count(static item => item is { IsReadingList: true, Preview: not null, Added: not null }));
    }

    [Fact]
    public void History_of_all_profiles_is_read()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosWebVisit> visits = ReadHistory(backup, new WebHistoryQuery { IncludeRedirects = true });
        Assert.Equal(
            TestPhone.Default.Truth.Count(StarterKind.HistoryVisit),
            visits.Count(static visit => visit.Profile is null));
        Assert.Contains(visits, static visit => visit.Profile is not null);
        Assert.Equal(
            visits.Select(static visit => visit.Date).Order(), visits.Select(static visit => visit.Date));
        DateTimeOffset since = TestPhone.Default.Options.BaseDate.AddDays(-3);
        Assert.Equal(
            visits.Count(visit => visit.Date >= since),
            ReadHistory(backup, new WebHistoryQuery { IncludeRedirects = true, Since = since }).Count);
    }

    [Fact]
    public void Private_tabs_are_left_out_unless_they_are_asked_for()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        BrowserTabReader reader = new();
        List<IosBrowserTab> tabs =
            [.. reader.Read(backup.Source, new BrowserTabQuery(), TestContext.Current.CancellationToken)];
        Assert.Equal(
            TestPhone.Default.Truth.Samples(StarterKind.Tab).Select(static sample => sample.Text).Order(),
            tabs.Select(static tab => tab.Url).Order());
        Assert.All(tabs, static tab => Assert.NotNull(tab.LastViewed));
        Assert.Single(
            reader.Read(
                backup.Source, new BrowserTabQuery { IncludePrivate = true }, TestContext.Current.CancellationToken),
            static tab => tab.IsPrivate);
    }

    [Fact]
    public void That_history_is_in_encrypted_backups_only_is_said()
    {
        using StoreBackup backup = StoreBackup.OfPhone(encrypted: false);
        Assert.Empty(ReadHistory(backup, new WebHistoryQuery()));
        Assert.Equal(RecordWarningKind.NotInUnencryptedBackups, Assert.Single(backup.Warnings).Kind);
    }

    private static List<IosBookmark> ReadBookmarks(StoreBackup backup) =>
        [.. new BookmarkReader().Read(backup.Source, new RecordQuery(), TestContext.Current.CancellationToken)];

    private static List<IosWebVisit> ReadHistory(StoreBackup backup, WebHistoryQuery query) =>
        [.. new WebHistoryReader().Read(backup.Source, query, TestContext.Current.CancellationToken)];
}
