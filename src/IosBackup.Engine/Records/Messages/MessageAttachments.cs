using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Messages;

/// <summary>Finds the attachments of messages, and their files in the backup.</summary>
internal sealed class MessageAttachments : IDisposable
{
    private static readonly string[] s_roots = ["~/", "/var/mobile/", "/private/var/mobile/"];

    private readonly Backup _backup;
    private readonly long[] _messages = [];
    private readonly long[] _attachments = [];
    private readonly AttachmentColumns? _columns;
    private readonly SqliteStatement? _one;

    public MessageAttachments(RecordStore store, CancellationToken stop)
    {
        _backup = store.Source.Backup;
        if (!store.Has("attachment") || !store.Has("message_attachment_join", "message_id"))
        {
            return;
        }

        List<(long Message, long Attachment)> pairs = [];
        RecordSelect join = store.Select("message_attachment_join", "j");
        int message = join.Column("j", "message_id");
        int attachment = join.Column("j", "attachment_id");
        foreach (SqliteStatement row in store.Salvage(join, stop))
        {
            pairs.Add((row.Integer(message), row.Integer(attachment)));
        }

        pairs.Sort();
        _messages = [.. pairs.Select(static pair => pair.Message)];
        _attachments = [.. pairs.Select(static pair => pair.Attachment)];
        _columns = new AttachmentColumns(store);
        _one = store.Database.Prepare(_columns.Select.ToSql("a.ROWID = ?1"));
    }

    /// <summary>How many files of attachments were not in the backup.</summary>
    public long Missing { get; private set; }

    /// <summary>The attachments of a message.</summary>
    /// <param name="message">The message's row.</param>
    /// <param name="transcripts">What is said in recordings, by attachment.</param>
    public IReadOnlyList<IosAttachment> Of(long message, IReadOnlyDictionary<string, string>? transcripts)
    {
        int at = Array.BinarySearch(_messages, message);
        if (at < 0)
        {
            return [];
        }

        while (at > 0 && _messages[at - 1] == message)
        {
            at--;
        }

        List<IosAttachment> found = [];
        for (; at < _messages.Length && _messages[at] == message; at++)
        {
            if (Read(_attachments[at]) is IosAttachment attachment)
            {
                string? transcript = null;
                transcripts?.TryGetValue(attachment.Guid ?? string.Empty, out transcript);
                found.Add(transcript is null ? attachment : attachment with { Transcript = transcript });
            }
        }

        return found;
    }

    public void Dispose() => _one?.Dispose();

    private IosAttachment? Read(long row)
    {
        try
        {
            _one!.Reset();
            return _one.Bind(1, (long?)row).Step() ? Locate(_columns!.Read(_one), _columns.FileName(_one)) : null;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.DatabaseDamaged)
        {
            return null;
        }
    }

    private IosAttachment Locate(IosAttachment attachment, string? path)
    {
        string? root = path is null
            ? null
            : Array.Find(s_roots, root => path.StartsWith(root, StringComparison.Ordinal));
        if (root is null)
        {
            Missing++;
            return attachment;
        }

        attachment = attachment with
        {
            Domain = MessageStore.AttachmentDomain,
            RelativePath = path!.Substring(root.Length),
        };
        BackupFile? file = _backup.Find(attachment.Domain, attachment.RelativePath);
        if (file is null)
        {
            Missing++;
            return attachment;
        }

        return file.Kind == FileKind.File
            ? attachment with { FileId = file.FileId, Size = file.Size, Availability = IosAvailability.InBackup }
            : attachment with { Availability = IosAvailability.Folder };
    }
}
