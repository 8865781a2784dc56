using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Files;
using IosBackup.Engine.Records.Apps;
using IosBackup.Engine.Repository;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Writes the first section: the device, what the backup holds, and what is missing.</summary>
internal sealed class ReportOverview(ReportPage page, ReportContents contents, IReadOnlyList<string> missing)
{
    private const int MostGenerations = 100;

    private readonly Backup _backup = contents.Source.Backup;

    public void Write(CancellationToken stop)
    {
        ReportUsage usage = ReportUsage.Measure(_backup, stop);
        page.Markup("<section id=\"overview\"><h2 tabindex=\"-1\">Overview</h2>\n");
        WriteTiles(usage);
        page.Markup("<div class=\"grid\">\n");
        WriteMissing();
        WriteDevice();
        page.Markup("<div class=\"card half\"><h3>Size by type of data</h3>\n");
        ReportCharts.Bars(page, "Size by type of data", usage.Types);
        page.Markup("</div>\n<div class=\"card half\"><h3>Size by app</h3>\n");
        ReportCharts.Bars(page, "Size by app", ReadApps(stop), "second");
        page.Markup("</div>\n");
        WriteTimeline();
        WriteGenerations();
        page.Markup("</div></section>\n");
    }

    private void WriteTiles(ReportUsage usage)
    {
        page.Markup("<ul class=\"tiles\">");
        Tile(ReportText.Size(usage.Size), $"in {ReportText.Count(usage.Files)} files");
        Tile(ReportText.Count(contents.Chats.Count), "messages");
        Tile(ReportText.Count(contents.Chats.ChatCount), "conversations");
        Tile(ReportText.Count(contents.Photos.Count), "photos and videos");
        Tile(ReportText.Count(contents.Contacts.Count), "contacts");
        Tile(ReportText.Count(contents.Calls.Count), "calls");
        Tile(ReportText.Count(contents.Notes.Count), "notes");
        page.Markup("</ul>\n<p class=\"gap\"></p>\n");

        void Tile(string number, string label) =>
            page.Markup("<li class=\"tile\">").Element("b", number).Element("span", label).Markup("</li>");
    }

    private void WriteMissing()
    {
        if (missing.Count > 0)
        {
            page.Markup("<div class=\"notice\"><h3>What this backup does not have</h3><ul>");
            foreach (string line in missing)
            {
                page.Element("li", line);
            }

            page.Markup("</ul></div>\n");
        }
    }

    private void WriteDevice()
    {
        BackupInfo? info = _backup.Info;
        BackupProperties properties = _backup.Properties;
        page.Markup("<div class=\"card\"><h3>Device and backup</h3><dl class=\"facts\">");
        Fact("Model", info?.ProductName ?? properties.ProductType ?? info?.ProductType);
        Fact("iOS", $"{properties.ProductVersion ?? info?.ProductVersion} {Bracketed(properties.BuildVersion)}");
        Fact("Serial number", properties.SerialNumber ?? info?.SerialNumber);
        Fact("Phone number", info?.PhoneNumber);
        Fact("IMEI", info?.Imei);
        Fact("UDID", _backup.Udid);
        Fact("Encryption", _backup.IsEncrypted ? "Encrypted" : "Not encrypted");
        Fact("State", _backup.IsFinished ? "Finished" : "Not finished: the last run broke");
        Fact("Folder", _backup.FolderPath);
        page.Markup("</dl></div>\n");

        void Fact(string name, string? value)
        {
            if (!string.IsNullOrWhiteSpace(value))
            {
                page.Markup("<div>").Element("dt", name).Element("dd", value).Markup("</div>");
            }
        }

        static string Bracketed(string? text) => text is null ? "" : $"({text})";
    }

    private IReadOnlyList<(string Name, long Size)> ReadApps(CancellationToken stop) =>
    [
        .. new AppReader().Read(contents.Source, new AppQuery { IncludeSystem = true }, stop)
            .Where(static app => app.Size > 0)
            .OrderByDescending(static app => app.Size)
            .Select(static app => (app.Name, app.Size)),
    ];

    private void WriteTimeline()
    {
        IReadOnlyList<ReportMonth> months = contents.Timeline.Months();
        if (months.Count == 0)
        {
            return;
        }

        page.Markup("<div class=\"card\"><h3>Messages and photos over time</h3>\n");
        if (months.Any(static month => month.Messages > 0))
        {
            page.Markup("<p class=\"quiet\">Messages by month</p>");
            ReportCharts.Months(page, months, "messages", static month => month.Messages, "");
        }

        if (months.Any(static month => month.Photos > 0))
        {
            page.Markup("<p class=\"quiet\">Photos and videos by month</p>");
            ReportCharts.Months(page, months, "photos", static month => month.Photos, "second");
        }

        ReportCharts.MonthTable(page, months);
        page.Markup("</div>\n");
    }

    private void WriteGenerations()
    {
        IReadOnlyList<Generation> generations = ReadGenerations();
        if (generations.Count < 2)
        {
            return;
        }

        page.Markup("<div class=\"card\"><h3>Generations of this device</h3><div class=\"scroll\" tabindex=\"0\">")
            .Markup("<table class=\"plain\"><thead><tr><th scope=\"col\">Backed up</th><th scope=\"col\">State</th>")
            .Markup("<th scope=\"col\" class=\"number\">Files</th><th scope=\"col\" class=\"number\">Size</th>")
            .Markup("</tr></thead><tbody>");
        foreach (Generation generation in generations.Take(MostGenerations))
        {
            page.Markup("<tr><td>");
            Time(page, generation.Date);
            page.Markup("</td>").Element("td", generation.IsPartial ? "Chosen data only"
                    : generation.IsFinished ? "Finished" : "Not finished")
                .Element("td class=\"number\"", Known(generation.Record?.FileCount, ReportText.Count))
                .Element("td class=\"number\"", Known(generation.Record?.Size, ReportText.Size)).Markup("</tr>");
        }

        page.Markup("</tbody></table></div></div>\n");

        static string Known(long? value, Func<long, string> format) =>
            value is long number and > 0 ? format(number) : "";
    }

    private IReadOnlyList<Generation> ReadGenerations()
    {
        try
        {
            return Path.GetDirectoryName(_backup.FolderPath) is string folder
                ? BackupRepository.Open(new FileLayer(), folder).Generations(_backup.Udid)
                : [];
        }
        catch (Exception e) when (e is EngineException || FileErrors.IsFileError(e))
        {
            return [];
        }
    }

    /// <summary>Writes a point in time; the script turns it into the reader's own form.</summary>
    internal static void Time(ReportPage page, DateTimeOffset time) => page
        .Markup($"<time datetime=\"{ReportText.Iso(time)}\">")
        .Text(time.UtcDateTime.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture) + " UTC")
        .Markup("</time>");
}
