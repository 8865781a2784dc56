using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.VoiceMemos;

/// <summary>Reads recordings, and those whose files lie beside the store although it does not list them.</summary>
public sealed class VoiceMemoReader : StoreReader<IosVoiceMemo, RecordQuery>
{
    private static readonly string[] s_extensions = [".m4a", ".qta", ".caf"];

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Voice Memos",
        Places =
        [
            new StorePlace("AppDomainGroup-group.com.apple.VoiceMemos.shared", "Recordings/CloudRecordings.db"),
            new StorePlace("MediaDomain", "Media/Recordings/CloudRecordings.db"),
            new StorePlace("MediaDomain", "Media/Recordings/Recordings.db"),
        ],
    };

    private protected override IEnumerable<IosVoiceMemo> ReadStore(
        RecordStore store, RecordQuery query, CancellationToken stop)
    {
        string table = store.Has("ZCLOUDRECORDING") ? "ZCLOUDRECORDING" : "ZRECORDING";
        if (!store.Has(table))
        {
            store.WarnUnknown();
            yield break;
        }

        string folder = store.File.RelativePath.Substring(0, store.File.RelativePath.LastIndexOf('/') + 1);
        Dictionary<string, BackupFile> files = FindRecordings(store, folder, stop);
        long missing = 0;
        foreach (IosVoiceMemo memo in ReadRows(store, table, query, files, stop))
        {
            if (query.FitsText([memo.Title, memo.Folder]))
            {
                missing += memo.AudioFileId is null ? 1 : 0;
                yield return memo;
            }
        }

        foreach (BackupFile file in files.Values.Where(file =>
            query.FitsTime(file.CreationTime) && query.FitsText(file.Name)))
        {
            yield return new IosVoiceMemo
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = 0,
                Date = file.CreationTime,
                FileName = file.Name,
                Size = file.Size,
                AudioFileId = file.FileId,
            };
        }

        if (missing > 0)
        {
            store.Source.Warn(RecordWarningKind.KeptInICloud, Store.Name, missing);
        }
    }

    private static Dictionary<string, BackupFile> FindRecordings(
        RecordStore store, string folder, CancellationToken stop) => store.Source.Backup
        .Files(
            new BackupFileQuery
            {
                Kinds = FileKind.File,
                Domains = [TextFilter.Exact(store.File.Domain)],
                Paths = [TextFilter.Prefix(folder)],
            },
            stop)
        .Where(file => file.RelativePath.LastIndexOf('/') == folder.Length - 1
            && s_extensions.Any(extension => file.Name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)))
        .ToDictionary(static file => file.Name, StringComparer.Ordinal);

    private static IEnumerable<IosVoiceMemo> ReadRows(
        RecordStore store,
        string table,
        RecordQuery query,
        Dictionary<string, BackupFile> files,
        CancellationToken stop)
    {
        RecordSelect select = store.Select(table, "m", "Z_PK");
        select.Join("ZFOLDER", "f", "Z_PK", "m", "ZFOLDER");
        int id = select.Column("m", "ZUNIQUEID");
        int title = select.Expression($"COALESCE({select.Sql("m", "ZENCRYPTEDTITLE")}, "
            + $"{select.Sql("m", "ZCUSTOMLABELFORSORTING")}, {select.Sql("m", "ZCUSTOMLABEL")})");
        int date = select.Column("m", "ZDATE");
        int duration = select.Column("m", "ZDURATION");
        int path = select.Column("m", "ZPATH");
        int trashed = select.Column("m", "ZEVICTIONDATE");
        int folder = select.Column("f", "ZENCRYPTEDNAME");
        select.OrderBy(select.Sql("m", "ZDATE"), query.NewestFirst);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            string? name = row.Text(path) is string full ? full.Substring(full.LastIndexOf('/') + 1) : null;
            BackupFile? audio = null;
            if (name is not null && files.TryGetValue(name, out audio))
            {
                files.Remove(name);
            }

            // The period is asked here: a recording that does not fit must not count as one without a row.
            if (query.FitsTime(row.CocoaTime(date)))
            {
                yield return new IosVoiceMemo
                {
                    Backup = store.Source.Backup.FolderPath,
                    FileId = store.File.FileId,
                    RowId = row.Integer(RecordSelect.Key),
                    MemoId = row.Text(id),
                    Title = IsTime(row.Text(title)) ? null : row.Text(title),
                    Date = row.CocoaTime(date),
                    Duration = row.Duration(duration),
                    Folder = row.Text(folder),
                    FileName = name,
                    Size = audio?.Size,
                    IsTrashed = !row.IsNull(trashed),
                    AudioFileId = audio?.FileId,
                };
            }
        }
    }

    /// <summary>Some versions keep the time of the recording where the title should be.</summary>
    private static bool IsTime(string? title) => DateTimeOffset.TryParseExact(
        title, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _);
}
