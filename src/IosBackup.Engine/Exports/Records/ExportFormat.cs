namespace IosBackup.Engine.Exports.Records;

/// <summary>What records are exported as.</summary>
public enum ExportFormat
{
    /// <summary>A table for each kind of records: UTF-8 with a mark, for Excel and the like.</summary>
    Csv,

    /// <summary>All fields of all records, a file for each kind.</summary>
    Json,

    /// <summary>Pages to read and print: conversations as bubbles, other records as tables.</summary>
    Html,

    /// <summary>vCards; of contacts.</summary>
    Vcf,

    /// <summary>iCalendar; of calendar events and reminders.</summary>
    Ics,

    /// <summary>The bookmark file that all browsers import; of bookmarks.</summary>
    Bookmarks,

    /// <summary>The files that belong to records: photos in folders of albums, recordings, attachments.</summary>
    Files,
}
