using System.Collections.Generic;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Photos;

/// <summary>
/// Reads the photo library. When a backup has pictures and no library, the files themselves are listed.
/// </summary>
public sealed class PhotoReader : StoreReader<IosPhoto, PhotoQuery>
{
    /// <summary>The domain of the library and its files.</summary>
    internal const string Domain = "CameraRollDomain";

    /// <summary>What lies below the root of the photos' folders.</summary>
    internal const string Root = "Media/";

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Photos",
        Places = [new StorePlace(Domain, "Media/PhotoData/Photos.sqlite")],
    };

    /// <inheritdoc/>
    public override IEnumerable<IosPhoto> Read(
        RecordSource source, PhotoQuery query, CancellationToken stop = default)
    {
        if (source.Find(Store, stop).Any())
        {
            return base.Read(source, query, stop);
        }

        return PhotoFileList.HasAny(source, stop)
            ? PhotoFileList.Read(source, query, stop)
            : base.Read(source, query, stop);
    }

    private protected override IEnumerable<IosPhoto> ReadStore(
        RecordStore store, PhotoQuery query, CancellationToken stop)
    {
        string table = store.Has("ZASSET", "ZUUID") ? "ZASSET" : "ZGENERICASSET";
        if (!store.Has(table))
        {
            store.WarnUnknown();
            yield break;
        }

        PhotoLinks links = new(store, stop);
        RecordSelect select = store.Select(table, "a", "Z_PK");
        select.Join("ZADDITIONALASSETATTRIBUTES", "x", "ZASSET", "a", "Z_PK");
        select.Join("ZEXTENDEDATTRIBUTES", "e", "ZASSET", "a", "Z_PK");
        select.Join("ZASSETDESCRIPTION", "d", "Z_PK", "x", "ZASSETDESCRIPTION");
        PhotoColumns columns = new(select);
        AddConditions(select, query, links);
        long missing = 0;
        foreach (SqliteStatement row in select.Rows(stop))
        {
            IosPhoto photo = columns.ToPhoto(row, store, links);
            if (query.FitsText(
                [photo.FileName, photo.OriginalFileName, photo.Title, photo.Caption, .. photo.Albums, .. photo.People,
                    .. photo.Keywords]))
            {
                missing += photo.Availability == IosPhotoAvailability.Original ? 0 : 1;
                yield return photo;
            }
        }

        if (missing > 0)
        {
            store.Source.Warn(RecordWarningKind.KeptInICloud, Store.Name, missing);
        }
    }

    private static void AddConditions(RecordSelect select, PhotoQuery query, PhotoLinks links)
    {
        string taken = select.Sql("a", "ZDATECREATED");
        select.WithinPeriod(taken, query);
        select.OrderBy(taken, query.NewestFirst);
        if (query.Kind is IosPhotoKind kind)
        {
            select.Where($"{select.Sql("a", "ZKIND")} = ?", (long)kind);
        }

        Flag(query.IncludeTrashed, "ZTRASHEDSTATE");
        Flag(query.IncludeHidden, "ZHIDDEN");
        if (query.FavoritesOnly)
        {
            select.Where($"{select.Sql("a", "ZFAVORITE")} = 1");
        }

        if (query.Albums.Count > 0)
        {
            string albums = links.ConditionFor(query.Albums) ?? "0";
            select.Where(albums);
        }

        void Flag(bool included, string column)
        {
            if (!included)
            {
                select.Where($"COALESCE({select.Sql("a", column)}, 0) = 0");
            }
        }
    }
}
