using System;
using System.Globalization;
using IosBackup.Engine.PropertyLists;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Photos;

/// <summary>Writes the photo library's store and asks for the files of every picture.</summary>
internal sealed class PhotoStore : IDisposable
{
    private const string Domain = "CameraRollDomain";
    private const int NoPlace = -180;
    private const int EditedInPhotos = 2;
    private const int SavedHere = 3;
    private const int SyncedThroughCloud = 6;
    private const int FilesPerFolder = 999;

    private readonly Story _story;
    private readonly StarterRandom _random;
    private readonly PhotoFiles _files;
    private readonly CoreDataStore _store;
    private readonly PhotoAlbums _albums;
    private int _count;

    private PhotoStore(Story story)
    {
        _story = story;
        _random = story.Random("photos");
        _files = new PhotoFiles(story);
        _store = new CoreDataStore(_random.Guid(), PhotoModel.Entities(story), PhotoModel.Joins(story));
        _albums = new PhotoAlbums(story, _store, _random);
    }

    public static void Write(Story story)
    {
        using PhotoStore photos = new(story);
        foreach (PlannedPhoto photo in PhotoScript.Photos(story))
        {
            photos.Add(photo);
        }

        photos.AddMany();
        photos.Finish();
    }

    public void Dispose() => _store.Dispose();

    private void AddMany()
    {
        DateTimeOffset first = _story.Base.AddYears(-3);
        int missing = Math.Max(0, _story.Options.Photos - _count);
        double step = (_story.Base.AddDays(-2) - first).TotalSeconds / Math.Max(1, missing);
        for (int i = 0; i < missing; i++)
        {
            AddAny(_random, first.AddSeconds(Math.Floor(step * (i + _random.NextReal()))));
        }

        for (int i = 0; i < _story.Episodes.Count; i++)
        {
            const int PhotosPerEpisode = 4;
            StarterRandom random = _story.EpisodeRandom(i, "photos");
            for (int j = 0; j < PhotosPerEpisode; j++)
            {
                AddAny(random, random.Between(_story.EpisodeStart(i), _story.EpisodeStart(i + 1)));
            }
        }
    }

    private void AddAny(StarterRandom random, DateTimeOffset taken) => Add(new PlannedPhoto
    {
        Extension = random.Chance(0.6) ? "HEIC" : "JPG",
        Taken = taken,
        IsFavorite = random.Chance(0.08),
        SubKind = random.Chance(0.15) ? 2 : 0,
        Place = random.Chance(0.6)
            ? (51.3 + (random.Next(3000) / 10000.0), -2.8 + (random.Next(4000) / 10000.0))
            : null,
    });

    private void Add(PlannedPhoto photo)
    {
        int number = ++_count;
        string uuid = _random.Guid();
        string directory = photo.IsFromCloud
            ? FormattableString.Invariant($"PhotoData/CPLAssets/group{_random.Next(400)}")
            : FormattableString.Invariant($"DCIM/{100 + (number / FilesPerFolder)}APPLE");
        string fileName = photo.IsFromCloud
            ? uuid + "." + photo.Extension
            : FormattableString.Invariant($"IMG_{number % 10_000:D4}.{photo.Extension}");
        long size = _files.Add(photo, directory, fileName, uuid, number);
        long moment = _albums.Moment(photo);
        long master = AddMaster(photo, fileName);
        StoreRow asset = Asset(photo, directory, fileName, uuid);
        asset["ZADDITIONALATTRIBUTES"] = (long)number;
        asset["ZEXTENDEDATTRIBUTES"] = (long)number;
        asset["ZMOMENT"] = moment;
        asset["ZMASTER"] = master;
        long key = _store.Insert("Asset", asset);
        AddAttributes(photo, key, fileName, size);
        AddExtended(photo, key);
        AddResources(photo, key, size);
        _albums.Add(photo, key);
        _story.Truth.Add(StarterKind.Photo, uuid, $"Media/{directory}/{fileName}", photo.Taken);
    }

    private static StoreRow Asset(PlannedPhoto photo, string directory, string fileName, string uuid)
    {
        double modified = PhoneTime.Cocoa(photo.Trashed ?? photo.Taken.AddMinutes(3));
        return new StoreRow
        {
            ["ZUUID"] = uuid,
            ["ZCLOUDASSETGUID"] = uuid,
            ["ZDIRECTORY"] = directory,
            ["ZFILENAME"] = fileName,
            ["ZUNIFORMTYPEIDENTIFIER"] = TypeOf(photo.Extension),
            ["ZKIND"] = photo.IsVideo,
            ["ZKINDSUBTYPE"] = (long)photo.SubKind,
            ["ZPLAYBACKSTYLE"] = photo.IsVideo ? 4L : photo.IsLive ? 3L : 1L,
            ["ZDATECREATED"] = PhoneTime.Cocoa(photo.Taken),
            ["ZADDEDDATE"] = PhoneTime.Cocoa(photo.Taken.AddSeconds(1)),
            ["ZSORTTOKEN"] = PhoneTime.Cocoa(photo.Taken),
            ["ZMODIFICATIONDATE"] = modified,
            ["ZTRASHEDSTATE"] = photo.Trashed is not null,
            ["ZTRASHEDDATE"] = photo.Trashed is DateTimeOffset trashed ? PhoneTime.Cocoa(trashed) : SqlValue.Null,
            ["ZFAVORITE"] = photo.IsFavorite,
            ["ZHIDDEN"] = photo.IsHidden,
            ["ZVISIBILITYSTATE"] = photo.BurstId is not null && !photo.IsBurstPick ? 2L : 0L,
            ["ZWIDTH"] = (long)photo.Width,
            ["ZHEIGHT"] = (long)photo.Height,
            ["ZORIENTATION"] = 1L,
            ["ZDURATION"] = (double)photo.Seconds,
            ["ZLATITUDE"] = photo.Place?.Latitude ?? NoPlace,
            ["ZLONGITUDE"] = photo.Place?.Longitude ?? NoPlace,
            ["ZAVALANCHEUUID"] = photo.BurstId,
            ["ZAVALANCHEPICKTYPE"] = photo.BurstId is null ? 0L : photo.IsBurstPick ? 16L : 2L,
            ["ZSAVEDASSETTYPE"] = (long)(photo.IsFromCloud ? SyncedThroughCloud : SavedHere),
            ["ZCLOUDLOCALSTATE"] = true,
            ["ZADJUSTMENTSSTATE"] = photo.IsEdited ? (long)EditedInPhotos : 0L,
            ["ZADJUSTMENTTIMESTAMP"] = photo.IsEdited ? modified : SqlValue.Null,
            ["ZISDETECTEDSCREENSHOT"] = photo.SubKind == 10,
            ["ZHIGHFRAMERATESTATE"] = photo.SubKind == 101,
            ["ZDERIVEDCAMERACAPTUREDEVICE"] = photo.IsFromFrontCamera,
            ["ZCOMPLETE"] = true,
            ["ZBUNDLESCOPE"] = 0L,
            ["ZCLOUDBATCHPUBLISHDATE"] = SqlValue.Null,
        };
    }

    private void AddAttributes(PlannedPhoto photo, long asset, string fileName, long size)
    {
        long key = _store.Insert("AdditionalAssetAttributes", new StoreRow
        {
            ["ZASSET"] = asset,
            ["ZORIGINALFILENAME"] = photo.OriginalName ?? fileName,
            ["ZORIGINALFILESIZE"] = size,
            ["ZORIGINALWIDTH"] = (long)photo.Width,
            ["ZORIGINALHEIGHT"] = (long)photo.Height,
            ["ZORIGINALORIENTATION"] = 1L,
            ["ZTIMEZONENAME"] = PhoneTime.ZoneName,
            ["ZTIMEZONEOFFSET"] = (long)PhoneTime.LondonOffset(photo.Taken).TotalSeconds,
            ["ZEXIFTIMESTAMPSTRING"] = PhoneTime.ToLondon(photo.Taken).ToString(
                "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture),
            ["ZTITLE"] = photo.Title,
            ["ZIMPORTEDBY"] = photo.SavedBy is null ? 1L : 9L,
            ["ZIMPORTEDBYBUNDLEIDENTIFIER"] = photo.SavedBy?.Bundle ?? "com.apple.camera",
            ["ZIMPORTEDBYDISPLAYNAME"] = photo.SavedBy?.Name ?? "Camera",
            ["ZCAMERACAPTUREDEVICE"] = photo.IsFromFrontCamera,
            ["ZGPSHORIZONTALACCURACY"] = photo.Place is null ? -1.0 : 4.7,
            ["ZORIGINALSTABLEHASH"] = _random.Hex(32),
        });
        _albums.AddWords(photo, key);
    }

    private void AddExtended(PlannedPhoto photo, long asset) => _store.Insert("ExtendedAttributes", new StoreRow
    {
        ["ZASSET"] = asset,
        ["ZCAMERAMAKE"] = photo.SavedBy is null ? "Apple" : null,
        ["ZCAMERAMODEL"] = photo.SavedBy is null ? "iPhone 15 Pro" : null,
        ["ZLENSMODEL"] = photo.SavedBy is null ? "iPhone 15 Pro back triple camera 6.765mm f/1.78" : null,
        ["ZISO"] = photo.SavedBy is null ? 80L : SqlValue.Null,
        ["ZAPERTURE"] = photo.SavedBy is null ? 1.78 : SqlValue.Null,
        ["ZSHUTTERSPEED"] = photo.SavedBy is null ? 0.004 : SqlValue.Null,
        ["ZFOCALLENGTH"] = photo.SavedBy is null ? 6.765 : SqlValue.Null,
        ["ZFPS"] = photo.IsVideo ? 1.0 : SqlValue.Null,
        ["ZCODEC"] = photo.IsVideo ? "jpeg" : null,
        ["ZLATITUDE"] = photo.Place?.Latitude,
        ["ZLONGITUDE"] = photo.Place?.Longitude,
        ["ZDURATION"] = (double)photo.Seconds,
    });

    private long AddMaster(PlannedPhoto photo, string fileName) => _store.Insert("CloudMaster", new StoreRow
    {
        ["ZCLOUDLOCALSTATE"] = 3L,
        ["ZCLOUDMASTERGUID"] = _random.Guid(),
        ["ZCREATIONDATE"] = PhoneTime.Cocoa(photo.Taken),
        ["ZIMPORTDATE"] = PhoneTime.Cocoa(photo.Taken.AddSeconds(1)),
        ["ZORIGINALFILENAME"] = photo.OriginalName ?? fileName,
        ["ZUNIFORMTYPEIDENTIFIER"] = TypeOf(photo.Extension),
        ["ZIMPORTEDBYBUNDLEIDENTIFIER"] = photo.SavedBy?.Bundle ?? "com.apple.camera",
    });

    private void AddResources(PlannedPhoto photo, long asset, long size)
    {
        const int PhotoResource = 0;
        const int VideoResource = 1;
        const int LiveVideoResource = 3;
        AddResource(asset, photo.IsVideo ? VideoResource : PhotoResource, size, photo);
        if (photo.IsLive)
        {
            AddResource(asset, LiveVideoResource, 0, photo);
        }
    }

    private void AddResource(long asset, int type, long size, PlannedPhoto photo)
    {
        const int Local = 1;
        const int NotLocal = -1;
        _store.Insert("InternalResource", new StoreRow
        {
            ["ZASSET"] = asset,
            ["ZRESOURCETYPE"] = (long)type,
            ["ZDATASTORECLASSID"] = 0L,
            ["ZDATALENGTH"] = size,
            ["ZLOCALAVAILABILITY"] = (long)(photo.IsOnPhone ? Local : NotLocal),
            ["ZREMOTEAVAILABILITY"] = 1L,
            ["ZTRASHEDSTATE"] = photo.Trashed is not null,
            ["ZCOMPACTUTI"] = TypeOf(photo.Extension),
            ["ZUNORIENTEDWIDTH"] = (long)photo.Width,
            ["ZUNORIENTEDHEIGHT"] = (long)photo.Height,
            ["ZVERSION"] = 0L,
        });
    }

    private void Finish()
    {
        _albums.Finish();
        DateTimeOffset modified = _story.Now.AddMinutes(-40);
        _story.Files.Add(Domain, "Media/PhotoData/Photos.sqlite", _store.ToImage(), modified);
        _story.Files.Add(
            Domain,
            "Media/PhotoData/assetUUIDForPath.plist",
            PropertyList.ToBinary(new PlistDictionary { ["DCIM"] = "1" }),
            _story.DaysAgo(900, 1, 0));
        _story.Files.Add(Domain, "Media/PhotoData/protection", (PhoneFileContent?)null, _story.DaysAgo(1400, 1, 0));
        _story.Files.AddDirectories(
            Domain, "Media/DCIM/.MISC/Incoming", "Media/PhotoData/CPLAssets", "Media/PhotoData/Videos");
    }

    private static string TypeOf(string extension) => extension switch
    {
        "HEIC" => "public.heic",
        "PNG" => "public.png",
        "MOV" => "com.apple.quicktime-movie",
        _ => "public.jpeg",
    };
}
