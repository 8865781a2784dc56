using System;
using System.Collections.Generic;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Photos;

/// <summary>Makes photos of rows.</summary>
internal sealed class PhotoColumns
{
    private const double LowestLatitude = -90;
    private const int LiveVideoPlayback = 3;
    private const int AnimatedPlayback = 2;

    private readonly Dictionary<string, int> _columns = new(StringComparer.Ordinal);

    public PhotoColumns(RecordSelect select)
    {
        foreach (string column in new[]
        {
            "ZUUID", "ZDIRECTORY", "ZFILENAME", "ZUNIFORMTYPEIDENTIFIER", "ZKIND", "ZKINDSUBTYPE", "ZPLAYBACKSTYLE",
            "ZDATECREATED", "ZADDEDDATE", "ZMODIFICATIONDATE", "ZTRASHEDSTATE", "ZTRASHEDDATE", "ZFAVORITE",
            "ZHIDDEN", "ZWIDTH", "ZHEIGHT", "ZDURATION", "ZLATITUDE", "ZLONGITUDE", "ZAVALANCHEUUID",
        })
        {
            _columns.Add(column, select.Column("a", column));
        }

        _columns.Add("EDITED", select.Column("a", "ZADJUSTMENTSSTATE", "ZHASADJUSTMENTS"));
        foreach (string column in new[]
        {
            "ZORIGINALFILENAME", "ZORIGINALFILESIZE", "ZTIMEZONEOFFSET", "ZTITLE", "ZCAMERACAPTUREDEVICE",
        })
        {
            _columns.Add(column, select.Column("x", column));
        }

        _columns.Add("APP", select.Expression("COALESCE("
            + $"{select.Sql("x", "ZIMPORTEDBYDISPLAYNAME")}, "
            + $"{select.Sql("x", "ZIMPORTEDBYBUNDLEIDENTIFIER", "ZCREATORBUNDLEID")})"));
        _columns.Add("ATTRIBUTES", select.Column("x", "Z_PK"));
        _columns.Add("MAKE", select.Column("e", "ZCAMERAMAKE"));
        _columns.Add("MODEL", select.Column("e", "ZCAMERAMODEL"));
        _columns.Add("CAPTION", select.Column("d", "ZLONGDESCRIPTION"));
    }

    public IosPhoto ToPhoto(SqliteStatement row, RecordStore store, PhotoLinks links)
    {
        long key = row.Integer(RecordSelect.Key);
        bool isVideo = Integer("ZKIND") == 1;
        bool isEdited = Integer("EDITED") > 0;
        IosPhotoSubKind subKind = SubKind(row);
        PhotoFiles files = PhotoFiles.Find(
            store.Source.Backup,
            Text("ZDIRECTORY"),
            Text("ZFILENAME"),
            subKind == IosPhotoSubKind.LivePhoto,
            isEdited);
        bool hasPlace = row.NullableReal(_columns["ZLATITUDE"]) is >= LowestLatitude;
        return new IosPhoto
        {
            Backup = store.Source.Backup.FolderPath,
            FileId = store.File.FileId,
            RowId = key,
            PhotoId = Text("ZUUID"),
            FileName = Text("ZFILENAME"),
            OriginalFileName = Text("ZORIGINALFILENAME"),
            Kind = isVideo ? IosPhotoKind.Video : IosPhotoKind.Photo,
            SubKind = subKind,
            TypeId = Text("ZUNIFORMTYPEIDENTIFIER"),
            Taken = Time("ZDATECREATED"),
            TimeZoneOffset = row.NullableInteger(_columns["ZTIMEZONEOFFSET"]) is long offset and > -86_400 and < 86_400
                ? TimeSpan.FromSeconds(offset)
                : null,
            Added = Time("ZADDEDDATE"),
            Modified = Time("ZMODIFICATIONDATE"),
            Width = (int)Math.Min(Math.Max(Integer("ZWIDTH"), 0), int.MaxValue),
            Height = (int)Math.Min(Math.Max(Integer("ZHEIGHT"), 0), int.MaxValue),
            Duration = isVideo ? row.Duration(_columns["ZDURATION"]) : null,
            Size = files.Original?.Size ?? row.NullableInteger(_columns["ZORIGINALFILESIZE"]),
            Latitude = hasPlace ? row.Real(_columns["ZLATITUDE"]) : null,
            Longitude = hasPlace ? row.NullableReal(_columns["ZLONGITUDE"]) : null,
            IsFavorite = Integer("ZFAVORITE") == 1,
            IsHidden = Integer("ZHIDDEN") == 1,
            IsTrashed = Integer("ZTRASHEDSTATE") == 1,
            Trashed = Time("ZTRASHEDDATE"),
            IsEdited = isEdited,
            BurstId = Text("ZAVALANCHEUUID"),
            Title = Text("ZTITLE"),
            Caption = Text("CAPTION"),
            Albums = links.AlbumsOf(key),
            People = links.PeopleOn(key),
            Keywords = links.KeywordsOf(Integer("ATTRIBUTES")),
            CameraMake = Text("MAKE"),
            CameraModel = Text("MODEL"),
            ImportedBy = Text("APP"),
            IsFromFrontCamera = row.NullableInteger(_columns["ZCAMERACAPTUREDEVICE"]) is long side ? side == 1 : null,
            Availability = files.Availability,
            Domain = PhotoReader.Domain,
            RelativePath = files.Path,
            OriginalFileId = files.Original?.FileId,
            LiveVideoFileId = files.LiveVideo?.FileId,
            EditedFileId = files.Edited?.FileId,
            EditedVideoFileId = files.EditedVideo?.FileId,
            ThumbnailFileId = files.Thumbnail?.FileId,
        };

        string? Text(string column) => row.Text(_columns[column]);
        long Integer(string column) => row.Integer(_columns[column]);
        DateTimeOffset? Time(string column) => row.CocoaTime(_columns[column]);
    }

    private IosPhotoSubKind SubKind(SqliteStatement row) => row.Integer(_columns["ZKINDSUBTYPE"]) switch
    {
        1 => IosPhotoSubKind.Panorama,
        2 => IosPhotoSubKind.LivePhoto,
        10 => IosPhotoSubKind.Screenshot,
        101 => IosPhotoSubKind.SlowMotion,
        102 => IosPhotoSubKind.TimeLapse,
        103 => IosPhotoSubKind.ScreenRecording,
        _ => row.Integer(_columns["ZPLAYBACKSTYLE"]) switch
        {
            LiveVideoPlayback => IosPhotoSubKind.LivePhoto,
            AnimatedPlayback => IosPhotoSubKind.Animated,
            _ => row.IsNull(_columns["ZAVALANCHEUUID"]) ? IosPhotoSubKind.None : IosPhotoSubKind.Burst,
        },
    };
}
