using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Records.Protobuf;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.WhatsApp;

/// <summary>What comes with WhatsApp messages beside words.</summary>
internal sealed class WhatsAppMedia(RecordStore store, WhatsAppColumns columns)
{
    private const string CardSeparator = "_$!<VCard-Separator>!$_";

    /// <summary>How many files were not in the backup.</summary>
    public long Missing { get; private set; }

    /// <summary>The file of a message; none when it has none.</summary>
    public IReadOnlyList<IosAttachment> Files(SqliteStatement row)
    {
        string? path = row.Text(columns.MediaPath);
        if (string.IsNullOrEmpty(path))
        {
            return row.Text(columns.MediaUrl) is { Length: > 0 } && row.Integer(columns.MediaSize) > 0
                ? [Absent(row, null)]
                : [];
        }

        string relative = path!.StartsWith("Message/", StringComparison.Ordinal)
            ? path
            : "Message/" + path.TrimStart('/');
        BackupFile? file = store.Source.Backup.Find(store.File.Domain, relative);
        return file is { Kind: FileKind.File }
            ? [Describe(row, relative) with
                {
                    FileId = file.FileId,
                    Size = file.Size,
                    Availability = IosAvailability.InBackup,
                }]
            : [Absent(row, relative)];
    }

    /// <summary>The cards of contacts in a message.</summary>
    public IReadOnlyList<string> Cards(SqliteStatement row) =>
        row.Text(columns.Card) is string cards && cards.Contains("BEGIN:VCARD")
            ? cards.Split([CardSeparator], StringSplitOptions.RemoveEmptyEntries)
            : [];

    /// <summary>The message that a message answers, and how often it was forwarded.</summary>
    public (string? Quoted, long? Forwards) Metadata(SqliteStatement row)
    {
        const int QuotedField = 5;
        const int ForwardsField = 17;
        const int LongestStanza = 128;
        string? quoted = null;
        long? forwards = null;
        try
        {
            WireReader fields = new(row.Blob(columns.Metadata));
            while (fields.Next())
            {
                if (fields.Field == QuotedField && fields.Bytes.Length is > 0 and <= LongestStanza)
                {
                    quoted = Encoding.UTF8.GetString(fields.Bytes);
                }
                else if (fields.Field == ForwardsField && fields.Integer is > 0 and < int.MaxValue)
                {
                    forwards = (long)fields.Integer;
                }
            }
        }
        catch (InvalidDataException)
        {
            // Of another form than is known: the message itself is not touched by that.
        }

        return (quoted, forwards);
    }

    private IosAttachment Absent(SqliteStatement row, string? path)
    {
        Missing++;
        return Describe(row, path);
    }

    private IosAttachment Describe(SqliteStatement row, string? path)
    {
        string? type = row.Text(columns.Card);
        bool isMime = type is { Length: < 100 } && type.IndexOf('/') > 0 && type.IndexOf('\n') < 0;
        string? fileName = path?.Substring(path.LastIndexOf('/') + 1);
        const int Document = 8;
        return new IosAttachment
        {
            Name = row.Integer(columns.Type) == Document && row.Text(columns.MediaTitle) is { Length: > 0 } title
                ? title
                : fileName ?? "media",
            MimeType = isMime ? type : null,
            Size = row.NullableInteger(columns.MediaSize),
            Domain = path is null ? null : store.File.Domain,
            RelativePath = path,
            Availability = IosAvailability.Missing,
        };
    }
}
