using System;
using System.Collections.Generic;
using System.Globalization;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Sqlite;

namespace IosBackup.Engine.Records.Voicemail;

/// <summary>Reads voicemails and what the phone wrote down of them.</summary>
public sealed class VoicemailReader : StoreReader<IosVoicemail, RecordQuery>
{
    private const string Domain = "HomeDomain";
    private const string Folder = "Library/Voicemail/";
    private const string Table = "voicemail";

    private static readonly string[] s_extensions = [".amr", ".m4a", ".caf"];

    private protected override StoreDefinition Store { get; } = new()
    {
        Name = "Voicemail",
        Places = [new StorePlace(Domain, Folder + "voicemail.db")],
    };

    private protected override IEnumerable<IosVoicemail> ReadStore(
        RecordStore store, RecordQuery query, CancellationToken stop)
    {
        if (!store.Has(Table))
        {
            store.WarnUnknown();
            yield break;
        }

        RecordSelect select = store.Select(Table, "v");
        int date = select.Column("v", "date");
        int sender = select.Column("v", "sender");
        int callback = select.Column("v", "callback_num");
        int receiver = select.Column("v", "receiver");
        int duration = select.Column("v", "duration");
        int expiration = select.Column("v", "expiration");
        int trashed = select.Column("v", "trashed_date");
        int flags = select.Column("v", "flags");
        AddConditions(select, query);
        ContactNames names = ContactNames.Read(store.Source, stop);
        long missing = 0;
        foreach (SqliteStatement row in select.Rows(stop))
        {
            const int DeletedFlags = 75;
            long key = row.Integer(RecordSelect.Key);
            string path = Folder + key.ToString(CultureInfo.InvariantCulture);
            BackupFile? audio = FindAudio(store.Source.Backup, path);
            PlistDictionary? transcript = ReadTranscript(store.Source, path + ".transcript");
            IosVoicemail voicemail = new()
            {
                Backup = store.Source.Backup.FolderPath,
                FileId = store.File.FileId,
                RowId = key,
                Date = row.UnixTime(date),
                Sender = row.Text(sender),
                SenderName = names.Find(row.Text(sender)),
                CallbackNumber = row.Text(callback),
                Receiver = row.Text(receiver),
                Duration = row.Duration(duration),
                Expires = row.UnixTime(expiration),
                IsTrashed = row.Integer(trashed) != 0 || row.Integer(flags) == DeletedFlags,
                Trashed = row.CocoaTime(trashed),
                Transcript = transcript?.GetString("transcriptionString"),
                TranscriptConfidence = transcript?.GetReal("confidence"),
                AudioFileId = audio?.FileId,
                AudioPath = audio?.RelativePath,
            };
            if (query.FitsText([voicemail.Sender, voicemail.SenderName, voicemail.Transcript]))
            {
                missing += audio is null ? 1 : 0;
                yield return voicemail;
            }
        }

        if (missing > 0)
        {
            store.Source.Warn(RecordWarningKind.FilesMissing, Store.Name, missing);
        }
    }

    private static void AddConditions(RecordSelect select, RecordQuery query)
    {
        string date = select.Sql("v", "date");
        select.OrderBy(date, query.NewestFirst);
        if (query.Since is DateTimeOffset since)
        {
            select.Where($"{date} >= ?", AppleTime.ToUnix(since));
        }

        if (query.Until is DateTimeOffset until)
        {
            select.Where($"{date} < ?", AppleTime.ToUnix(until));
        }
    }

    private static BackupFile? FindAudio(Backup backup, string path)
    {
        foreach (string extension in s_extensions)
        {
            if (backup.Find(Domain, path + extension) is { Kind: FileKind.File } file)
            {
                return file;
            }
        }

        return null;
    }

    private static PlistDictionary? ReadTranscript(RecordSource source, string path)
    {
        const int LongestTranscript = 4 * 1024 * 1024;
        try
        {
            byte[]? bytes = source.TryReadAll(source.Backup.Find(Domain, path), LongestTranscript);
            return bytes is null ? null : KeyedArchive.Parse(bytes).ToPlainValues() as PlistDictionary;
        }
        catch (EngineException e) when (e.Kind is ErrorKind.PropertyListInvalid or ErrorKind.PayloadMissing
            or ErrorKind.PayloadDamaged)
        {
            source.Warn(RecordWarningKind.ContentUnreadable, "Voicemail");
            return null;
        }
    }
}
