using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Exports.Records;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Messages;
using IosBackup.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;

namespace IosBackup.Benchmarks;

/// <summary>Lists and exports many messages, beside sqlite3 reading the same columns of the same rows.</summary>
internal sealed class MessageBenchmark : IBenchmark
{
    private const int ManyMessages = 500_000;

    public string Name => "messages";

    public string Summary => "lists and exports messages [--rows 500000] [--folder where they are made] [--rounds 3]";

    public void Run(Options options, Report report)
    {
        int rows = options.Number("rows", ManyMessages);
        string folder = Path.Combine(options.Text("folder", Path.GetTempPath()), $"iosbackup-messages-{rows}");
        if (!Directory.Exists(folder))
        {
            Make(folder, rows);
        }

        using Backup backup = Backup.Open(folder);
        BackupFile store = backup.Find("HomeDomain", "Library/SMS/sms.db")!;
        report.Title($"{rows:N0} messages, {store.Size / 1e6:N0} MB");
        for (int round = 1; round <= options.Number("rounds", 3); round++)
        {
            report.Title($"round {round}");
            MeasureEngine(backup, report);
            MeasurePeer(Path.Combine(folder, store.FileId.Substring(0, 2), store.FileId), rows, report);
        }

        foreach (ExportFormat format in (ExportFormat[])[ExportFormat.Json, ExportFormat.Html])
        {
            MeasureExport(backup, format, report);
        }
    }

    private static IEnumerable<IosMessage> Read(Backup backup) =>
        new MessageReader().Read(new RecordSource(backup), new ChatQuery());

    private static void MeasureEngine(Backup backup, Report report)
    {
        Stopwatch clock = Stopwatch.StartNew();
        IosMessage first = Read(backup).First();
        report.Time("first message", clock.Elapsed, $"row {first.RowId}");
        clock.Restart();
        long count = 0;
        long letters = 0;
        long largest = 0;
        foreach (IosMessage message in Read(backup))
        {
            letters += message.Text.Length;
            if (++count % 100_000 == 0)
            {
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true));
            }
        }

        report.Time("all messages", clock.Elapsed, $"{count / clock.Elapsed.TotalSeconds:N0} messages/s");
        report.Value("letters", $"{letters:N0}");
        report.Value("largest managed heap on the way", $"{largest / 1e6:N0} MB");
    }

    private static void MeasurePeer(string path, int rows, Report report)
    {
        const string Sql = "SELECT sum(length(guid) + length(text) + length(attributedBody) + coalesce(j.chat_id, 0)) "
            + "FROM (SELECT * FROM message ORDER BY date) m LEFT JOIN chat_message_join j ON j.message_id = m.ROWID";
        if (Peer.Time("sqlite3", "-readonly", path, Sql) is TimeSpan time)
        {
            report.Time("sqlite3 reads the columns in order", time, $"{rows / time.TotalSeconds:N0} rows/s");
        }
    }

    private static void MeasureExport(Backup backup, ExportFormat format, Report report)
    {
        string target = Directory.CreateTempSubdirectory("iosbackup-export-").FullName;
        try
        {
            Stopwatch clock = Stopwatch.StartNew();
            using RecordExporter exporter = new(new ExportOptions
            {
                Destination = target,
                Format = format,
                OpenBackup = _ => backup,
                IncludeAttachments = false,
            });
            foreach (IosMessage message in Read(backup))
            {
                exporter.Add(message);
            }

            exporter.Finish();
            report.Time($"export as {format}", clock.Elapsed, "");
            report.Value("heap after it", $"{GC.GetTotalMemory(forceFullCollection: true) / 1e6:N0} MB");
        }
        finally
        {
            Directory.Delete(target, recursive: true);
        }
    }

    private static void Make(string folder, int rows)
    {
        StarterContent phone = StarterPhone.Create(new StarterOptions { Messages = rows });
        BackupWriterOptions options = new() { Properties = new BackupProperties(new PlistDictionary()) };
        using BackupWriter writer = BackupWriter.Create(folder, options);
        foreach (PhoneFile file in phone.Files.Where(static file => file.Kind == PhoneFileKind.File
            && DataTypes.Of(file.Domain, file.RelativePath) is DataType.Messages or DataType.Contacts))
        {
            BackupFile entry = new()
            {
                FileId = "", Domain = file.Domain, RelativePath = file.RelativePath, Kind = FileKind.File,
            };
            writer.Add(entry, file.Content?.Open());
        }

        writer.Finish();
    }
}
