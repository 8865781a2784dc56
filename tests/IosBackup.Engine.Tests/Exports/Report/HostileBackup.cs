using System;
using System.Linq;
using IosBackup.Engine.Tests.Records;

namespace IosBackup.Engine.Tests.Exports.Report;

/// <summary>Backups whose texts try to become markup and scripts, and large ones.</summary>
internal static class HostileBackup
{
    /// <summary>Sets the page's title to this when it runs.</summary>
    public const string Mark = "PWNED";

    private const string MessageTables =
        """
        CREATE TABLE handle (ROWID INTEGER PRIMARY KEY, id TEXT, service TEXT);
        CREATE TABLE chat (ROWID INTEGER PRIMARY KEY, guid TEXT, chat_identifier TEXT, display_name TEXT,
          service_name TEXT, style INTEGER);
        CREATE TABLE message (ROWID INTEGER PRIMARY KEY, guid TEXT, text TEXT, handle_id INTEGER, service TEXT,
          date INTEGER, is_from_me INTEGER);
        CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER);
        CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER);

        """;

    private static readonly string[] s_texts =
    [
        $"<script>document.title='{Mark}'</script>",
        $"</script><script>document.title='{Mark}'</script>",
        $"<img src=x onerror=\"document.title='{Mark}'\">",
        $"\"><svg onload=document.title='{Mark}'>",
        $"--><!--<script>document.title='{Mark}'//",
        $"javascript:document.title='{Mark}'",
        $"{{{{constructor.constructor('document.title=\"{Mark}\"')()}}}}",
        "\u2028\u2029\uFEFF\u202Etxt.exe\0\u0007",
        $"]]></textarea></style></title><iframe srcdoc=\"<script>parent.document.title='{Mark}'</script>\">",
    ];

    /// <summary>A backup of messages, contacts, notes and photos with such texts everywhere.</summary>
    public static StoreBackup Create()
    {
        string[] texts = [.. s_texts.Select(Quote)];
        string messages = string.Concat(texts.Select((text, i) => FormattableString.Invariant(
            $"""
            INSERT INTO handle VALUES ({i + 1}, {text}, 'iMessage');
            INSERT INTO chat VALUES ({i + 1}, 'iMessage;-;{i}', {text}, {text}, 'iMessage', 45);
            INSERT INTO chat_handle_join VALUES ({i + 1}, {i + 1});
            INSERT INTO message VALUES ({i + 1}, 'g{i}', {text}, {i + 1}, 'iMessage', {600_000_000L + i}000000000, 0);
            INSERT INTO chat_message_join VALUES ({i + 1}, {i + 1});
            """)));
        string photos = string.Concat(texts.Select((text, i) => FormattableString.Invariant(
            $"INSERT INTO ZASSET VALUES ({i + 1}, 'U{i}', 'DCIM', {text}, 0, {600_000_000 + i});")));
        string notes = string.Concat(texts.Select((text, i) => FormattableString.Invariant(
            $"""
            INSERT INTO ZNOTE VALUES ({i + 1}, {text}, {i + 1}, {600_000_000 + i}, 1);
            INSERT INTO ZNOTEBODY VALUES ({i + 1}, {text});
            """)));
        string contacts = string.Concat(texts.Select((text, i) => FormattableString.Invariant(
            $"INSERT INTO ABPerson VALUES ({i + 1}, {text}, {text}, {text});")));
        return StoreBackup.Of(
            ("HomeDomain", "Library/SMS/sms.db", TestStore.Create(MessageTables + messages)),
            ("CameraRollDomain", "Media/PhotoData/Photos.sqlite", TestStore.Create(
                "CREATE TABLE ZASSET (Z_PK INTEGER PRIMARY KEY, ZUUID, ZDIRECTORY, ZFILENAME, ZKIND, ZDATECREATED);"
                + photos)),
            ("HomeDomain", "Library/Notes/notes.sqlite", TestStore.Create(
                "CREATE TABLE ZNOTE (Z_PK INTEGER PRIMARY KEY, ZTITLE, ZBODY, ZMODIFICATIONDATE, ZSTORE);"
                + "CREATE TABLE ZNOTEBODY (Z_PK INTEGER PRIMARY KEY, ZCONTENT);"
                + $"CREATE TABLE ZSTORE (Z_PK INTEGER PRIMARY KEY, ZNAME); INSERT INTO ZSTORE VALUES (1, {texts[1]});"
                + notes)),
            ("HomeDomain", "Library/AddressBook/AddressBook.sqlitedb", TestStore.Create(
                "CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY, First TEXT, Organization TEXT, Note TEXT);"
                + "CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id, property, label, value);"
                + contacts)));
    }

    /// <summary>A backup of very many messages in some conversations.</summary>
    public static StoreBackup OfMessages(int count, int chats) => StoreBackup.Of(
        ("HomeDomain", "Library/SMS/sms.db", TestStore.Create(MessageTables + FormattableString.Invariant(
            $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {chats})
              INSERT INTO handle SELECT i, '+4477009' || (10000 + i), 'iMessage' FROM n;
            INSERT INTO chat SELECT ROWID, 'iMessage;-;' || id, id, NULL, 'iMessage', 45 FROM handle;
            INSERT INTO chat_handle_join SELECT ROWID, ROWID FROM handle;
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
              INSERT INTO message SELECT i, 'g' || i, 'Message number ' || i || ', as long as messages are.',
                1 + i % {chats}, 'iMessage', (600000000 + 300 * i) * 1000000000, i % 2 FROM n;
            INSERT INTO chat_message_join SELECT 1 + ROWID % {chats}, ROWID FROM message;
            """))));

    private static string Quote(string text) => "CAST(x'"
        + Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(text)) + "' AS TEXT)";
}
