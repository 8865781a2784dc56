using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Photos;

/// <summary>Writes what pictures are ordered by: albums, people, keywords, captions and moments.</summary>
internal sealed class PhotoAlbums
{
    private const int UserAlbum = 2;
    private const int SharedAlbum = 1505;
    private const int RootFolder = 3999;
    private const int UserFolder = 4000;
    private const int OrderStep = 1024;

    private readonly Story _story;
    private readonly CoreDataStore _store;
    private readonly StarterRandom _random;
    private readonly Dictionary<string, long> _albums = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _keywords = new(StringComparer.Ordinal);
    private readonly Dictionary<DateTime, long> _moments = [];
    private readonly string _join;
    private readonly string _albumColumn;
    private readonly string _keywordColumn;

    public PhotoAlbums(Story story, CoreDataStore store, StarterRandom random)
    {
        (_story, _store, _random) = (story, store, random);
        int number = PhotoModel.AlbumNumber(story);
        _join = FormattableString.Invariant($"Z_{number}ASSETS");
        _albumColumn = FormattableString.Invariant($"Z_{number}ALBUMS");
        _keywordColumn = FormattableString.Invariant($"Z_{PhotoModel.KeywordNumber(story)}KEYWORDS");
        AddAlbums();
    }

    /// <summary>The moment of a picture's day.</summary>
    public long Moment(PlannedPhoto photo)
    {
        DateTime day = PhoneTime.ToLondon(photo.Taken).Date;
        if (!_moments.TryGetValue(day, out long moment))
        {
            moment = _store.Insert("Moment", new StoreRow
            {
                ["ZUUID"] = _random.Guid(),
                ["ZSTARTDATE"] = PhoneTime.Cocoa(photo.Taken),
                ["ZENDDATE"] = PhoneTime.Cocoa(photo.Taken),
                ["ZREPRESENTATIVEDATE"] = PhoneTime.Cocoa(photo.Taken),
                ["ZTIMEZONEOFFSET"] = (long)PhoneTime.LondonOffset(photo.Taken).TotalSeconds,
                ["ZAPPROXIMATELATITUDE"] = photo.Place?.Latitude ?? -180,
                ["ZAPPROXIMATELONGITUDE"] = photo.Place?.Longitude ?? -180,
            });
            _moments.Add(day, moment);
        }

        return moment;
    }

    /// <summary>Puts a picture into its albums and names the people on it.</summary>
    public void Add(PlannedPhoto photo, long asset)
    {
        foreach (string album in photo.Albums)
        {
            _store.InsertRow(_join, new StoreRow
            {
                [_albumColumn] = _albums[album],
                ["Z_3ASSETS"] = asset,
                ["Z_FOK_3ASSETS"] = asset * OrderStep,
            });
        }

        foreach (string name in photo.People)
        {
            _store.Insert("DetectedFace", new StoreRow
            {
                ["ZASSETFORFACE"] = asset,
                ["ZPERSONFORFACE"] = PersonOf(name),
                ["ZUUID"] = _random.Guid(),
                ["ZCENTERX"] = 0.4,
                ["ZCENTERY"] = 0.6,
                ["ZSIZE"] = 0.1,
            });
        }
    }

    /// <summary>Gives a picture its caption and keywords.</summary>
    public void AddWords(PlannedPhoto photo, long attributes)
    {
        if (photo.Caption is not null)
        {
            long description = _store.Insert("AssetDescription", new StoreRow
            {
                ["ZASSETATTRIBUTES"] = attributes,
                ["ZLONGDESCRIPTION"] = photo.Caption,
            });
            _store.Execute(FormattableString.Invariant(
                $"UPDATE ZADDITIONALASSETATTRIBUTES SET ZASSETDESCRIPTION = {description} WHERE Z_PK = {attributes}"));
        }

        foreach (string word in photo.Keywords)
        {
            if (!_keywords.TryGetValue(word, out long keyword))
            {
                keyword = _store.Insert("Keyword", new StoreRow { ["ZTITLE"] = word, ["ZUUID"] = _random.Guid() });
                _keywords.Add(word, keyword);
            }

            _store.InsertRow("Z_1KEYWORDS", new StoreRow
            {
                ["Z_1ASSETATTRIBUTES"] = attributes,
                [_keywordColumn] = keyword,
            });
        }
    }

    /// <summary>Counts what albums and moments hold, when all pictures are in.</summary>
    public void Finish() => _store.Execute(FormattableString.Invariant(
        $"""
        UPDATE ZGENERICALBUM SET (ZCACHEDCOUNT, ZSTARTDATE, ZENDDATE) = (
          SELECT COUNT(*), MIN(a.ZDATECREATED), MAX(a.ZDATECREATED)
          FROM {_join} j JOIN ZASSET a ON a.Z_PK = j.Z_3ASSETS WHERE j.{_albumColumn} = ZGENERICALBUM.Z_PK)
        WHERE ZKIND IN ({UserAlbum}, {SharedAlbum});
        UPDATE ZMOMENT SET (ZCACHEDCOUNT, ZENDDATE) = (
          SELECT COUNT(*), MAX(a.ZDATECREATED) FROM ZASSET a WHERE a.ZMOMENT = ZMOMENT.Z_PK);
        """));

    private void AddAlbums()
    {
        long root = AddAlbum("Folder", RootFolder, null, null);
        long trips = AddAlbum("Folder", UserFolder, "Trips", root);
        AddAlbum("Album", UserAlbum, PhotoScript.Wales, trips);
        AddAlbum("Album", UserAlbum, PhotoScript.Receipts, root);
        AddAlbum("CloudSharedAlbum", SharedAlbum, PhotoScript.Family, null);
        AddAlbum("Album", UserAlbum, "Empty", root);
    }

    private long AddAlbum(string entity, int kind, string? title, long? parent)
    {
        string uuid = _random.Guid();
        long album = _store.Insert(entity, new StoreRow
        {
            ["ZKIND"] = (long)kind,
            ["ZTITLE"] = title,
            ["ZUUID"] = uuid,
            ["ZCLOUDGUID"] = uuid,
            ["ZPARENTFOLDER"] = parent,
            ["ZTRASHEDSTATE"] = 0L,
            ["ZCREATIONDATE"] = PhoneTime.Cocoa(_story.DaysAgo(400, 12, 0)),
            ["ZISOWNED"] = kind != SharedAlbum,
            ["ZCLOUDOWNERFULLNAME"] = kind == SharedAlbum ? _story.Cast["lena"].FullName : null,
        });
        if (title is not null && kind is UserAlbum or SharedAlbum)
        {
            _albums.Add(title!, album);
            _story.Truth.Add(StarterKind.Album, uuid, title!);
        }

        return album;
    }

    private long PersonOf(string name)
    {
        if (!_people.TryGetValue(name, out long person))
        {
            person = _store.Insert("Person", new StoreRow
            {
                ["ZFULLNAME"] = name,
                ["ZDISPLAYNAME"] = name.Split(' ')[0],
                ["ZPERSONUUID"] = _random.Guid(),
                ["ZFACECOUNT"] = 1L,
                ["ZTYPE"] = 1L,
                ["ZVERIFIEDTYPE"] = 1L,
            });
            _people.Add(name, person);
        }

        return person;
    }
}
