using System.Collections.Generic;
using System.IO;
using System.Linq;
using IosBackup.Engine.Records.Reminders;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Reminders;

public sealed class ReminderReaderTests
{
    private const string Domain = "AppDomainGroup-group.com.apple.reminders";
    private const string Folder = "Container_v1/Stores/";

    private static readonly ReminderReader s_reader = new();

    [Fact]
    public void Synthetic_stores_give_five_reminders_and_one()
    {
        byte[] cloud = File.ReadAllBytes(ConformanceData.Conformance("stores", "reminders.1.cloud.sqlite"));
        byte[] local = File.ReadAllBytes(ConformanceData.Conformance("stores", "reminders.1.local.sqlite"));
        using StoreBackup backup = StoreBackup.Of(
            (Domain, Folder + "Data-local.sqlite", local),
            (Domain, Folder + "Data-0F0E0D0C-0000-4000-8000-000000000000.sqlite", cloud));
        List<IosReminder> reminders = Read(backup);
        Assert.Equal([1, 5], reminders.CountBy(static item => item.FileId).Select(static group => group.Value).Order());
        IosReminder milk = reminders.Single(static item => item.Title == "Buy milk");
        Assert.Equal(("Groceries", "iCloud"), (milk.List, milk.Account));
        Assert.Equal((IosReminderPriority.High, true), (milk.Priority, milk.IsFlagged));
        Assert.Equal("10101010-1010-1010-1010-101010101010", milk.ReminderId);
        Assert.Equal("FREQ=MONTHLY", milk.RecurrenceRule);
        Assert.Equal("Sam Rivera", reminders.Single(static item => item.Title == "Submit report").Assignee);
        IosReminder oat = reminders.Single(static item => item.Title == "Buy oat milk");
        Assert.Equal((milk.RowId, milk.ReminderId), (oat.ParentRowId, oat.ParentId));
        Assert.True(reminders.Single(static item => item.Title == "Call plumber").IsDeleted);
    }

    [Fact]
    public void Every_reminder_of_the_starter_phone_is_read()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosReminder> reminders = Read(backup);
        Assert.Equal(
            TestPhone.Default.Truth.Samples(StarterKind.Reminder).Select(static sample => sample.Key).Order(),
            reminders.Where(static item => !item.IsDeleted).Select(static item => item.ReminderId).Order());
        Assert.Equal("FREQ=WEEKLY", reminders.Single(static item => item.Title == "Timesheet").RecurrenceRule);
        Assert.Single(Read(backup, new ReminderQuery { IsCompleted = true }));
        Assert.All(
            Read(backup, new ReminderQuery { Lists = ["boat"] }), static item => Assert.Equal("Boat", item.List));
    }

    [Fact]
    public void Reminders_of_old_phones_lie_in_the_calendar()
    {
        byte[] store = TestStore.Create(
            """
            CREATE TABLE CalendarItem (ROWID INTEGER PRIMARY KEY, summary TEXT, calendar_id INTEGER, due_date REAL,
              completion_date REAL, priority INTEGER, entity_type INTEGER, start_date REAL);
            CREATE TABLE Calendar (ROWID INTEGER PRIMARY KEY, title TEXT);
            INSERT INTO Calendar VALUES (1, 'Errands');
            INSERT INTO CalendarItem VALUES (1, 'Meeting', 1, NULL, NULL, 0, 2, 5e8);
            INSERT INTO CalendarItem VALUES (2, 'Post the letter', 1, 5e8, 5.1e8, 9, 3, NULL);
            """);
        using StoreBackup backup = StoreBackup.Of(("HomeDomain", "Library/Calendar/Calendar.sqlitedb", store));
        IosReminder reminder = Assert.Single(Read(backup));
        Assert.Equal(("Post the letter", "Errands", true), (reminder.Title, reminder.List, reminder.IsCompleted));
        Assert.Equal(IosReminderPriority.Low, reminder.Priority);
    }

    private static List<IosReminder> Read(StoreBackup backup, ReminderQuery? query = null) =>
        [.. s_reader.Read(backup.Source, query ?? new ReminderQuery(), TestContext.Current.CancellationToken)];
}
