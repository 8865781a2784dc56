using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using IosBackup.Engine.Sqlite;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content;

public sealed partial class PhotoContentTests : IDisposable
{
    private const string Domain = "CameraRollDomain";
    private const string StorePath = "Media/PhotoData/Photos.sqlite";

    private readonly SqliteDatabase _store = TestPhone.Open(Domain, StorePath);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Assets_are_the_planned_ones()
    {
        TestPhone.AssertPlanned(StarterKind.Photo, TestPhone.Rows(
            _store,
            """
            SELECT a.ZUUID, 'Media/' || a.ZDIRECTORY || '/' || a.ZFILENAME FROM ZASSET a
            JOIN ZADDITIONALASSETATTRIBUTES x ON x.ZASSET = a.Z_PK AND a.ZADDITIONALATTRIBUTES = x.Z_PK
            JOIN ZEXTENDEDATTRIBUTES e ON e.ZASSET = a.Z_PK AND a.ZEXTENDEDATTRIBUTES = e.Z_PK
            JOIN ZCLOUDMASTER m ON m.Z_PK = a.ZMASTER JOIN ZMOMENT o ON o.Z_PK = a.ZMOMENT
            WHERE x.ZORIGINALFILENAME IS NOT NULL
            """,
            2));
    }

    [Fact]
    public void Files_are_there_but_for_what_is_only_in_the_cloud()
    {
        HashSet<string> files = [.. TestPhone.Default.Files.Where(static file => file.Domain == Domain)
            .Select(static file => file.RelativePath)];
        List<string> missing = [.. TestPhone.Truth.Samples(StarterKind.Photo)
            .Select(static sample => sample.Text).Where(path => !files.Contains(path))];
        Assert.Equal(2, missing.Count);
        Assert.Single(missing, path => files.Contains(
            path.Replace("Media/", "Media/PhotoData/Thumbnails/V2/", StringComparison.Ordinal) + "/5005.JPG"));
        Assert.Equal(2, _store.QueryInteger(
            """
            SELECT COUNT(DISTINCT ZASSET) FROM ZINTERNALRESOURCE r WHERE ZRESOURCETYPE IN (0, 1)
              AND NOT EXISTS (SELECT 1 FROM ZINTERNALRESOURCE o
                WHERE o.ZASSET = r.ZASSET AND o.ZLOCALAVAILABILITY = 1)
            """));
    }

    [Fact]
    public void Companions_of_photos_lie_where_phones_put_them()
    {
        List<string> files = [.. TestPhone.Default.Files.Where(static file => file.Domain == Domain)
            .Select(static file => file.RelativePath)];
        foreach (string?[] live in TestPhone.Rows(
            _store, "SELECT ZDIRECTORY, ZFILENAME FROM ZASSET WHERE ZKINDSUBTYPE = 2 AND ZKIND = 0", 2))
        {
            Assert.Contains($"Media/{live[0]}/{live[1]![..live[1]!.LastIndexOf('.')]}.MOV", files);
        }

        string?[] edited = Assert.Single(TestPhone.Rows(
            _store, "SELECT ZDIRECTORY, ZFILENAME FROM ZASSET WHERE ZADJUSTMENTSSTATE = 2", 2));
        string stem = edited[1]![..edited[1]!.LastIndexOf('.')];
        Assert.Contains($"Media/{edited[0]}/{stem}.AAE", files);
        Assert.Contains($"Media/PhotoData/Mutations/{edited[0]}/{stem}/Adjustments/FullSizeRender.jpg", files);
        Assert.Contains(files, static path => path.EndsWith(".DNG", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("ZFAVORITE = 1")]
    [InlineData("ZHIDDEN = 1")]
    [InlineData("ZTRASHEDSTATE = 1 AND ZTRASHEDDATE > ZDATECREATED")]
    [InlineData("ZKIND = 1 AND ZDURATION > 0")]
    [InlineData("ZKINDSUBTYPE = 1")]
    [InlineData("ZKINDSUBTYPE = 2 AND ZPLAYBACKSTYLE = 3")]
    [InlineData("ZKINDSUBTYPE = 10")]
    [InlineData("ZKINDSUBTYPE = 101")]
    [InlineData("ZKINDSUBTYPE = 103")]
    [InlineData("ZLATITUDE = -180 AND ZLONGITUDE = -180")]
    [InlineData("ZLATITUDE > 50")]
    [InlineData("ZSAVEDASSETTYPE = 6 AND ZDIRECTORY LIKE 'PhotoData/CPLAssets/%'")]
    [InlineData("ZVISIBILITYSTATE = 2 AND ZAVALANCHEUUID IS NOT NULL")]
    public void Special_assets_are_there(string condition)
    {
        Assert.True(_store.QueryInteger("SELECT COUNT(*) FROM ZASSET WHERE " + condition) > 0);
    }

    [Theory]
    [InlineData("17.4.1", "Z_28ASSETS")]
    [InlineData("17.6.1", "Z_29ASSETS")]
    [InlineData("18.6.2", "Z_30ASSETS")]
    [InlineData("26.0", "Z_33ASSETS")]
    public void Albums_are_joined_as_the_version_of_ios_joins_them(string version, string table)
    {
        StarterContent phone = version == TestPhone.Default.Options.ProductVersion
            ? TestPhone.Default
            : StarterPhone.Create(new StarterOptions { ProductVersion = version, Messages = 0, HealthDays = 1 });
        using SqliteDatabase store = TestPhone.Open(Domain, StorePath, phone);
        string join = Assert.Single(
            TestPhone.Rows(store, "SELECT name FROM sqlite_master WHERE type = 'table'", 1)
                .Select(static row => row[0]!),
            name => AlbumJoin().IsMatch(name) && Columns(store, name).Any(AlbumColumn().IsMatch));
        Assert.Equal(table, join);
        List<string> columns = Columns(store, join);
        string album = Assert.Single(columns, AlbumColumn().IsMatch);
        string asset = Assert.Single(columns, AlbumJoin().IsMatch);
        Assert.Equal("Z_3ASSETS", asset);
        Assert.Equal(
            phone.Truth.Samples(StarterKind.Album).Select(static sample => sample.Text).Order(),
            TestPhone.Rows(
                store,
                $"""
                SELECT g.ZTITLE, COUNT(a.Z_PK), g.ZCACHEDCOUNT FROM ZGENERICALBUM g
                LEFT JOIN {join} j ON j.{album} = g.Z_PK LEFT JOIN ZASSET a ON a.Z_PK = j.{asset}
                WHERE g.ZKIND IN (2, 1505) AND g.ZTRASHEDSTATE = 0 GROUP BY g.Z_PK
                HAVING COUNT(a.Z_PK) = g.ZCACHEDCOUNT
                """,
                1).Select(static row => row[0]!).Order());
    }

    [Fact]
    public void People_and_keywords_lead_to_assets()
    {
        Assert.Equal(3, TestPhone.Rows(
            _store,
            """
            SELECT p.ZFULLNAME FROM ZDETECTEDFACE f JOIN ZPERSON p ON p.Z_PK = f.ZPERSONFORFACE
            JOIN ZASSET a ON a.Z_PK = f.ZASSETFORFACE WHERE p.ZFULLNAME IN ('Anna Weiß', 'Tom O''Neill')
            """,
            1).Count);
        string keyword = Assert.Single(
            Columns(_store, "Z_1KEYWORDS"), static name => name.EndsWith("KEYWORDS", StringComparison.Ordinal));
        Assert.Equal(["home", "Ünïcode"], TestPhone.Rows(
            _store,
            $"""
            SELECT k.ZTITLE FROM Z_1KEYWORDS j JOIN ZKEYWORD k ON k.Z_PK = j.{keyword}
            JOIN ZADDITIONALASSETATTRIBUTES x ON x.Z_PK = j.Z_1ASSETATTRIBUTES ORDER BY k.ZTITLE
            """,
            1).Select(static row => row[0]));
    }

    private static List<string> Columns(SqliteDatabase store, string table) =>
        [.. TestPhone.Rows(store, $"SELECT name FROM pragma_table_info('{table}')", 1).Select(static row => row[0]!)];

    [GeneratedRegex(@"^Z_\d+ASSETS$")]
    private static partial Regex AlbumJoin();

    [GeneratedRegex(@"^Z_\d+ALBUMS$")]
    private static partial Regex AlbumColumn();
}
