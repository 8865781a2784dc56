using IosBackup.VirtualDevice.Content.Starter.Apps;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Settings;

/// <summary>Writes which app may use what.</summary>
internal static class PermissionStore
{
    private const int Denied = 0;
    private const int Allowed = 2;
    private const int Limited = 3;

    private const string Schema =
        """
        CREATE TABLE admin (key TEXT PRIMARY KEY NOT NULL, value INTEGER NOT NULL);
        CREATE TABLE policies (id INTEGER NOT NULL PRIMARY KEY, bundle_id TEXT NOT NULL, uuid TEXT NOT NULL,
          display TEXT NOT NULL, UNIQUE (bundle_id, uuid));
        CREATE TABLE access (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL,
          auth_value INTEGER NOT NULL, auth_reason INTEGER NOT NULL, auth_version INTEGER NOT NULL, csreq BLOB,
          policy_id INTEGER, indirect_object_identifier_type INTEGER,
          indirect_object_identifier TEXT NOT NULL DEFAULT 'UNUSED', indirect_object_code_identity BLOB, flags INTEGER,
          last_modified INTEGER NOT NULL DEFAULT (CAST(strftime('%s','now') AS INTEGER)), pid INTEGER,
          pid_version INTEGER, boot_uuid TEXT NOT NULL DEFAULT 'UNUSED',
          last_reminded INTEGER NOT NULL DEFAULT (CAST(strftime('%s','now') AS INTEGER)),
          PRIMARY KEY (service, client, client_type, indirect_object_identifier),
          FOREIGN KEY (policy_id) REFERENCES policies(id) ON DELETE CASCADE ON UPDATE CASCADE);
        CREATE TABLE active_policy (client TEXT NOT NULL, client_type INTEGER NOT NULL, policy_id INTEGER NOT NULL,
          PRIMARY KEY (client, client_type));
        CREATE TABLE access_overrides (service TEXT NOT NULL PRIMARY KEY);
        CREATE TABLE expired (service TEXT NOT NULL, client TEXT NOT NULL, client_type INTEGER NOT NULL, csreq BLOB,
          last_modified INTEGER NOT NULL, expired_at INTEGER NOT NULL, PRIMARY KEY (service, client, client_type));
        """;

    public static void Write(Story story)
    {
        using StoreBuilder store = new(Schema);
        store.Insert("admin", new StoreRow { ["key"] = "version", ["value"] = 30L });
        Add("kTCCServicePhotos", InstalledApps.WhatsApp, Limited, 900);
        Add("kTCCServiceAddressBook", InstalledApps.WhatsApp, Allowed, 900);
        Add("kTCCServiceMicrophone", InstalledApps.WhatsApp, Allowed, 899);
        Add("kTCCServiceCamera", InstalledApps.WhatsApp, Allowed, 899);
        Add("kTCCServiceMotion", InstalledApps.Trailmate, Allowed, 400);
        Add("kTCCServicePhotosAdd", InstalledApps.Trailmate, Allowed, 400);
        Add("kTCCServiceCamera", InstalledApps.Bank, Denied, 300);
        Add("kTCCServiceUserTracking", InstalledApps.Radio, Denied, 100);
        Add("kTCCServiceCalendar", InstalledApps.Fieldnotes, story.Episodes.Count > 0 ? Denied : Allowed, 50);
        story.Files.Add("HomeDomain", "Library/TCC/TCC.db", store.ToImage(), story.Now.AddDays(-2));
        return;

        void Add(string service, string client, int value, int daysAgo)
        {
            const int UserConsent = 2;
            long changed = PhoneTime.Unix(story.DaysAgo(daysAgo, 10, 0));
            store.Insert("access", new StoreRow
            {
                ["service"] = service, ["client"] = client, ["client_type"] = 0L, ["auth_value"] = (long)value,
                ["auth_reason"] = (long)UserConsent, ["auth_version"] = 1L, ["flags"] = 0L, ["last_modified"] = changed,
                ["last_reminded"] = changed,
            });
            story.Truth.Add(StarterKind.Permission, service, client, story.DaysAgo(daysAgo, 10, 0));
        }
    }
}
