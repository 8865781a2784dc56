using System;
using System.Globalization;
using System.IO;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records.Photos;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Writes the photos and videos, the newest first, with the thumbnails that the phone itself made.</summary>
internal static class ReportPhotos
{
    private const int LargestThumbnail = 256 * 1024;

    public static void Write(ReportContents contents, ReportOptions options, CancellationToken stop)
    {
        int left = options.MostThumbnails;
        PhotoQuery query = new() { NewestFirst = true, IncludeHidden = options.IncludeHidden };
        foreach (IosPhoto photo in new PhotoReader().Read(contents.Source, query, stop))
        {
            string? thumbnail = left > 0 ? ReadThumbnail(contents.Source.Backup, photo) : null;
            left -= thumbnail is null ? 0 : 1;
            contents.Timeline.AddPhoto(photo.Taken);
            contents.Photos.Add(json =>
            {
                json.Text("n", photo.OriginalFileName ?? photo.FileName ?? "photo");
                json.Time("t", photo.Taken);
                json.Text("k", photo.Kind == IosPhotoKind.Video ? "Video" : "Photo");
                json.Text("b", NameOf(photo.SubKind));
                json.Text("d", photo.Duration is TimeSpan length ? ReportText.Duration(length) : null);
                json.Text("s", photo.Size is long size ? ReportText.Size(size) : null);
                json.Text("w", photo.Width > 0 ? FormattableString.Invariant($"{photo.Width} × {photo.Height}") : null);
                json.Text("l", string.Join(", ", photo.Albums));
                json.Text("p", string.Join(", ", photo.People));
                json.Text("c", photo.Caption);
                json.Text("g", Place(photo));
                json.Text("v", Availability(photo.Availability));
                json.Text("i", thumbnail);
            });
        }
    }

    private static string? Place(IosPhoto photo) => photo.Latitude is double north && photo.Longitude is double east
        ? string.Format(CultureInfo.InvariantCulture, "{0:0.0000}, {1:0.0000}", north, east)
        : null;

    private static string? NameOf(IosPhotoSubKind kind) => kind switch
    {
        IosPhotoSubKind.None => null,
        IosPhotoSubKind.LivePhoto => "Live Photo",
        IosPhotoSubKind.SlowMotion => "Slow motion",
        IosPhotoSubKind.TimeLapse => "Time-lapse",
        IosPhotoSubKind.ScreenRecording => "Screen recording",
        _ => kind.ToString(),
    };

    private static string Availability(IosPhotoAvailability availability) => availability switch
    {
        IosPhotoAvailability.Original => "the original",
        IosPhotoAvailability.EditedOnly => "the edited version only",
        IosPhotoAvailability.ThumbnailOnly => "a thumbnail only; the original is in iCloud",
        _ => "nothing; it is in iCloud",
    };

    private static string? ReadThumbnail(Backup backup, IosPhoto photo)
    {
        string? id = photo.ThumbnailFileId ?? (photo.Kind == IosPhotoKind.Photo ? photo.OriginalFileId : null);
        if (id is null || backup.FindById(id) is not BackupFile file)
        {
            return null;
        }

        try
        {
            using Stream content = backup.OpenRead(file);
            if (content.Length is 0 or > LargestThumbnail)
            {
                return null;
            }

            byte[] bytes = new byte[content.Length];
            content.ReadExactly(bytes, 0, bytes.Length);
            return ReportImage.ToUri(bytes);
        }
        catch (EngineException e) when (e.Kind is ErrorKind.PayloadMissing or ErrorKind.PayloadDamaged
            or ErrorKind.ManifestDamaged or ErrorKind.ClassKeyMissing or ErrorKind.InvalidArgument)
        {
            return null;
        }
    }
}
