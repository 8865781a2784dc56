using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Records.Photos;

/// <summary>Lists pictures and videos by their files, for backups without a library.</summary>
internal static class PhotoFileList
{
    private static readonly string[] s_pictures =
        [".heic", ".heif", ".jpg", ".jpeg", ".png", ".gif", ".dng", ".tif", ".tiff", ".webp"];

    private static readonly string[] s_videos = [".mov", ".mp4", ".m4v"];

    private static readonly BackupFileQuery s_files = new()
    {
        Kinds = FileKind.File,
        Domains = [TextFilter.Exact(PhotoReader.Domain)],
        Paths =
        [
            TextFilter.Prefix(PhotoReader.Root + "DCIM/"), TextFilter.Prefix(PhotoReader.Root + "PhotoData/CPLAssets/"),
        ],
    };

    public static bool HasAny(RecordSource source, CancellationToken stop) =>
        source.Backup.Files(s_files, stop).Any(static file => KindOf(file) is not null);

    public static IEnumerable<IosPhoto> Read(RecordSource source, PhotoQuery query, CancellationToken stop)
    {
        foreach (BackupFile file in source.Backup.Files(s_files, stop))
        {
            if (KindOf(file) is IosPhotoKind kind
                && (query.Kind is null || query.Kind == kind)
                && query.Albums.Count == 0
                && !query.FavoritesOnly
                && query.FitsTime(file.CreationTime)
                && query.FitsText(file.Name))
            {
                yield return new IosPhoto
                {
                    Backup = source.Backup.FolderPath,
                    FileId = file.FileId,
                    RowId = 0,
                    FileName = file.Name,
                    Kind = kind,
                    Taken = file.CreationTime,
                    Modified = file.LastWriteTime,
                    Size = file.Size,
                    Domain = file.Domain,
                    RelativePath = file.RelativePath,
                    OriginalFileId = file.FileId,
                };
            }
        }
    }

    private static IosPhotoKind? KindOf(BackupFile file)
    {
        string extension = System.IO.Path.GetExtension(file.Name).ToLowerInvariant();
        return Array.IndexOf(s_pictures, extension) >= 0 ? IosPhotoKind.Photo
            : Array.IndexOf(s_videos, extension) >= 0 ? IosPhotoKind.Video
            : null;
    }
}
