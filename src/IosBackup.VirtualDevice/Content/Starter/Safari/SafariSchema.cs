namespace IosBackup.VirtualDevice.Content.Starter.Safari;

/// <summary>The tables of Safari's stores, as iOS 18 has them.</summary>
internal static class SafariSchema
{
    /// <summary>The table that bookmarks and tabs share.</summary>
    public const string Bookmarks =
        """
        CREATE TABLE bookmarks (id INTEGER PRIMARY KEY AUTOINCREMENT, special_id INTEGER DEFAULT 0, parent INTEGER,
          type INTEGER, title TEXT, url TEXT COLLATE NOCASE, num_children INTEGER DEFAULT 0,
          editable INTEGER DEFAULT 1, deletable INTEGER DEFAULT 1, hidden INTEGER DEFAULT 0,
          hidden_ancestor_count INTEGER DEFAULT 0, order_index INTEGER NOT NULL, external_uuid TEXT UNIQUE,
          read INTEGER DEFAULT NULL, last_modified REAL DEFAULT NULL, server_id TEXT, sync_key TEXT, sync_data BLOB,
          added INTEGER DEFAULT 1, deleted INTEGER DEFAULT 0, extra_attributes BLOB DEFAULT NULL,
          local_attributes BLOB DEFAULT NULL, fetched_icon BOOL DEFAULT 0, icon BLOB DEFAULT NULL,
          dav_generation INTEGER DEFAULT 0, locally_added BOOL DEFAULT 0, archive_status INTEGER DEFAULT 0,
          syncable BOOL DEFAULT 1, web_filter_status INTEGER DEFAULT 0, modified_attributes UNSIGNED BIGINT DEFAULT 0,
          date_closed REAL DEFAULT NULL, last_selected_child INTEGER DEFAULT NULL, subtype INTEGER DEFAULT 0);
        CREATE TABLE folder_ancestors (id INTEGER PRIMARY KEY AUTOINCREMENT, folder_id INTEGER NOT NULL,
          ancestor_id INTEGER NOT NULL);
        CREATE TABLE bookmark_title_words (id INTEGER PRIMARY KEY, bookmark_id INTEGER NOT NULL
          CONSTRAINT fk_bookmark_id REFERENCES bookmarks(id) ON DELETE CASCADE, word TEXT, word_index INTEGER);
        CREATE TABLE generations (generation INTEGER DEFAULT 0);
        CREATE TABLE sync_properties (key TEXT PRIMARY KEY, value TEXT NOT NULL);
        CREATE TABLE settings (key TEXT PRIMARY KEY, value);
        CREATE INDEX bookmarks_parent_index ON bookmarks(parent);
        """;

    public const string TabWindows =
        """
        CREATE TABLE windows (
            id INTEGER PRIMARY KEY, active_tab_group_id INTEGER, date_closed REAL, extra_attributes BLOB,
          is_last_session INTEGER, local_tab_group_id INTEGER, private_tab_group_id INTEGER, scene_id TEXT, uuid TEXT);
        CREATE TABLE windows_tab_groups (window_id INTEGER, tab_group_id INTEGER, active_tab_id INTEGER);
        CREATE TABLE windows_unnamed_tab_groups (window_id INTEGER, tab_group_id INTEGER);
        """;

    public const string History =
        """
        CREATE TABLE history_items (id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE,
          domain_expansion TEXT NULL, visit_count INTEGER NOT NULL, daily_visit_counts BLOB NOT NULL,
          weekly_visit_counts BLOB NULL, autocomplete_triggers BLOB NULL,
          should_recompute_derived_visit_counts INTEGER NOT NULL, visit_count_score INTEGER NOT NULL,
          status_code INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE history_visits (id INTEGER PRIMARY KEY AUTOINCREMENT,
          history_item INTEGER NOT NULL REFERENCES history_items(id) ON DELETE CASCADE, visit_time REAL NOT NULL,
          title TEXT NULL, load_successful BOOLEAN NOT NULL DEFAULT 1, http_non_get BOOLEAN NOT NULL DEFAULT 0,
          synthesized BOOLEAN NOT NULL DEFAULT 0,
          redirect_source INTEGER NULL UNIQUE REFERENCES history_visits(id) ON DELETE CASCADE,
          redirect_destination INTEGER NULL UNIQUE REFERENCES history_visits(id) ON DELETE CASCADE,
          origin INTEGER NOT NULL DEFAULT 0, generation INTEGER NOT NULL DEFAULT 0,
          attributes INTEGER NOT NULL DEFAULT 0, score INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE history_tombstones (id INTEGER PRIMARY KEY AUTOINCREMENT, start_time REAL NOT NULL,
          end_time REAL NOT NULL, url TEXT, generation INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE metadata (key TEXT NOT NULL UNIQUE, value);
        CREATE TABLE history_client_versions (client_version INTEGER PRIMARY KEY, last_seen REAL NOT NULL);
        CREATE TABLE history_event_listeners (listener_name TEXT PRIMARY KEY NOT NULL UNIQUE, last_seen REAL NOT NULL);
        CREATE TABLE history_events (id INTEGER PRIMARY KEY AUTOINCREMENT, event_type TEXT NOT NULL,
          event_time REAL NOT NULL, pending_listeners TEXT NOT NULL, value BLOB);
        CREATE TABLE history_tags (id INTEGER PRIMARY KEY AUTOINCREMENT, type INTEGER NOT NULL,
          level INTEGER NOT NULL, identifier TEXT NOT NULL, title TEXT NOT NULL, modification_timestamp REAL NOT NULL,
          item_count INTEGER NOT NULL DEFAULT 0);
        CREATE TABLE history_items_to_tags (history_item INTEGER NOT NULL
          REFERENCES history_items(id) ON DELETE CASCADE, tag_id INTEGER NOT NULL REFERENCES history_tags(id)
          ON DELETE CASCADE, timestamp REAL NOT NULL, UNIQUE(history_item, tag_id) ON CONFLICT REPLACE);
        CREATE INDEX history_items__domain_expansion ON history_items (domain_expansion);
        CREATE INDEX history_visits__last_visit ON history_visits (history_item, visit_time DESC, synthesized ASC);
        """;
}
