namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>The kinds of records that the starter content plans.</summary>
public enum StarterKind
{
    /// <summary>A contact; the key is its <c>guid</c>, the text its display name.</summary>
    Contact,

    /// <summary>A group of contacts; key and text are its name.</summary>
    ContactGroup,

    /// <summary>
    /// A conversation of Messages; the key is the chat's <c>guid</c>, the text its name or identifier.
    /// </summary>
    Conversation,

    /// <summary>A message that is no reaction; the key is its <c>guid</c>, the text what it says now.</summary>
    Message,

    /// <summary>A message in "Recently Deleted" (also counted as a message).</summary>
    RecentlyDeletedMessage,

    /// <summary>A message that was edited (also counted as a message); the text is what it says now.</summary>
    EditedMessage,

    /// <summary>
    /// A reaction to a message, given or taken back; the key is its <c>guid</c>, the text its target's.
    /// </summary>
    Reaction,

    /// <summary>
    /// An attachment of a message; the key is its <c>guid</c>, the text its path below MediaDomain's root.
    /// </summary>
    MessageAttachment,

    /// <summary>A call; the key is its unique identifier, the text the other side's address.</summary>
    Call,

    /// <summary>A voicemail; the key is its row, the text its sender.</summary>
    Voicemail,

    /// <summary>A voice memo; the key is its file name, the text its title.</summary>
    VoiceMemo,

    /// <summary>A photo or video; the key is its UUID, the text its path below CameraRollDomain's root.</summary>
    Photo,

    /// <summary>An album; the key is its UUID, the text its title.</summary>
    Album,

    /// <summary>
    /// A note; the key is its identifier, the text its whole text (the title only when it is locked).
    /// </summary>
    Note,

    /// <summary>A calendar; key and text are its title.</summary>
    Calendar,

    /// <summary>A calendar event; the key is its unique identifier, the text its title.</summary>
    CalendarEvent,

    /// <summary>A list of reminders; key and text are its name.</summary>
    ReminderList,

    /// <summary>A reminder; the key is its identifier, the text its title.</summary>
    Reminder,

    /// <summary>A bookmark that is not in the reading list; the key is its UUID, the text its address.</summary>
    Bookmark,

    /// <summary>An item of the reading list; the key is its UUID, the text its address.</summary>
    ReadingListItem,

    /// <summary>A visit of a page; the key is its row, the text the page's address.</summary>
    HistoryVisit,

    /// <summary>An open tab that is not private; the key is its UUID, the text its address.</summary>
    Tab,

    /// <summary>A WhatsApp chat; the key is its JID, the text its name.</summary>
    WhatsAppChat,

    /// <summary>A WhatsApp message; the key is its stanza identifier, the text what it says.</summary>
    WhatsAppMessage,

    /// <summary>A WhatsApp call; the key is its row, the text the other side's JID.</summary>
    WhatsAppCall,

    /// <summary>A known Wi-Fi network; key and text are its name.</summary>
    WifiNetwork,

    /// <summary>A health sample; only counted.</summary>
    HealthSample,

    /// <summary>A workout (also counted as a sample); the key is its UUID, the text its activity's number.</summary>
    Workout,

    /// <summary>An account; the key is its identifier, the text its user name.</summary>
    Account,

    /// <summary>
    /// A keychain item that may leave the phone; the key is its service or server, the text the account.
    /// </summary>
    KeychainItem,

    /// <summary>A decision about an app's permission; the key is the service, the text the app.</summary>
    Permission,

    /// <summary>An interaction with a person; only counted.</summary>
    Interaction,

    /// <summary>An alarm; the key is its identifier, the text its title.</summary>
    Alarm,
}
