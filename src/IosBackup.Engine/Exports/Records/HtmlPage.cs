using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Net;
using IosBackup.Engine.Exports.Report;

namespace IosBackup.Engine.Exports.Records;

/// <summary>The parts that exported pages share: style, policy, escaping.</summary>
internal static class HtmlPage
{
    private static readonly string s_style = ReportAssets.Read(typeof(HtmlPage), "pages.css");
    private static readonly string s_policy = "default-src 'none'; base-uri 'none'; form-action 'none'; "
        + $"img-src 'self' file:; media-src 'self' file:; style-src '{ReportAssets.Hash(s_style)}'";

    /// <summary>Writes the beginning of a page.</summary>
    public static void Start(TextWriter page, string title) => page.WriteLine(
        $"<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
        + $"<meta http-equiv=\"Content-Security-Policy\" content=\"{s_policy}\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        + "<meta name=\"referrer\" content=\"no-referrer\">\n"
        + $"<title>{Text(title)}</title>\n<style>{s_style}</style></head><body>");

    /// <summary>Writes the end of a page.</summary>
    public static void End(TextWriter page) => page.WriteLine("</body></html>");

    /// <summary>A text, escaped.</summary>
    public static string Text(string? text) => WebUtility.HtmlEncode(text ?? "");

    /// <summary>The address of a file of the export.</summary>
    public static string Link(string path) =>
        string.Join("/", path.Split('/').Select(Uri.EscapeDataString));

    /// <summary>A day; empty without one.</summary>
    public static string Day(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
