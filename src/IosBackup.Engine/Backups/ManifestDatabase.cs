using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using IosBackup.Engine.Cryptography;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

/// <summary>Reads Manifest.db, the manifest of iOS 10 and later.</summary>
internal sealed class ManifestDatabase : IManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "Manifest.db";

    // 16 MB: the inner pages of the largest manifest's trees, so that looking rows up by id costs one page each.
    private const string KeepInnerPages = "PRAGMA cache_size = -16384";

    private const string SelectFiles =
        "SELECT fileID, domain, relativePath, flags, file FROM Files WHERE file IS NOT NULL AND ";

    // A stranger's manifest may hold values of hundreds of megabytes; lengths are known without reading them.
    private const string SelectRows =
        "SELECT iif(octet_length(fileID) > 256, '', fileID), iif(octet_length(domain) > 4096, '..', domain), "
        + "iif(octet_length(relativePath) > 16384, '..', relativePath), flags, "
        + "iif(octet_length(file) > 1048576, x'', file) FROM Files ORDER BY Files.fileID";

    private readonly SqliteDatabase _database;
    private readonly IDisposable _owner;
    private readonly Utf8Interner _domains = new();
    private readonly object _findGate = new();
    private SqliteStatement? _find;

    private ManifestDatabase(SqliteDatabase database, IDisposable owner, ManifestEnding ending)
    {
        _database = database;
        _owner = owner;
        Ending = ending;
    }

    public ManifestEnding Ending { get; }

    /// <summary>Opens a manifest where it lies. It is not changed and nothing is made beside it.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ManifestDamaged"/>, <see cref="ErrorKind.FormatNotSupported"/>.
    /// </exception>
    public static ManifestDatabase Open(string path)
    {
        SqliteDatabase database = ManifestErrors.Convert(path, () => ManifestContent.Open(path));
        return Checked(new ManifestDatabase(database, database, ManifestEnding.Regular), path);
    }

    /// <summary>Opens an encrypted manifest.</summary>
    /// <param name="path">The encrypted file.</param>
    /// <param name="key">Its key.</param>
    /// <param name="stop">Stops opening.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.ManifestDamaged"/>, <see cref="ErrorKind.FormatNotSupported"/>,
    /// <see cref="ErrorKind.DestinationFull"/>: no room for a decrypted copy, where one is needed.
    /// </exception>
    public static ManifestDatabase OpenEncrypted(string path, FileKey key, CancellationToken stop)
    {
        ManifestExtent extent = ManifestErrors.Convert(path, () => Measure(path, key));
        (SqliteDatabase database, IDisposable owner) = ManifestErrors.Convert(
            path, () => ManifestContent.OpenEncrypted(path, key, extent.Length, stop));
        return Checked(new ManifestDatabase(database, owner, extent.Ending), path);
    }

    public IEnumerable<BackupFile> Files(BackupFileQuery query, CancellationToken stop) =>
        Select(query, string.Empty, stop);

    public IEnumerable<BackupFile> FilesById(BackupFileQuery query, CancellationToken stop) =>
        Select(query, " ORDER BY fileID", stop);

    public IReadOnlyList<string> Domains(CancellationToken stop)
    {
        // One look into the index for each domain; without the index this is slow, but phones always make it.
        List<string> domains = [];
        using SqliteStatement next = Convert(() => _database.Prepare(
            "SELECT domain FROM Files WHERE domain > ?1 ORDER BY domain LIMIT 1"));
        using CancellationTokenRegistration interrupt = stop.Register(_database.Interrupt);
        next.Bind(1, string.Empty);
        while (Step(next, stop))
        {
            domains.Add(next.Text(0)!);
            next.Reset();
            next.Bind(1, domains[domains.Count - 1]);
        }

        return domains;
    }

    public IEnumerable<BackupFile> Rows(CancellationToken stop)
    {
        using SqliteStatement statement = Convert(() => _database.Prepare(SelectRows));
        using CancellationTokenRegistration interrupt = stop.Register(_database.Interrupt);
        while (Step(statement, stop))
        {
            yield return statement.IsNull(1) || statement.IsNull(2) || statement.IsNull(4)
                ? ReadPlaceholder(statement)
                : Read(statement);
        }
    }

    public IReadOnlyList<string> FindFaults(bool deep, CancellationToken stop)
    {
        const int LowestVersion = 2;
        using CancellationTokenRegistration interrupt = stop.Register(_database.Interrupt);
        List<string> faults = [.. Convert(() => SqliteIntegrity.FindFaults(_database, deep))];
        stop.ThrowIfCancellationRequested();
        if (Convert(() => _database.QueryInteger("PRAGMA user_version")) is < LowestVersion and long version)
        {
            faults.Add($"devices discard a database of version {version}");
        }

        return faults;
    }

    public BackupFile? Find(string fileId)
    {
        lock (_findGate)
        {
            _find ??= Convert(() => _database.Prepare(
                SelectFiles + "domain IS NOT NULL AND relativePath IS NOT NULL AND fileID = ?1"));
            _find.Bind(1, fileId);
            try
            {
                return Step(_find, CancellationToken.None) ? Read(_find) : null;
            }
            finally
            {
                _find.Reset();
            }
        }
    }

    public ManifestCounts Count(CancellationToken stop)
    {
        ManifestCounts counts = new(0, 0, 0, 0);
        using SqliteStatement statement = Convert(
            () => _database.Prepare("SELECT flags & 7, count(*) FROM Files GROUP BY flags"));
        using CancellationTokenRegistration interrupt = stop.Register(_database.Interrupt);
        while (Step(statement, stop))
        {
            long count = statement.Integer(1);
            counts = (FileKind)statement.Integer(0) switch
            {
                FileKind.File => counts with { Files = counts.Files + count },
                FileKind.Directory => counts with { Directories = counts.Directories + count },
                FileKind.SymbolicLink => counts with { SymbolicLinks = counts.SymbolicLinks + count },
                _ => counts with { Others = counts.Others + count },
            };
        }

        return counts;
    }

    /// <summary>Copies rows as they are, known to us or not.</summary>
    /// <param name="target">Where to.</param>
    /// <param name="keep">Tells by domain, path and kind which ones; rows of nothing but an id are not copied.</param>
    /// <param name="stop">Ends the work.</param>
    public void CopyRows(ManifestWriter target, Func<string, string, FileKind, bool> keep, CancellationToken stop)
    {
        using SqliteStatement statement = Convert(() => _database.Prepare(
            SelectFiles + "domain IS NOT NULL AND relativePath IS NOT NULL"));
        using CancellationTokenRegistration interrupt = stop.Register(_database.Interrupt);
        while (Step(statement, stop))
        {
            string domain = statement.Text(1)!;
            string path = statement.Text(2)!;
            long flags = statement.Integer(3);
            if (keep(domain, path, (FileKind)(flags & (long)FileKind.Any)))
            {
                target.Add(statement.Text(0)!, domain, path, flags, statement.Blob(4));
            }
        }
    }

    public void Dispose()
    {
        _find?.Dispose();
        _owner.Dispose();
    }

    private IEnumerable<BackupFile> Select(BackupFileQuery query, string order, CancellationToken stop)
    {
        FileCondition condition = new(query);
        using SqliteStatement statement = Convert(() => _database.Prepare(SelectFiles + condition.Sql + order));
        condition.Bind(statement);
        using CancellationTokenRegistration interrupt = stop.Register(_database.Interrupt);
        while (Step(statement, stop))
        {
            yield return Read(statement);
        }
    }

    private static ManifestExtent Measure(string path, FileKey key)
    {
        using CbcDecryptStream content = new(BackupFolder.OpenRead(path), key, CbcPadding.Kept);
        if (content.Length < ManifestExtent.HeaderLength)
        {
            throw new EngineException(ErrorKind.ManifestDamaged, "Manifest.db is too short.");
        }

        byte[] header = new byte[ManifestExtent.HeaderLength];
        byte[] end = new byte[ManifestExtent.PaddingLength];
        content.ReadExactly(header, 0, header.Length);
        content.Position = content.Length - end.Length;
        content.ReadExactly(end, 0, end.Length);
        bool padded = Array.TrueForAll(end, static value => value == ManifestExtent.PaddingLength);
        ManifestExtent extent = ManifestExtent.Measure(header, content.Length, padded);
        return content.Length == new FileInfo(path).Length ? extent : extent with { Ending = ManifestEnding.Irregular };
    }

    /// <summary>
    /// Refuses manifests whose rows iOS 10.0 encrypted with a hash of the password, and those in which the rows are
    /// computed: a view, a virtual table or a generated column can have rows without end.
    /// </summary>
    private static ManifestDatabase Checked(ManifestDatabase manifest, string path)
    {
        const string PlainTable =
            "SELECT 1 FROM pragma_table_list('Files') WHERE type = 'table' AND schema = 'main' "
            + "AND NOT EXISTS (SELECT 1 FROM pragma_table_xinfo('Files') WHERE hidden <> 0)";
        try
        {
            if (ManifestErrors.Convert(path, () => manifest._database.QueryInteger(PlainTable)) is null)
            {
                throw new EngineException(ErrorKind.ManifestDamaged, "Manifest.db has no plain table of files.")
                {
                    Target = path,
                };
            }

            bool weak = ManifestErrors.Convert(path, () =>
            {
                manifest._database.Execute(KeepInnerPages);
                return manifest._database
                    .QueryInteger("SELECT 1 FROM sqlite_master WHERE name = 'Properties'") is not null
                    && manifest._database
                        .QueryInteger("SELECT 1 FROM Properties WHERE key = 'passwordHash'") is not null;
            });
            return weak ? throw Backup.WeaklyEncrypted(path) : manifest;
        }
        catch
        {
            manifest.Dispose();
            throw;
        }
    }

    private BackupFile ReadPlaceholder(SqliteStatement row)
    {
        string fileId = row.Text(0) ?? string.Empty;
        return new BackupFile
        {
            FileId = fileId,
            Domain = _domains.Get(row.Utf8(1)),
            RelativePath = row.Text(2) ?? string.Empty,
            Kind = FileKind.None,
            RowFlags = unchecked((int)row.Integer(3)),
            Flaws = FileFlaws.Placeholder | (FileIds.IsValid(fileId) ? FileFlaws.None : FileFlaws.FileIdInvalid),
        };
    }

    private BackupFile Read(SqliteStatement row) => BackupFileDecoder.Decode(
        Encoding.UTF8.GetString(row.Utf8(0)), _domains.Get(row.Utf8(1)), row.Utf8(2), row.Integer(3), row.Blob(4));

    private bool Step(SqliteStatement statement, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        try
        {
            return statement.Step();
        }
        catch (EngineException) when (stop.IsCancellationRequested)
        {
            throw new OperationCanceledException(stop);
        }
        catch (EngineException e) when (ManifestErrors.IsDamage(e))
        {
            throw ManifestErrors.ToManifestDamaged(e, _database.Name);
        }
    }

    private T Convert<T>(Func<T> read) => ManifestErrors.Convert(_database.Name, read);
}
