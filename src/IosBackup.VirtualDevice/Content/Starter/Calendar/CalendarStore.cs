using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Calendar;

/// <summary>Writes the calendar store.</summary>
internal sealed class CalendarStore : IDisposable
{
    private const int EventType = 2;
    private const int Attendee = 7;
    private const int Organizer = 8;

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly StoreBuilder _store = new(CalendarSchema.Tables);
    private readonly Dictionary<string, long> _calendars = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _identities = new(StringComparer.Ordinal);

    private CalendarStore(Story story)
    {
        _story = story;
        _random = story.Random("calendar");
        AddCalendars();
    }

    public static void Write(Story story)
    {
        using CalendarStore calendar = new(story);
        CalendarScript script = new(story);
        (long series, string identifier) = calendar.Add(script.Standup);
        calendar.Add(script.MovedStandup(series, identifier));
        foreach (PlannedEvent planned in script.Events())
        {
            calendar.Add(planned);
        }

        calendar.AddBirthdays();
        for (int i = 0; i < story.Episodes.Count; i++)
        {
            calendar.Add(script.Later(i));
        }

        calendar.Finish();
    }

    public void Dispose() => _store.Dispose();

    private void AddCalendars()
    {
        const int LocalStore = 0;
        const int ExchangeStore = 1;
        const int CloudStore = 2;
        const int SubscribedStore = 4;
        const int BirthdayStore = 5;
        AddStore("Default", LocalStore);
        long exchange = AddStore("Harbour & Hill", ExchangeStore);
        long cloud = AddStore("iCloud", CloudStore);
        long subscribed = AddStore("Subscribed Calendars", SubscribedStore);
        long birthdays = AddStore("Other", BirthdayStore);
        AddCalendar(cloud, CalendarScript.Home, "#1BADF8", "blue");
        AddCalendar(exchange, CalendarScript.Work, "#CC73E1", "purple");
        long family = AddCalendar(cloud, CalendarScript.Family, "#63DA38", "green", sharing: 1);
        AddCalendar(subscribed, CalendarScript.Holidays, "#F64F00", null, type: "com.apple.ical.subscription");
        AddCalendar(birthdays, CalendarScript.Birthdays, "#8295AF", null, type: "Birthdays");
        _store.Insert("Sharee", new StoreRow
        {
            ["owner_id"] = family,
            ["identity_id"] = IdentityOf("anna"),
            ["status"] = 1L,
            ["access_level"] = 2L,
            ["UUID"] = _random.Guid(),
        });
    }

    private long AddStore(string name, int type) => _store.Insert("Store", new StoreRow
    {
        ["name"] = name,
        ["type"] = (long)type,
        ["disabled"] = 0L,
        ["persistent_id"] = _random.Guid(),
        ["flags"] = 0L,
        ["display_order"] = (long)type,
        ["owner_name"] = _story.Cast.Owner.FullName,
    });

    private long AddCalendar(
        long store, string title, string color, string? colorName, int sharing = 0, string? type = null)
    {
        _story.Truth.Add(StarterKind.Calendar, title, title);
        return _calendars[title] = _store.Insert("Calendar", new StoreRow
        {
            ["store_id"] = store,
            ["title"] = title,
            ["flags"] = 0L,
            ["color"] = color,
            ["symbolic_color_name"] = colorName,
            ["type"] = type,
            ["supported_entity_types"] = (long)EventType,
            ["external_id"] = _random.Guid(),
            ["display_order"] = (long)_calendars.Count,
            ["UUID"] = _random.Guid(),
            ["sharing_status"] = (long)sharing,
            ["self_identity_email"] = _story.Cast.Owner.Email,
            ["owner_identity_id"] = IdentityOf("me"),
            ["owner_identity_email"] = _story.Cast.Owner.Email,
        });
    }

    private (long Row, string Identifier) Add(PlannedEvent planned)
    {
        string identifier = planned.Changes?.Identifier ?? _random.Guid();
        DateTimeOffset created = planned.Start.AddDays(-14);
        created = created < _story.Base ? created : _story.Base.AddDays(-1);
        long row = _store.Insert("CalendarItem", new StoreRow
        {
            ["summary"] = planned.Title,
            ["description"] = planned.Notes,
            ["start_date"] = PhoneTime.Cocoa(planned.Start),
            ["start_tz"] = planned.Zone ?? "_float",
            ["end_date"] = PhoneTime.Cocoa(planned.End),
            ["end_tz"] = planned.Zone is PhoneTime.ZoneName ? null : planned.Zone,
            ["all_day"] = planned.IsAllDay,
            ["calendar_id"] = _calendars[planned.Calendar],
            ["orig_item_id"] = planned.Changes?.Row ?? 0,
            ["orig_date"] = planned.Changes is { } changes ? PhoneTime.Cocoa(changes.Date) : SqlValue.Null,
            ["status"] = (long)planned.Status,
            ["invitation_status"] = 0L,
            ["availability"] = (long)planned.Availability,
            ["privacy_level"] = 0L,
            ["url"] = planned.Url,
            ["last_modified"] = PhoneTime.Cocoa(created.AddHours(1)),
            ["sequence_num"] = 0L,
            ["unique_identifier"] = identifier,
            ["hidden"] = 0L,
            ["has_recurrences"] = planned.Recurrence is not null,
            ["has_attachment"] = planned.AttachmentName is not null,
            ["has_attendees"] = planned.Attendees.Count > 0,
            ["UUID"] = _random.Guid(),
            ["entity_type"] = (long)EventType,
            ["creation_date"] = PhoneTime.Cocoa(created),
            ["conference_url_detected"] = planned.ConferenceUrl,
        });
        AddParts(planned, row);
        _story.Truth.Add(StarterKind.CalendarEvent, identifier, planned.Title, planned.Start);
        return (row, identifier);
    }

    private void AddParts(PlannedEvent planned, long row)
    {
        if (planned.Place is { } place)
        {
            long location = _store.Insert("Location", new StoreRow
            {
                ["title"] = place.Title,
                ["address"] = place.Address,
                ["latitude"] = place.Latitude,
                ["longitude"] = place.Longitude,
                ["radius"] = 0L,
                ["item_owner_id"] = row,
            });
            Set(row, "location_id", location);
        }

        foreach (int alarm in planned.Alarms)
        {
            _store.Insert("Alarm", new StoreRow
            {
                ["trigger_interval"] = (long)alarm,
                ["type"] = 0L,
                ["calendaritem_owner_id"] = row,
                ["UUID"] = _random.Guid(),
                ["disabled"] = 0L,
                ["proximity"] = 0L,
            });
        }

        if (planned.Recurrence is PlannedRecurrence recurrence)
        {
            AddRecurrence(recurrence, planned, row);
        }

        if (planned.Organizer is string organizer)
        {
            Set(row, "organizer_id", AddParticipant(row, organizer, Organizer, 1));
        }

        foreach ((string key, int status) in planned.Attendees)
        {
            long participant = AddParticipant(row, key, Attendee, status);
            if (key == "me")
            {
                Set(row, "self_attendee_id", participant);
            }
        }

        if (planned.AttachmentName is string name)
        {
            AddAttachment(name, row);
        }
    }

    private void AddRecurrence(PlannedRecurrence recurrence, PlannedEvent planned, long row)
    {
        _store.Insert("Recurrence", new StoreRow
        {
            ["frequency"] = (long)recurrence.Frequency,
            ["interval"] = (long)recurrence.Interval,
            ["week_start"] = 2L,
            ["count"] = (long)recurrence.Count,
            ["end_date"] = recurrence.Until is DateTimeOffset until ? PhoneTime.Cocoa(until) : SqlValue.Null,
            ["specifier"] = recurrence.Specifier,
            ["by_month_months"] = 0L,
            ["owner_id"] = row,
            ["UUID"] = _random.Guid(),
        });
        foreach (DateTimeOffset exception in planned.Exceptions)
        {
            _store.Insert("ExceptionDate", new StoreRow { ["owner_id"] = row, ["date"] = PhoneTime.Cocoa(exception) });
        }
    }

    private long AddParticipant(long owner, string key, int entityType, int status)
    {
        Person person = _story.Cast[key];
        return _store.Insert("Participant", new StoreRow
        {
            ["entity_type"] = (long)entityType,
            ["type"] = 1L,
            ["status"] = (long)status,
            ["role"] = entityType == Organizer ? 3L : 1L,
            ["identity_id"] = IdentityOf(key),
            ["owner_id"] = owner,
            ["UUID"] = _random.Guid(),
            ["email"] = person.Email,
            ["is_self"] = key == "me",
        });
    }

    private void AddAttachment(string name, long row)
    {
        long file = _store.Insert("AttachmentFile", new StoreRow
        {
            ["url"] = "https://files.example/" + Uri.EscapeDataString(name),
            ["UUID"] = _random.Guid(),
            ["filename"] = name,
            ["file_size"] = 18_234L,
        });
        _store.Insert("Attachment", new StoreRow { ["owner_id"] = row, ["file_id"] = file });
    }

    private long IdentityOf(string key)
    {
        if (!_identities.TryGetValue(key, out long identity))
        {
            Person person = _story.Cast[key];
            identity = _store.Insert("Identity", new StoreRow
            {
                ["display_name"] = person.FullName,
                ["address"] = "mailto:" + person.Email,
                ["first_name"] = person.First,
                ["last_name"] = person.Last,
            });
            _identities.Add(key, identity);
        }

        return identity;
    }

    /// <summary>The birthdays of the address book, which the calendar shows as events of another kind.</summary>
    private void AddBirthdays()
    {
        foreach (Person person in _story.Cast.People.Where(static person => person.Birthday is not null))
        {
            DateTime day = person.Birthday!.Value;
            DateTimeOffset start = new(day.Year, day.Month, day.Day, 0, 0, 0, TimeSpan.Zero);
            long row = _store.Insert("CalendarItem", new StoreRow
            {
                ["summary"] = person.FullName,
                ["start_date"] = PhoneTime.Cocoa(start),
                ["start_tz"] = "_float",
                ["end_date"] = PhoneTime.Cocoa(start.AddDays(1).AddSeconds(-1)),
                ["all_day"] = true,
                ["calendar_id"] = _calendars[CalendarScript.Birthdays],
                ["birthday_id"] = 1L,
                ["calendar_scale"] = "gregorian",
                ["unique_identifier"] = _random.Guid(),
                ["UUID"] = _random.Guid(),
                ["entity_type"] = (long)EventType,
                ["has_recurrences"] = true,
                ["contact_name"] = person.FullName,
            });
            _store.Insert("Recurrence", new StoreRow { ["frequency"] = 4L, ["interval"] = 1L, ["owner_id"] = row });
        }
    }

    private void Set(long row, string column, long value) => _store.Execute(
        FormattableString.Invariant($"UPDATE CalendarItem SET {column} = {value} WHERE ROWID = {row}"));

    private void Finish()
    {
        const string Folder = "Library/Calendar/";
        _story.Files.Add("HomeDomain", Folder + "Calendar.sqlitedb", _store.ToImage(), _story.Now.AddHours(-9));
        using StoreBuilder extras = new(CalendarSchema.Extras);
        _story.Files.Add("HomeDomain", Folder + "Extras.db", extras.ToImage(), _story.DaysAgo(800, 3, 0));
    }
}
