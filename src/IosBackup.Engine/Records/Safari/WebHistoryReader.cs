using System;
using System.Collections.Generic;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Safari;

/// <summary>Reads which pages Safari visited, in all its profiles.</summary>
public sealed class WebHistoryReader : StoreReader<IosWebVisit, WebHistoryQuery>
{
    private const string Folder = "Library/Safari/";
    private const string Profiles = Folder + "Profiles/";

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Safari history",
        Places =
        [
            new StorePlace("HomeDomain", Folder + "History.db"),
            new StorePlace("AppDomain-com.apple.mobilesafari", Folder + "History.db"),
        ],
        Elsewhere = new BackupFileQuery
        {
            Domains = [TextFilter.Exact("HomeDomain"), TextFilter.Exact("AppDomain-com.apple.mobilesafari")],
            Paths = [TextFilter.Like(Profiles + "%/History.db")],
        },
        HasMany = true,
        IsInEncryptedBackupsOnly = true,
    };

    private protected override DateTimeOffset? TimeOf(IosWebVisit record) => record.Date;

    private protected override IEnumerable<IosWebVisit> ReadStore(
        RecordStore store, WebHistoryQuery query, CancellationToken stop)
    {
        if (!store.Has("history_visits"))
        {
            store.WarnUnknown();
            yield break;
        }

        RecordSelect select = store.Select("history_visits", "v", "id");
        select.Join("history_items", "i", "id", "v", "history_item");
        select.Join("history_visits", "n", "id", "v", "redirect_destination");
        select.Join("history_items", "t", "id", "n", "history_item");
        int url = select.Column("i", "url");
        int count = select.Column("i", "visit_count");
        int title = select.Column("v", "title");
        int time = select.Column("v", "visit_time");
        int isLoaded = select.Column("v", "load_successful");
        int origin = select.Column("v", "origin");
        int target = select.Column("t", "url");
        AddConditions(select, query);
        string? profile = ProfileOf(store.File);
        foreach (SqliteStatement row in select.Rows(stop))
        {
            IosWebVisit visit = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = row.Integer(RecordSelect.Key),
                Url = row.Text(url),
                Title = row.Text(title),
                Date = AppleTime.FromCocoaOrUnix(row.Real(time)),
                VisitCount = row.Integer(count),
                Profile = profile,
                IsFromOtherDevice = row.Integer(origin) != 0,
                IsLoaded = row.IsNull(isLoaded) || row.Integer(isLoaded) != 0,
                RedirectedTo = row.Text(target),
            };
            if (query.FitsText([visit.Url, visit.Title]))
            {
                yield return visit;
            }
        }
    }

    private static void AddConditions(RecordSelect select, WebHistoryQuery query)
    {
        // Newer versions count from 1970; no time since 2001 is the same number in both.
        const double UnixEpoch = 978_307_200;
        string time = select.Sql("v", "visit_time");
        string cocoa = $"CASE WHEN {time} > {UnixEpoch:F0} THEN {time} - {UnixEpoch:F0} ELSE {time} END";
        select.WithinPeriod(cocoa, query);
        select.OrderBy(cocoa, query.NewestFirst);
        if (!query.IncludeRedirects)
        {
            select.Where($"{select.Sql("v", "redirect_destination")} IS NULL");
        }
    }

    private static string? ProfileOf(BackupFile file)
    {
        if (!file.RelativePath.StartsWith(Profiles, StringComparison.Ordinal))
        {
            return null;
        }

        string below = file.RelativePath.Substring(Profiles.Length);
        int slash = below.IndexOf('/');
        return slash > 0 ? below.Substring(0, slash) : null;
    }
}
