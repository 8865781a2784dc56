using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Reads Manifest.mbdb, the manifest of iOS 5 to 9. It is never encrypted; the files' content may be.
/// </summary>
internal sealed class ManifestRecords : IManifest
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "Manifest.mbdb";

    private const int BufferSize = 64 * 1024;

    private readonly string _path;
    private readonly SqliteDatabase _evaluator;
    private readonly object _findGate = new();
    private Dictionary<string, long>? _positions;

    private ManifestRecords(string path)
    {
        _path = path;
        _evaluator = SqliteDatabase.OpenOwn(":memory:");
    }

    public ManifestEnding Ending => ManifestEnding.Regular;

    /// <summary>Opens a manifest.</summary>
    /// <exception cref="EngineException"><see cref="ErrorKind.ManifestDamaged"/>.</exception>
    public static ManifestRecords Open(string path)
    {
        using Stream stream = OpenStream(path);
        new MbdbReader(stream, path).Start();
        return new ManifestRecords(path);
    }

    public IEnumerable<BackupFile> Files(BackupFileQuery query, CancellationToken stop)
    {
        // The condition is SQL's, so SQL judges each record: a query means the same for every form of manifest.
        FileCondition condition = new(query, firstParameter: 4);
        using SqliteStatement statement = PrepareCondition(condition);
        foreach ((BackupFile file, long _) in Records(stop))
        {
            if (query == BackupFileQuery.All ? file.Kind != FileKind.None : Fits(statement, file))
            {
                yield return file;
            }
        }
    }

    public IEnumerable<BackupFile> FilesById(BackupFileQuery query, CancellationToken stop)
    {
        FileCondition condition = new(query, firstParameter: 4);
        using SqliteStatement statement = PrepareCondition(condition);
        using Stream stream = OpenStream(_path);
        MbdbReader reader = new(stream, _path);
        foreach (KeyValuePair<string, long> entry in
            Positions.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            stop.ThrowIfCancellationRequested();
            reader.Seek(entry.Value);
            if (reader.Next() is BackupFile file && Fits(statement, file))
            {
                yield return file;
            }
        }
    }

    public IReadOnlyList<string> Domains(CancellationToken stop)
    {
        SortedSet<string> domains = new(StringComparer.Ordinal);
        foreach ((BackupFile file, long _) in Records(stop))
        {
            domains.Add(file.Domain);
        }

        return [.. domains];
    }

    public BackupFile? Find(string fileId)
    {
        lock (_findGate)
        {
            if (!Positions.TryGetValue(fileId, out long position))
            {
                return null;
            }

            using Stream stream = OpenStream(_path);
            MbdbReader reader = new(stream, _path);
            reader.Seek(position);
            return reader.Next();
        }
    }

    public ManifestCounts Count(CancellationToken stop)
    {
        Dictionary<FileKind, long> counts = [];
        foreach ((BackupFile file, long _) in Records(stop))
        {
            counts.TryGetValue(file.Kind, out long count);
            counts[file.Kind] = count + 1;
        }

        return new ManifestCounts(
            Files: counts.GetValueOrDefault(FileKind.File),
            Directories: counts.GetValueOrDefault(FileKind.Directory),
            SymbolicLinks: counts.GetValueOrDefault(FileKind.SymbolicLink),
            Others: counts.GetValueOrDefault(FileKind.None));
    }

    public IEnumerable<BackupFile> Rows(CancellationToken stop)
    {
        List<(string FileId, long Position)> order = [];
        foreach ((BackupFile file, long position) in Records(stop))
        {
            order.Add((file.FileId, position));
        }

        order.Sort(static (left, right) => string.CompareOrdinal(left.FileId, right.FileId));
        using Stream stream = OpenStream(_path);
        MbdbReader reader = new(stream, _path);
        foreach ((string _, long position) in order)
        {
            stop.ThrowIfCancellationRequested();
            reader.Seek(position);
            if (reader.Next() is BackupFile file)
            {
                yield return file;
            }
        }
    }

    public IReadOnlyList<string> FindFaults(bool deep, CancellationToken stop) => [];

    public void Dispose() => _evaluator.Dispose();

    private Dictionary<string, long> Positions
    {
        get
        {
            lock (_findGate)
            {
                return _positions ??= IndexPositions();
            }
        }
    }

    private static BufferedStream OpenStream(string path) => new(BackupFolder.OpenRead(path), BufferSize);

    private static bool Fits(SqliteStatement statement, BackupFile file)
    {
        statement.Bind(1, file.Domain).Bind(2, file.RelativePath).Bind(3, (long?)file.RowFlags);
        bool fits = statement.Step();
        statement.Reset();
        return fits;
    }

    private SqliteStatement PrepareCondition(FileCondition condition)
    {
        SqliteStatement statement = _evaluator.Prepare(
            "SELECT 1 FROM (SELECT ?1 AS domain, ?2 AS relativePath, ?3 AS flags) WHERE " + condition.Sql);
        condition.Bind(statement);
        return statement;
    }

    private IEnumerable<(BackupFile File, long Position)> Records(CancellationToken stop)
    {
        using Stream stream = OpenStream(_path);
        MbdbReader reader = new(stream, _path);
        reader.Start();
        for (long position = reader.Position; reader.Next() is BackupFile file; position = reader.Position)
        {
            stop.ThrowIfCancellationRequested();
            yield return (file, position);
        }
    }

    private Dictionary<string, long> IndexPositions()
    {
        Dictionary<string, long> positions = new(StringComparer.Ordinal);
        foreach ((BackupFile file, long position) in Records(CancellationToken.None))
        {
            positions[file.FileId] = position;
        }

        return positions;
    }
}
