namespace IosBackup.Engine.Backups;

/// <summary>What a file of a backup is to its user. Every file has one type.</summary>
public enum DataType
{
    /// <summary>What has no type of its own: caches, state and services of the system.</summary>
    Other,

    /// <summary>Contacts and their pictures.</summary>
    Contacts,

    /// <summary>Messages with their attachments and drafts.</summary>
    Messages,

    /// <summary>Calls made and received.</summary>
    CallHistory,

    /// <summary>Pictures, and the library that describes pictures and videos.</summary>
    Photos,

    /// <summary>Videos, among them the moving parts of live photos.</summary>
    Videos,

    /// <summary>Notes.</summary>
    Notes,

    /// <summary>Calendars; up to iOS 12 reminders too.</summary>
    Calendar,

    /// <summary>Reminders since iOS 13.</summary>
    Reminders,

    /// <summary>Voicemail.</summary>
    Voicemail,

    /// <summary>Recordings of Voice Memos.</summary>
    VoiceMemos,

    /// <summary>Bookmarks, history and tabs of Safari.</summary>
    Safari,

    /// <summary>What backups hold of Mail: its settings. Mails themselves are in no backup.</summary>
    Mail,

    /// <summary>Health and the medical id.</summary>
    Health,

    /// <summary>The keychain.</summary>
    Keychain,

    /// <summary>Data of apps that have no type of their own.</summary>
    AppData,

    /// <summary>WhatsApp and WhatsApp Business.</summary>
    WhatsApp,

    /// <summary>Ringtones, books and other media.</summary>
    Media,

    /// <summary>Settings of the system and of its own apps.</summary>
    Settings,

    /// <summary>The arrangement of the home screen.</summary>
    HomeScreen,

    /// <summary>Accounts that the phone knows.</summary>
    Accounts,

    /// <summary>Cards and passes.</summary>
    Wallet,
}
