namespace IosBackup.VirtualDevice.Content.Starter.Health;

/// <summary>The tables of the health stores, as iOS 17 and 18 have them.</summary>
internal static class HealthSchema
{
    /// <summary>Where samples come from.</summary>
    public const string Sources =
        """
        CREATE TABLE sources (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE NOT NULL,
          bundle_id TEXT NOT NULL, name TEXT NOT NULL, source_options INTEGER NOT NULL, local_device INTEGER NOT NULL,
          product_type TEXT NOT NULL, deleted INTEGER NOT NULL, mod_date REAL NOT NULL, provenance INTEGER NOT NULL,
          sync_anchor INTEGER NOT NULL, owner_bundle_id TEXT, logical_source_id INTEGER,
          sync_identity INTEGER NOT NULL);
        CREATE TABLE logical_sources (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, bundle_id TEXT UNIQUE NOT NULL,
          owner_bundle_id TEXT);
        CREATE TABLE source_devices (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE, name TEXT,
          manufacturer TEXT, model TEXT, hardware TEXT, firmware TEXT, software TEXT, localIdentifier TEXT,
          FDAUDI TEXT, creation_date REAL, sync_provenance INTEGER NOT NULL, sync_identity INTEGER NOT NULL);
        CREATE TABLE source_order (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER, user_preferred INTEGER,
          object_type INTEGER, provenance INTEGER, mod_date REAL);
        CREATE TABLE key_value (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, category INTEGER NOT NULL,
          domain TEXT NOT NULL, key TEXT NOT NULL, value, provenance INTEGER NOT NULL, mod_date REAL NOT NULL);
        CREATE TABLE sync_identities (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, hardware_identifier BLOB NOT NULL,
          database_identifier BLOB NOT NULL, instance_discriminator TEXT NOT NULL, is_deleted INTEGER NOT NULL);
        """;

    /// <summary>The samples themselves.</summary>
    public const string Samples =
        """
        CREATE TABLE data_provenances (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, sync_provenance INTEGER NOT NULL,
          origin_product_type TEXT NOT NULL, origin_build TEXT NOT NULL, local_product_type TEXT NOT NULL,
          local_build TEXT NOT NULL, source_id INTEGER NOT NULL, device_id INTEGER NOT NULL,
          contributor_id INTEGER NOT NULL, source_version TEXT NOT NULL, tz_name TEXT NOT NULL,
          origin_major_version INTEGER NOT NULL, origin_minor_version INTEGER NOT NULL,
          origin_patch_version INTEGER NOT NULL, derived_flags INTEGER NOT NULL, sync_identity INTEGER NOT NULL);
        CREATE TABLE objects (data_id INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE,
          provenance INTEGER NOT NULL REFERENCES data_provenances (ROWID) ON DELETE CASCADE, type INTEGER,
          creation_date REAL);
        CREATE TABLE samples (data_id INTEGER PRIMARY KEY, start_date REAL, end_date REAL, data_type INTEGER);
        CREATE TABLE unit_strings (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, unit_string TEXT UNIQUE);
        CREATE TABLE quantity_samples (data_id INTEGER PRIMARY KEY, quantity REAL, original_quantity REAL,
          original_unit INTEGER REFERENCES unit_strings (ROWID) ON DELETE NO ACTION);
        CREATE TABLE quantity_sample_statistics (owner_id INTEGER PRIMARY KEY, min REAL, max REAL, most_recent REAL,
          most_recent_date REAL, most_recent_duration REAL);
        CREATE TABLE quantity_sample_series (data_id INTEGER PRIMARY KEY, count INTEGER NOT NULL DEFAULT 0,
          insertion_era INTEGER, hfd_key INTEGER UNIQUE NOT NULL, series_location INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE quantity_series_data (series_identifier INTEGER NOT NULL, timestamp REAL NOT NULL,
          value REAL NOT NULL, duration REAL NOT NULL, PRIMARY KEY (series_identifier, timestamp)) WITHOUT ROWID;
        CREATE TABLE category_samples (data_id INTEGER PRIMARY KEY, value INTEGER);
        CREATE TABLE binary_samples (data_id INTEGER PRIMARY KEY, payload BLOB);
        CREATE TABLE metadata_keys (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE);
        CREATE TABLE metadata_values (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, key_id INTEGER, object_id INTEGER,
          value_type INTEGER NOT NULL DEFAULT 0, string_value TEXT, numerical_value REAL, date_value REAL,
          data_value BLOB);
        CREATE TABLE workouts (data_id INTEGER PRIMARY KEY, total_distance REAL, goal_type INTEGER, goal REAL,
          condenser_version INTEGER, condenser_date REAL);
        CREATE TABLE workout_activities (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, uuid BLOB UNIQUE NOT NULL,
          owner_id INTEGER NOT NULL REFERENCES workouts (data_id) ON DELETE CASCADE,
          is_primary_activity INTEGER NOT NULL, activity_type INTEGER NOT NULL, location_type INTEGER NOT NULL,
          swimming_location_type INTEGER NOT NULL, lap_length BLOB, start_date REAL NOT NULL, end_date REAL NOT NULL,
          duration REAL NOT NULL, metadata BLOB);
        CREATE TABLE workout_statistics (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,
          workout_activity_id INTEGER NOT NULL REFERENCES workout_activities (ROWID) ON DELETE CASCADE,
          data_type INTEGER NOT NULL, quantity REAL NOT NULL, min REAL, max REAL);
        CREATE TABLE workout_events (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,
          owner_id INTEGER NOT NULL REFERENCES workouts (data_id) ON DELETE CASCADE, date REAL NOT NULL,
          type INTEGER NOT NULL, duration REAL NOT NULL, metadata BLOB, session_uuid BLOB, error BLOB);
        CREATE TABLE associations (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, parent_id INTEGER NOT NULL,
          child_id INTEGER NOT NULL, metadata BLOB, behavior INTEGER, destination_sub_object_reference BLOB,
          UNIQUE(parent_id, child_id));
        CREATE TABLE data_series (data_id INTEGER PRIMARY KEY, frozen INTEGER NOT NULL DEFAULT 0,
          count INTEGER NOT NULL DEFAULT 0, insertion_era INTEGER NOT NULL DEFAULT 0, hfd_key INTEGER UNIQUE NOT NULL,
          series_location INTEGER NOT NULL);
        CREATE TABLE location_series_data (series_identifier INTEGER NOT NULL, timestamp REAL NOT NULL,
          longitude REAL NOT NULL, latitude REAL NOT NULL, altitude REAL NOT NULL, speed REAL NOT NULL,
          course REAL NOT NULL, horizontal_accuracy REAL NOT NULL, vertical_accuracy REAL NOT NULL,
          speed_accuracy REAL NOT NULL, course_accuracy REAL NOT NULL, signal_environment INTEGER NOT NULL,
          PRIMARY KEY (series_identifier, timestamp)) WITHOUT ROWID;
        CREATE TABLE activity_caches (data_id INTEGER PRIMARY KEY, cache_index INTEGER, sequence INTEGER NOT NULL,
          activity_mode INTEGER, wheelchair_use INTEGER, energy_burned REAL, energy_burned_goal REAL,
          energy_burned_goal_date REAL, move_minutes REAL, move_minutes_goal REAL, move_minutes_goal_date REAL,
          brisk_minutes REAL, brisk_minutes_goal REAL, brisk_minutes_goal_date REAL, active_hours REAL,
          active_hours_goal REAL, active_hours_goal_date REAL, steps REAL, pushes REAL, walk_distance REAL,
          deep_breathing_duration REAL, flights INTEGER, energy_burned_stats BLOB, move_minutes_stats BLOB,
          brisk_minutes_stats BLOB);
        CREATE TABLE key_value_secure (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, category INTEGER NOT NULL,
          domain TEXT NOT NULL, key TEXT NOT NULL, value, provenance INTEGER NOT NULL, mod_date REAL NOT NULL,
          UNIQUE(category, domain, key));
        CREATE TABLE ACHAchievementsPlugin_earned_instances (ROWID INTEGER PRIMARY KEY AUTOINCREMENT,
          template_unique_name TEXT NOT NULL, created_date REAL NOT NULL, earned_date TEXT NOT NULL,
          value_in_canonical_unit REAL, value_canonical_unit TEXT, creator_device INTEGER, sync_provenance INTEGER);
        CREATE INDEX samples_type_dates ON samples (data_type, start_date, end_date);
        CREATE INDEX samples_type_end ON samples (data_type, end_date);
        CREATE INDEX metadata_values_object ON metadata_values (object_id);
        """;
}
