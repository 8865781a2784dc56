using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Photos;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Photos;

public sealed class PhotoReaderTests
{
    private static readonly PhotoReader s_reader = new();
    private static readonly PhotoQuery s_all = new() { IncludeHidden = true, IncludeTrashed = true };

    [Fact]
    public void Every_photo_of_the_starter_phone_is_read()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosPhoto> photos = Read(backup, s_all);
        Assert.Equal(
            TestPhone.Default.Truth.Samples(StarterKind.Photo)
                .Select(static sample => (sample.Key, sample.Text)).Order(),
            photos.Select(static photo => (photo.PhotoId!, photo.RelativePath!)).Order());
        Assert.All(photos, photo => Assert.Equal(
            photo.OriginalFileId is not null,
            backup.Backup.Find(photo.Domain!, photo.RelativePath!) is { Kind: FileKind.File }));
        Assert.Contains(photos, static photo => photo is { IsEdited: true, EditedFileId: not null });
        Assert.Contains(
            photos, static photo => photo is { SubKind: IosPhotoSubKind.LivePhoto, LiveVideoFileId: not null });
        Assert.Contains(photos, static photo => photo is { Latitude: > 50, Longitude: < 0 });
        Assert.Contains(photos, static photo => photo is { Kind: IosPhotoKind.Video, Duration: not null });
        Assert.Contains(photos, static photo => photo.People.Count > 0);
        Assert.Contains(photos, static photo => photo.Keywords.Count > 0);
        Assert.Contains(photos, static photo => photo.Caption is not null);
        Assert.Contains(photos, static photo =>
            photo.Albums.Any(static album => album.StartsWith("Trips/", StringComparison.Ordinal)));
    }

    [Fact]
    public void Hidden_and_deleted_photos_are_left_out_unless_they_are_asked_for()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        Assert.All(Read(backup), static photo => Assert.False(photo.IsHidden || photo.IsTrashed));
        List<IosPhoto> all = Read(backup, s_all);
        Assert.Contains(all, static photo => photo.IsHidden);
        Assert.Contains(all, static photo => photo is { IsTrashed: true, Trashed: not null });
    }

    [Fact]
    public void That_originals_are_kept_in_iCloud_is_said_and_counted()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        int missing = Read(backup, s_all).Count(
            static photo => photo.Availability != IosPhotoAvailability.Original);
        Assert.True(missing > 0);
        Assert.Contains(
            backup.Warnings,
            warning => warning.Kind == RecordWarningKind.KeptInICloud && warning.Count == missing);
    }

    [Fact]
    public void Conditions_narrow_the_photos()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosPhoto> all = Read(backup, s_all);
        string album = all.SelectMany(static photo => photo.Albums).First(static album => album.Contains('/'));
        Assert.Equal(
            all.Count(photo => photo.Albums.Contains(album)), Read(backup, s_all with { Albums = [album] }).Count);
        Assert.Equal(
            all.Count(photo => photo.Albums.Contains(album)),
            Read(backup, s_all with { Albums = [album.Split('/').Last().ToUpperInvariant()] }).Count);
        Assert.Empty(Read(backup, s_all with { Albums = ["no such album"] }));
        Assert.Equal(
            all.Count(static photo => photo.IsFavorite), Read(backup, s_all with { FavoritesOnly = true }).Count);
        Assert.Equal(
            all.Count(static photo => photo.Kind == IosPhotoKind.Video),
            Read(backup, s_all with { Kind = IosPhotoKind.Video }).Count);
    }

    [Theory]
    [InlineData("ZGENERICASSET", "Z_20", "Z_27", "ZHASADJUSTMENTS", "ZASSET", "ZPERSON")]
    [InlineData("ZGENERICASSET", "Z_26", "Z_34", "ZHASADJUSTMENTS", "ZASSET", "ZPERSON")]
    [InlineData("ZASSET", "Z_26", "Z_3", "ZHASADJUSTMENTS", "ZASSET", "ZPERSON")]
    [InlineData("ZASSET", "Z_33", "Z_3", "ZADJUSTMENTSSTATE", "ZASSETFORFACE", "ZPERSONFORFACE")]
    public void Libraries_of_all_versions_are_read(
        string table, string albums, string assets, string edited, string faceAsset, string facePerson)
    {
        byte[] store = TestStore.Create(
            $"""
            CREATE TABLE {table} (Z_PK INTEGER PRIMARY KEY, ZUUID TEXT, ZDIRECTORY TEXT, ZFILENAME TEXT, ZKIND INTEGER,
              ZDATECREATED REAL, ZFAVORITE INTEGER, ZLATITUDE REAL, ZLONGITUDE REAL, {edited} INTEGER);
            INSERT INTO {table} VALUES (1, 'A', 'DCIM/100APPLE', 'IMG_0001.JPG', 0, 6e8, 1, -180, -180, 1);
            CREATE TABLE ZGENERICALBUM (Z_PK INTEGER PRIMARY KEY, ZKIND INTEGER, ZTITLE TEXT);
            INSERT INTO ZGENERICALBUM VALUES (7, 2, 'Beach');
            CREATE TABLE {albums}ASSETS ({albums}ALBUMS INTEGER, {assets}ASSETS INTEGER);
            INSERT INTO {albums}ASSETS VALUES (7, 1);
            CREATE TABLE ZPERSON (Z_PK INTEGER PRIMARY KEY, ZFULLNAME TEXT);
            INSERT INTO ZPERSON VALUES (3, 'Ada');
            CREATE TABLE ZDETECTEDFACE (Z_PK INTEGER PRIMARY KEY, {faceAsset} INTEGER, {facePerson} INTEGER);
            INSERT INTO ZDETECTEDFACE VALUES (1, 1, 3);
            """);
        using StoreBackup backup = StoreBackup.Of(
            ("CameraRollDomain", "Media/PhotoData/Photos.sqlite", store),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.JPG", [1]));
        IosPhoto photo = Assert.Single(Read(backup));
        Assert.Equal(["Beach"], photo.Albums);
        Assert.Equal(["Ada"], photo.People);
        Assert.True(photo is { IsEdited: true, IsFavorite: true, Latitude: null, OriginalFileId: not null });
    }

    [Fact]
    public void Without_a_library_the_files_are_listed()
    {
        using StoreBackup backup = StoreBackup.Of(
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.HEIC", [1, 2]),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0001.AAE", [1]),
            ("CameraRollDomain", "Media/DCIM/100APPLE/IMG_0002.MOV", [1]));
        Assert.Equal(
            [("IMG_0001.HEIC", IosPhotoKind.Photo), ("IMG_0002.MOV", IosPhotoKind.Video)],
            Read(backup).Select(static photo => (photo.FileName!, photo.Kind)).Order());
    }

    private static List<IosPhoto> Read(StoreBackup backup, PhotoQuery? query = null) =>
        [.. s_reader.Read(backup.Source, query ?? new PhotoQuery(), TestContext.Current.CancellationToken)];
}
