namespace IosBackup.VirtualDevice.Content.Starter.Calendar;

/// <summary>The tables of the calendar store, as iOS 18 has them.</summary>
internal static class CalendarSchema
{
    public const string Tables =
        """
        CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
        CREATE TABLE Store (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, notes TEXT,
          default_alarm_offset INTEGER, type INTEGER, constraint_path TEXT, disabled INTEGER, external_id TEXT,
          persistent_id TEXT, flags INTEGER, creator_bundle_id TEXT, creator_code_signing_identity TEXT,
          only_creator_can_modify INTEGER, external_mod_tag TEXT, preferred_event_private_value INTEGER,
          strictest_event_private_value INTEGER, last_sync_start REAL, last_sync_end REAL,
          delegated_account_owner_store_id TEXT, delegated_account_default_calendar_for_new_events_id INTEGER,
          shows_notifications INTEGER, flags2 INTEGER, display_order INTEGER, owner_name TEXT,
          default_all_day_alarm_offset INTEGER, error_id INTEGER, cached_external_info BLOB, app_group_id TEXT UNIQUE);
        CREATE TABLE Calendar (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, store_id INTEGER, title TEXT, flags INTEGER,
          color TEXT, symbolic_color_name TEXT, color_is_display INTEGER, type TEXT, supported_entity_types INTEGER,
          external_id TEXT, external_mod_tag TEXT, external_id_tag TEXT, external_rep BLOB, display_order INTEGER,
          UUID TEXT, shared_owner_name TEXT, shared_owner_address TEXT, cached_external_info BLOB,
          sharing_status INTEGER, sharing_invitation_response INTEGER, published_URL TEXT, is_published INTEGER,
          invitation_status INTEGER, sync_token TEXT, self_identity_id INTEGER, self_identity_email TEXT,
          self_identity_phone_number TEXT, owner_identity_id INTEGER, owner_identity_email TEXT,
          owner_identity_phone_number TEXT, notes TEXT, bulk_requests BLOB, subcal_account_id TEXT, push_key TEXT,
          digest BLOB, refresh_date REAL, subscription_id TEXT, last_sync_start REAL, last_sync_end REAL,
          subcal_url TEXT, refresh_interval INTEGER, pubcal_account_id TEXT, error_id INTEGER, max_attendees INTEGER,
          last_sync_title TEXT, locale TEXT, image_id INTEGER);
        CREATE TABLE CalendarItem (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, summary TEXT, location_id INTEGER,
          client_location_id INTEGER, description TEXT, start_date REAL, start_tz TEXT, end_date REAL, end_tz TEXT,
          all_day INTEGER, calendar_id INTEGER, orig_item_id INTEGER, orig_date REAL, organizer_id INTEGER,
          self_attendee_id INTEGER, status INTEGER, invitation_status INTEGER, availability INTEGER,
          privacy_level INTEGER, url TEXT, last_modified REAL, sequence_num INTEGER, birthday_id INTEGER,
          modified_properties INTEGER, external_tracking_status INTEGER, external_id TEXT, external_mod_tag TEXT,
          unique_identifier TEXT, external_schedule_id TEXT, external_rep BLOB, response_comment TEXT,
          last_synced_response_comment TEXT, hidden INTEGER, has_recurrences INTEGER, has_attachment INTEGER,
          has_attendees INTEGER, UUID TEXT, entity_type INTEGER, priority INTEGER, due_date REAL, due_tz TEXT,
          due_all_day INTEGER, completion_date REAL, creation_date REAL, action TEXT, app_link BLOB,
          display_order INTEGER, created_by_id INTEGER, modified_by_id INTEGER, shared_item_created_date REAL,
          shared_item_created_tz TEXT, shared_item_modified_date REAL, shared_item_modified_tz TEXT,
          invitation_changed_properties INTEGER, default_alarm_removed INTEGER, phantom_master INTEGER,
          participation_status_modified_date REAL, calendar_scale TEXT, travel_time INTEGER,
          travel_advisory_behavior INTEGER, start_location_id INTEGER, end_location_id INTEGER,
          suggested_event_info_id INTEGER, first_alert_date REAL, proposed_start_date REAL, can_forward INTEGER,
          location_prediction_state INTEGER, fired_ttl INTEGER, disallow_propose_new_time INTEGER,
          structured_data BLOB, local_structured_data BLOB, junk_status INTEGER, conference_url TEXT,
          contact_identifier TEXT, recurrence_set TEXT, flags INTEGER, contact_name TEXT, error_id INTEGER,
          image_id INTEGER, color_id INTEGER, conference_url_detected TEXT, creator_identity TEXT,
          creator_team_identity TEXT, special_day TEXT);
        CREATE TABLE Alarm (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, trigger_date REAL, trigger_interval INTEGER,
          type INTEGER, calendaritem_owner_id INTEGER, calendar_owner_id INTEGER, external_mod_tag TEXT,
          external_id_tag TEXT, external_rep BLOB, UUID TEXT, proximity INTEGER, disabled INTEGER,
          location_id INTEGER, acknowledgedDate REAL, default_alarm INTEGER, orig_alarm_id INTEGER,
          email_address TEXT, bookmark BLOB, has_long_interval INTEGER);
        CREATE TABLE Location (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, address TEXT, latitude INTEGER,
          longitude INTEGER, reference_frame INTEGER, address_book_id TEXT, mapkit_handle BLOB, radius INTEGER,
          routing TEXT, derived_from TEXT, item_owner_id INTEGER, alarm_owner_id INTEGER, start_loc_owner_id INTEGER,
          end_loc_owner_id INTEGER, client_loc_owner_id INTEGER);
        CREATE TABLE Identity (display_name TEXT, address TEXT, first_name TEXT, last_name TEXT,
          UNIQUE (display_name, address, first_name, last_name));
        CREATE TABLE Participant (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, entity_type INTEGER, type INTEGER,
          status INTEGER, pending_status INTEGER, role INTEGER, identity_id INTEGER, owner_id INTEGER,
          external_rep BLOB, UUID TEXT, email TEXT, phone_number TEXT, is_self INTEGER, comment TEXT,
          schedule_agent INTEGER, flags INTEGER, last_modified REAL, proposed_start_date REAL, invited_by TEXT,
          proposed_start_date_status INTEGER, schedule_status INTEGER, schedule_force_send INTEGER,
          comment_last_modified REAL);
        CREATE TABLE Recurrence (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, frequency INTEGER, interval INTEGER,
          week_start INTEGER, count INTEGER, cached_end_date REAL, cached_end_date_tz TEXT, end_date REAL,
          specifier TEXT, by_month_months INTEGER, owner_id INTEGER, external_id TEXT, external_mod_tag TEXT,
          external_id_tag TEXT, external_rep BLOB, UUID TEXT);
        CREATE TABLE ExceptionDate (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, owner_id INTEGER, date REAL,
          sync_order INTEGER);
        CREATE TABLE Attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, owner_id INTEGER, external_rep BLOB,
          file_id INTEGER);
        CREATE TABLE AttachmentFile (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, external_id TEXT, external_mod_tag TEXT,
          url TEXT, UUID TEXT, format TEXT, flags INTEGER, filename TEXT, local_path TEXT, file_size INTEGER,
          store_id INTEGER, download_start REAL, download_tries INTEGER);
        CREATE TABLE Sharee (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, owner_id INTEGER, external_id TEXT,
          external_rep BLOB, UUID TEXT, identity_id INTEGER, status INTEGER, access_level INTEGER,
          mute_notifications INTEGER);
        CREATE TABLE Category (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, entity_type INTEGER,
          hidden INTEGER);
        CREATE TABLE CategoryLink (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, owner_id INTEGER, category_id INTEGER,
          group_id INTEGER);
        CREATE TABLE Conference (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, uuid TEXT, owner_id INTEGER, url TEXT,
          feature TEXT, info TEXT, language TEXT, region TEXT);
        CREATE TABLE EventAction (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, event_id INTEGER, external_id TEXT,
          external_mod_tag TEXT, external_folder_id TEXT, external_schedule_id TEXT, external_rep BLOB);
        CREATE TABLE SuggestedEventInfo (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, owner_id INTEGER, opaque_key TEXT,
          unique_key TEXT, changed_fields INTEGER, changes_acknowledged INTEGER, timestamp REAL,
          extraction_group_identifier TEXT);
        CREATE TABLE OccurrenceCache (day REAL, event_id INTEGER, calendar_id INTEGER, store_id INTEGER,
          occurrence_date REAL, occurrence_start_date REAL, occurrence_end_date REAL, latest_possible_alarm REAL,
          earliest_possible_alarm REAL, next_reminder_date REAL);
        CREATE TABLE OccurrenceCacheDays (calendar_id INTEGER, store_id INTEGER, day REAL, count INTEGER,
          PRIMARY KEY (calendar_id, day));
        CREATE TABLE CalendarItemChanges (record INTEGER, type INTEGER, sequence_number INTEGER, summary INTEGER,
          location_id INTEGER, description INTEGER, start_date INTEGER, start_tz INTEGER, end_date INTEGER,
          end_tz INTEGER, all_day INTEGER, calendar_id INTEGER, orig_item_id INTEGER, status INTEGER,
          availability INTEGER, privacy_level INTEGER, external_id TEXT, unique_identifier TEXT, UUID TEXT,
          entity_type INTEGER, travel_time INTEGER, start_location_id INTEGER, proposed_start_date INTEGER,
          recurrence_set TEXT, store_id INTEGER, has_dirty_instance_attributes INTEGER, old_calendar_id INTEGER,
          old_external_id TEXT, has_recurrence_set_changed INTEGER, suppress_notification_for_changes INTEGER);
        CREATE INDEX AlarmCalendarItemOwnerId on Alarm(calendaritem_owner_id);
        CREATE INDEX CalendarStoreId on Calendar(store_id);
        CREATE INDEX CalendarItemCalendarId on CalendarItem(calendar_id);
        CREATE INDEX CalendarItemOriginalItemId on CalendarItem(orig_item_id);
        CREATE INDEX ParticipantOwnerId on Participant(owner_id);
        CREATE INDEX RecurrenceOwnerId on Recurrence(owner_id);
        """;

    public const string Extras =
        """
        CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
        CREATE TABLE Notifications (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, entity_type INTEGER, UUID TEXT, data BLOB);
        """;
}
