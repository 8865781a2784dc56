using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Records;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Exports.Report;

/// <summary>
/// Writes a page that shows a backup: what it holds, its conversations, photos, contacts, calls and notes. The page is
/// one file that needs nothing else, and runs nothing but its own script.
/// </summary>
public static class ReportWriter
{
    private const string Unfinished = ".partial";

    /// <summary>Writes a report. It gets its name when it is complete.</summary>
    /// <param name="backup">The backup; unlocked when it is encrypted.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="options">What it holds.</param>
    /// <param name="progress">Gets the name of each section before it is read.</param>
    /// <param name="stop">Stops at once; no file is left.</param>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.BackupPasswordRequired"/>, <see cref="ErrorKind.ManifestDamaged"/>,
    /// <see cref="ErrorKind.DestinationFull"/>, <see cref="ErrorKind.DestinationUnavailable"/>,
    /// <see cref="ErrorKind.DestinationProtected"/>.
    /// </exception>
    public static ReportResult Write(
        Backup backup,
        string path,
        ReportOptions options,
        IProgress<string>? progress = null,
        CancellationToken stop = default)
    {
        string full = Path.GetFullPath(path);
        string unfinished = full + Unfinished;
        string folder = Path.GetDirectoryName(full)!;
        ProtectedFolders.Refuse(folder);
        try
        {
            Directory.CreateDirectory(folder);
            ReportResult result;
            using (FileStream file = new(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                result = Write(backup, file, options, progress, stop);
            }

            File.Delete(full);
            File.Move(unfinished, full);
            return result with { Path = full, Size = new FileInfo(full).Length };
        }
        catch (Exception e)
        {
            Remove(unfinished);
            if (FileErrors.IsFileError(e))
            {
                throw FileErrors.ToException(e, full);
            }

            throw;
        }
    }

    /// <summary>Writes a report to a stream.</summary>
    internal static ReportResult Write(
        Backup backup, Stream output, ReportOptions options, IProgress<string>? progress, CancellationToken stop)
    {
        List<string> warnings = [];
        RecordSource source = new(backup, warning => warnings.Add(options.Describe(warning)));
        using ReportPage page = new(output);
        using ReportContents contents = new(source, page);
        WriteHead(page, backup);
        Fill("Messages", () => ReportMessages.WriteMessages(contents, stop));
        Fill("WhatsApp", () => ReportMessages.WriteWhatsApp(contents, stop));
        Fill("Calls", () => ReportCalls.Write(contents, stop));
        Fill("Photos", () => ReportPhotos.Write(contents, options, stop));
        Fill("Contacts", () => ReportContacts.Write(contents, stop));
        Fill("Notes", () => ReportNotes.Write(contents, stop));
        contents.Flush();
        WriteTop(page, backup, contents);
        page.Markup("<main id=\"main\">\n");
        progress?.Report("Overview");
        IEnumerable<string> failures = contents.Failures.Select(failure =>
            $"{failure.Section}: not everything could be read. {options.DescribeError(failure.Error)}");
        new ReportOverview(page, contents, [.. failures, .. warnings]).Write(stop);
        ReportSections.Write(page);
        page.Markup("</main>\n<footer>").Markup("<p>Made from a backup on ");
        ReportOverview.Time(page, DateTimeOffset.UtcNow);
        page.Markup(". This page is complete in itself: it loads nothing, and holds personal data.</p></footer>\n")
            .Markup("<dialog id=\"photo\"></dialog>\n<div id=\"status\" class=\"unseen\" role=\"status\"></div>\n");
        page.Index(json => WriteIndex(json, contents));
        page.Markup("<script>").Markup(ReportAssets.Script).Markup("</script>\n</body>\n</html>\n");
        return new ReportResult("", 0, contents.Chats.Count, contents.Photos.Count)
        {
            Failures = contents.Failures,
        };

        void Fill(string section, Action fill)
        {
            stop.ThrowIfCancellationRequested();
            progress?.Report(section);
            contents.Fill(section, fill);
        }
    }

    private static void WriteHead(ReportPage page, Backup backup) => page
        .Markup("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .Markup($"<meta http-equiv=\"Content-Security-Policy\" content=\"{ReportAssets.Policy}\">\n")
        .Markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .Markup("<meta name=\"referrer\" content=\"no-referrer\">\n")
        .Element("title", $"Backup of {NameOf(backup)}")
        .Markup("\n<style>").Markup(ReportAssets.Style).Markup("</style>\n</head>\n<body>\n");

    private static void WriteTop(ReportPage page, Backup backup, ReportContents contents)
    {
        page.Markup("<a class=\"skip\" href=\"#main\">Skip to the content</a>\n<header class=\"top\"><div>")
            .Element("h1", NameOf(backup)).Markup("<p>")
            .Text($"{backup.Info?.ProductName ?? backup.Properties.ProductType ?? "Device"} · "
                + $"iOS {backup.Properties.ProductVersion ?? backup.Info?.ProductVersion ?? "?"} · backed up ");
        if (backup.Status?.Date is DateTimeOffset date)
        {
            ReportOverview.Time(page, date);
        }

        page.Markup("</p></div><button type=\"button\" class=\"button theme\" id=\"theme\">Light or dark</button>")
            .Markup("</header>\n<nav aria-label=\"Sections\"><ul>");
        Link("overview", "Overview", null);
        foreach ((string id, string name, long count) in ReportSections.All(contents))
        {
            Link(id, name, count);
        }

        page.Markup("</ul></nav>\n");

        void Link(string id, string name, long? count)
        {
            page.Markup($"<li><a href=\"#{id}\">").Text(name);
            if (count is long number)
            {
                page.Element("small", ReportText.Count(number));
            }

            page.Markup("</a></li>");
        }
    }

    private static void WriteIndex(Utf8JsonWriter json, ReportContents contents)
    {
        json.WriteStartObject();
        json.WritePropertyName("chats");
        contents.Chats.WriteIndex(json);
        List("photos", contents.Photos);
        List("contacts", contents.Contacts);
        List("calls", contents.Calls);
        List("notes", contents.Notes);
        json.WriteEndObject();

        void List(string name, ReportList list)
        {
            json.WritePropertyName(name);
            list.WriteParts(json);
        }
    }

    private static string NameOf(Backup backup) =>
        backup.Info?.DeviceName ?? backup.Properties.DeviceName ?? backup.Udid;

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (FileErrors.IsFileError(e))
        {
            // The error that kept the report from being finished is the one to report.
        }
    }
}
