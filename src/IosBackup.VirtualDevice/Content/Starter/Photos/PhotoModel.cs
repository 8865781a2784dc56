using System;
using System.Collections.Generic;
using IosBackup.VirtualDevice.Content.Starter.Life;
using IosBackup.VirtualDevice.Content.Starter.Stores;

namespace IosBackup.VirtualDevice.Content.Starter.Photos;

/// <summary>
/// The model of the photo library. The number of the album entity, and with it the names of the tables that join albums
/// and assets, differs from one iOS version to the next.
/// </summary>
internal static class PhotoModel
{
    /// <summary>The entities before the album in the order of their names; newer versions have more of them.</summary>
    private static readonly CoreDataEntity[] s_beforeAlbum =
    [
        new("AdditionalAssetAttributes", AssetColumns.AdditionalAssetAttributes),
        new("AlbumList", SideColumns.AlbumList),
        new("Asset", AssetColumns.Asset),
        new("AssetAnalysisState", SideColumns.AssetAnalysisState),
        new("AssetContributor", SideColumns.AssetContributor),
        new("AssetDescription", "INTEGER ZASSETATTRIBUTES VARCHAR ZLONGDESCRIPTION"),
        new("CharacterRecognitionAttributes", SideColumns.CharacterRecognitionAttributes),
        new("CloudFeedEntry", SideColumns.CloudFeedEntry),
        new("CloudMaster", SideColumns.CloudMaster),
        new("CloudMasterMediaMetadata", "INTEGER ZADDITIONALASSETATTRIBUTES ZCLOUDMASTER BLOB ZDATA"),
        new("CloudResource", SideColumns.CloudResource),
        new("CloudSharedAlbumInvitationRecord", SideColumns.CloudSharedAlbumInvitationRecord),
        new("CloudSharedComment", SideColumns.CloudSharedComment),
        new("ComputedAssetAttributes", SideColumns.ComputedAssetAttributes),
        new("ComputeSyncAttributes", SideColumns.ComputeSyncAttributes),
        new("DetectedFace", SideColumns.DetectedFace),
        new("DetectedFaceGroup", SideColumns.DetectedFaceGroup),
        new("DetectedFaceprint", SideColumns.DetectedFaceprint),
        new("DetectionTrait", "INTEGER ZDETECTEDFACE ZTYPE ZVALUE FLOAT ZSCORE"),
        new("ExtendedAttributes", AssetColumns.ExtendedAttributes),
        new("FaceCrop", SideColumns.FaceCrop),
        new("FileSystemBookmark", "INTEGER ZRESOURCE VARCHAR ZPATHRELATIVETOVOLUME BLOB ZBOOKMARKDATA"),
        new("FileSystemVolume", "VARCHAR ZNAME ZUUID ZVOLUMEUUIDSTRING"),
        new("BackgroundJobWorkItem", "INTEGER ZJOBFLAGS ZRESOURCETYPE VARCHAR ZIDENTIFIER"),
        new("DeferredRebuildFace", "INTEGER ZASSETCLOUDGUID ZHIDDEN VARCHAR ZPERSONUUID"),
        new("Edition", "VARCHAR ZIDENTIFIER"),
        new("FeatureAvailability", "VARCHAR ZNAME"),
        new("FetchRecordedAsset", "VARCHAR ZUUID"),
        new("FileReservation", "VARCHAR ZUUID"),
        new("GeneratedAssetDescription", "INTEGER ZASSET VARCHAR ZDESCRIPTIONTEXT"),
        new("GeneratedTitle", "VARCHAR ZTITLE"),
    ];

    private static readonly CoreDataEntity[] s_fromAlbum =
    [
        new("GenericAlbum", AssetColumns.GenericAlbum),
        new("Album", Parent: "GenericAlbum"),
        new("CloudSharedAlbum", Parent: "Album"),
        new("ImportSession", Parent: "Album"),
        new("Folder", Parent: "GenericAlbum"),
        new("InternalResource", AssetColumns.InternalResource),
        new("Keyword", "VARCHAR ZSHORTCUT ZTITLE ZUUID"),
        new("MediaAnalysisAssetAttributes", SideColumns.MediaAnalysisAssetAttributes),
        new("Memory", SideColumns.Memory),
        new("Moment", SideColumns.Moment),
        new("Person", SideColumns.Person),
        new("PhotoAnalysisAssetAttributes", SideColumns.PhotoAnalysisAssetAttributes),
        new("Sceneprint", SideColumns.Sceneprint),
        new("Share", SideColumns.Share),
        new("ShareParticipant", SideColumns.ShareParticipant),
        new("Suggestion", SideColumns.Suggestion),
        new("UnmanagedAdjustment", SideColumns.UnmanagedAdjustment),
        new("UserFeedback", SideColumns.UserFeedback),
        new("VisualSearchAttributes", SideColumns.VisualSearchAttributes),
    ];

    private static readonly string[] s_memoryKinds =
    [
        "CURATEDASSETS", "CUSTOMUSERASSETS", "EXTENDEDCURATEDASSETS", "MOVIECURATEDASSETS", "REPRESENTATIVEASSETS",
        "USERCURATEDASSETS",
    ];

    /// <summary>The number of the album entity in a version of iOS.</summary>
    public static int AlbumNumber(Story story) => (story.Major, story.Minor) switch
    {
        ( <= 16, _) => 28,
        (17, < 6) => 28,
        (17, _) => 29,
        (18, _) => 30,
        _ => 33,
    };

    public static IReadOnlyList<CoreDataEntity> Entities(Story story)
    {
        int before = AlbumNumber(story) - 2;
        return [.. s_beforeAlbum.AsSpan(0, before).ToArray(), .. s_fromAlbum];
    }

    /// <summary>The tables that join assets with albums, keywords, memories and suggestions.</summary>
    public static string Joins(Story story)
    {
        int album = AlbumNumber(story);
        int keyword = KeywordNumber(story);
        string joins = FormattableString.Invariant(
            $"""
            CREATE TABLE Z_{album}ASSETS ( Z_{album}ALBUMS INTEGER, Z_3ASSETS INTEGER, Z_FOK_3ASSETS INTEGER,
              PRIMARY KEY (Z_{album}ALBUMS, Z_3ASSETS) );
            CREATE TABLE Z_{album - 1}ALBUMLISTS ( Z_{album - 1}ALBUMS INTEGER, Z_2ALBUMLISTS INTEGER,
              Z_FOK_{album - 1}ALBUMS INTEGER, PRIMARY KEY (Z_{album - 1}ALBUMS, Z_2ALBUMLISTS) );
            CREATE TABLE Z_1KEYWORDS ( Z_1ASSETATTRIBUTES INTEGER, Z_{keyword}KEYWORDS INTEGER,
              PRIMARY KEY (Z_1ASSETATTRIBUTES, Z_{keyword}KEYWORDS) );
            CREATE INDEX ZASSET_ZMOMENT_INDEX ON ZASSET (ZMOMENT);
            CREATE TABLE Z_3SUGGESTIONSBEINGKEYASSETS ( Z_3KEYASSETS1 INTEGER, Z_65SUGGESTIONSBEINGKEYASSETS INTEGER );
            CREATE TABLE Z_3SUGGESTIONSBEINGREPRESENTATIVEASSETS ( Z_3REPRESENTATIVEASSETS INTEGER,
              Z_65SUGGESTIONSBEINGREPRESENTATIVEASSETS INTEGER );
            """);
        foreach (string kind in s_memoryKinds)
        {
            string assets = kind == "REPRESENTATIVEASSETS" ? kind + "1" : kind;
            joins += $"CREATE TABLE Z_3MEMORIESBEING{kind} ( Z_3{assets} INTEGER, "
                + $"Z_51MEMORIESBEING{kind} INTEGER, Z_FOK_3{kind} INTEGER );";
        }

        return joins;
    }

    /// <summary>The number of the keyword entity in a version of iOS.</summary>
    public static int KeywordNumber(Story story) =>
        AlbumNumber(story) - 1 + Array.FindIndex(s_fromAlbum, static entity => entity.Name == "Keyword");
}
