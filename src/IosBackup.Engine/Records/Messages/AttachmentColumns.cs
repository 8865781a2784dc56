using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Messages;

/// <summary>The columns of an attachment.</summary>
internal sealed class AttachmentColumns
{
    private readonly int _guid;
    private readonly int _file;
    private readonly int _name;
    private readonly int _type;
    private readonly int _mimeType;
    private readonly int _size;
    private readonly int _sticker;
    private readonly int _hidden;

    public AttachmentColumns(RecordStore store)
    {
        Select = store.Select("attachment", "a");
        _guid = Select.Column("a", "guid");
        _file = Select.Column("a", "filename");
        _name = Select.Column("a", "transfer_name");
        _type = Select.Column("a", "uti");
        _mimeType = Select.Column("a", "mime_type");
        _size = Select.Column("a", "total_bytes");
        _sticker = Select.Column("a", "is_sticker");
        _hidden = Select.Column("a", "hide_attachment");
    }

    /// <summary>The query for attachments.</summary>
    public RecordSelect Select { get; }

    /// <summary>Where the device had the file.</summary>
    public string? FileName(SqliteStatement row) => row.Text(_file);

    public IosAttachment Read(SqliteStatement row)
    {
        string? path = FileName(row);
        string name = row.Text(_name) is { Length: > 0 } known
            ? known
            : path?.Substring(path.LastIndexOf('/') + 1) ?? row.Text(_guid) ?? string.Empty;
        return new IosAttachment
        {
            Guid = row.Text(_guid),
            Name = name,
            Uti = row.Text(_type),
            MimeType = row.Text(_mimeType),
            Size = row.NullableInteger(_size),
            IsSticker = row.Integer(_sticker) != 0,
            IsHidden = row.Integer(_hidden) != 0
                || name.EndsWith(".pluginPayloadAttachment", System.StringComparison.Ordinal),
            Availability = IosAvailability.Missing,
        };
    }
}
