using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Photos;

/// <summary>Which albums photos are in, who is on them, and their keywords.</summary>
internal sealed class PhotoLinks
{
    private const int UserAlbum = 2;
    private const int SharedAlbum = 1505;
    private const int DeepestFolder = 32;

    private readonly RecordStore _store;
    private readonly Dictionary<long, string> _albums = [];
    private readonly CoreDataJoin? _join;
    private readonly RowTexts _albumsOf = new();
    private readonly RowTexts _peopleOn;
    private readonly RowTexts _keywordsOf;

    public PhotoLinks(RecordStore store, CancellationToken stop)
    {
        _store = store;
        _join = CoreData.FindJoin(store, "ASSETS", "ALBUMS", "ASSETS");
        ReadAlbums(stop);
        if (_join is not null && _albums.Count > 0)
        {
            ReadMembers(_join, stop);
        }

        _peopleOn = ReadPeople(stop);
        _keywordsOf = ReadKeywords(stop);
    }

    public IReadOnlyList<string> AlbumsOf(long asset) => _albumsOf[asset];

    public IReadOnlyList<string> PeopleOn(long asset) => _peopleOn[asset];

    public IReadOnlyList<string> KeywordsOf(long attributes) => _keywordsOf[attributes];

    /// <summary>A condition for the photos of albums; null when no album fits.</summary>
    public string? ConditionFor(IReadOnlyList<string> patterns)
    {
        List<string> fitting = [];
        using SqliteStatement like = _store.Database.Prepare(
            "SELECT ?1 LIKE ?3 ESCAPE '\\' OR ?2 LIKE ?3 ESCAPE '\\'");
        foreach (KeyValuePair<long, string> album in _albums)
        {
            foreach (string pattern in patterns)
            {
                like.Bind(1, album.Value).Bind(2, album.Value.Substring(album.Value.LastIndexOf('/') + 1))
                    .Bind(3, LikePattern.Of(pattern));
                if (like.Step() && like.Integer(0) != 0)
                {
                    fitting.Add(album.Key.ToString(CultureInfo.InvariantCulture));
                }

                like.Reset();
            }
        }

        return _join is null || fitting.Count == 0
            ? null
            : $"a.Z_PK IN (SELECT \"{_join.To}\" FROM \"{_join.Table}\" "
                + $"WHERE \"{_join.From}\" IN ({string.Join(", ", fitting)}))";
    }

    private void ReadAlbums(CancellationToken stop)
    {
        if (!_store.Has("ZGENERICALBUM", "ZTITLE"))
        {
            return;
        }

        Dictionary<long, (string Title, long Parent)> all = [];
        List<long> albums = [];
        RecordSelect select = _store.Select("ZGENERICALBUM", "g", "Z_PK");
        int title = select.Column("g", "ZTITLE");
        int kind = select.Column("g", "ZKIND");
        int parent = select.Column("g", "ZPARENTFOLDER");
        select.Where($"COALESCE({select.Sql("g", "ZTRASHEDSTATE")}, 0) = 0");
        foreach (SqliteStatement row in select.Rows(stop))
        {
            all[row.Integer(RecordSelect.Key)] = (row.Text(title) ?? "", row.Integer(parent));
            if (row.Integer(kind) is UserAlbum or SharedAlbum)
            {
                albums.Add(row.Integer(RecordSelect.Key));
            }
        }

        foreach (long album in albums)
        {
            string path = all[album].Title;
            long folder = all[album].Parent;
            for (int depth = 0; depth < DeepestFolder && all.TryGetValue(folder, out (string, long) above); depth++)
            {
                (string name, folder) = above;
                path = name.Length == 0 ? path : name + "/" + path;
            }

            _albums[album] = path;
        }
    }

    private void ReadMembers(CoreDataJoin join, CancellationToken stop)
    {
        RowTexts numbers = CoreData.Texts(
            _store, $"SELECT \"{join.To}\", \"{join.From}\" FROM \"{join.Table}\" ORDER BY \"{join.From}\"", stop);
        foreach (KeyValuePair<long, string[]> asset in numbers.All)
        {
            foreach (string number in asset.Value)
            {
                if (long.TryParse(number, NumberStyles.Integer, CultureInfo.InvariantCulture, out long album)
                    && _albums.TryGetValue(album, out string? path))
                {
                    _albumsOf.Add(asset.Key, path);
                }
            }
        }
    }

    private RowTexts ReadPeople(CancellationToken stop)
    {
        string[] assets = ["ZASSETFORFACE", "ZASSET"];
        string[] people = ["ZPERSONFORFACE", "ZPERSON"];
        string? asset = Array.Find(assets, column => _store.Has("ZDETECTEDFACE", column));
        string? person = Array.Find(people, column => _store.Has("ZDETECTEDFACE", column));
        return asset is null || person is null || !_store.Has("ZPERSON", "ZFULLNAME")
            ? new RowTexts()
            : CoreData.Texts(
                _store,
                $"SELECT f.{asset}, p.ZFULLNAME FROM ZDETECTEDFACE f JOIN ZPERSON p ON p.Z_PK = f.{person}",
                stop);
    }

    private RowTexts ReadKeywords(CancellationToken stop) =>
        CoreData.FindJoin(_store, "KEYWORDS", "ASSETATTRIBUTES", "KEYWORDS") is CoreDataJoin join
        && _store.Has("ZKEYWORD", "ZTITLE")
            ? CoreData.Texts(
                _store,
                $"SELECT j.\"{join.From}\", k.ZTITLE FROM \"{join.Table}\" j JOIN ZKEYWORD k "
                    + $"ON k.Z_PK = j.\"{join.To}\"",
                stop)
            : new RowTexts();
}
