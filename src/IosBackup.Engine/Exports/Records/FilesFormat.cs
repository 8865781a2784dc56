using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// The files that belong to records, with their times: photos in folders of their albums, recordings, attachments.
/// </summary>
internal sealed class FilesFormat(BackupContent content) : IRecordFormat
{
    /// <summary>How many photos and recordings have no original in the backup.</summary>
    public long Lacking { get; private set; }

    public bool Add(IosRecord record, CancellationToken stop)
    {
        switch (record)
        {
            case IosPhoto photo:
                AddPhoto(photo);
                return true;
            case IosVoiceMemo memo:
                Lacking += memo.AudioFileId is null ? 1 : 0;
                content.Take(
                    memo.Backup, memo.AudioFileId, "Voice memos",
                    Stamp(memo.Date) + (memo.Title ?? "Recording") + Ending(memo.FileName, ".m4a"), memo.Date);
                return true;
            case IosVoicemail mail:
                Lacking += mail.AudioFileId is null ? 1 : 0;
                content.Take(
                    mail.Backup, mail.AudioFileId, "Voicemail",
                    Stamp(mail.Date) + (mail.SenderName ?? mail.Sender ?? "unknown") + Ending(mail.AudioPath, ".amr"),
                    mail.Date);
                return true;
            case IosChatMessage message:
                foreach (IosAttachment file in message.Attachments.Where(static file => !file.IsHidden))
                {
                    content.Take(
                        message.Backup, file.FileId, Safe(message.Chat ?? "Messages"), file.Name, message.Date);
                }

                return true;
            case IosNote note:
                foreach (IosNoteAttachment file in note.Attachments)
                {
                    content.Take(
                        note.Backup, file.FileId, "Notes", file.FileName ?? file.AttachmentId, note.Modified);
                }

                return true;
            default:
                return false;
        }
    }

    public IEnumerable<ExportedFile> Finish() => content.Files.Select(static path => new ExportedFile(path, 1));

    private void AddPhoto(IosPhoto photo)
    {
        Lacking += photo.OriginalFileId is null ? 1 : 0;
        IEnumerable<string> albums = photo.IsTrashed ? ["Recently Deleted"]
            : photo.IsHidden ? ["Hidden"]
            : photo.Albums.Count > 0 ? photo.Albums
            : [photo.Taken?.UtcDateTime.ToString("yyyy-MM", CultureInfo.InvariantCulture) ?? "Undated"];
        string name = photo.OriginalFileName ?? photo.FileName ?? photo.PhotoId ?? "photo";
        string stem = name.LastIndexOf('.') > 0 ? name.Substring(0, name.LastIndexOf('.')) : name;
        foreach (string album in albums.Select(Safe))
        {
            content.Take(photo.Backup, photo.OriginalFileId, album, name, photo.Taken);
            content.Take(photo.Backup, photo.LiveVideoFileId, album, stem + ".MOV", photo.Taken);
            content.Take(
                photo.Backup, photo.EditedFileId, album,
                stem + " (edited)" + (photo.Kind == IosPhotoKind.Video ? ".mov" : ".jpg"), photo.Taken);
            content.Take(photo.Backup, photo.EditedVideoFileId, album, stem + " (edited).mov", photo.Taken);
        }
    }

    private static string Safe(string folder) => Restoration.PortableNames.Escape(
        folder.Replace('/', '_').Replace('\\', '_').Trim().Trim('.') is { Length: > 0 } name
            ? name.Length > 80 ? name.Substring(0, 79) : name
            : "_");

    private static string Stamp(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd HHmm ", CultureInfo.InvariantCulture) ?? "";

    private static string Ending(string? name, string usual)
    {
        int dot = name?.LastIndexOf('.') ?? -1;
        return dot > 0 ? name!.Substring(dot) : usual;
    }
}
