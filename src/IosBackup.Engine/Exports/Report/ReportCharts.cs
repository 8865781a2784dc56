using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace IosBackup.Engine.Exports.Report;

/// <summary>Draws the charts of a report. Each is, or has beside it, a table with the same numbers.</summary>
internal static class ReportCharts
{
    private const int MostBars = 10;
    private const int MonthWidth = 10;
    private const int ChartHeight = 100;

    /// <summary>A table with a bar in each row; small rows are summed up in a last one.</summary>
    public static void Bars(
        ReportPage page, string label, IReadOnlyList<(string Name, long Size)> rows, string style = "")
    {
        List<(string Name, long Size)> shown = [.. rows.Take(MostBars)];
        if (rows.Count > MostBars)
        {
            shown.Add(($"{rows.Count - MostBars} more", rows.Skip(MostBars).Sum(static row => row.Size)));
        }

        long largest = Math.Max(1, shown.Count == 0 ? 1 : shown.Max(static row => row.Size));
        page.Markup($"<table class=\"bars {style}\">").Element("caption class=\"unseen\"", label).Markup("<tbody>");
        foreach ((string name, long size) in shown)
        {
            double width = Math.Max(0.5, 100.0 * size / largest);
            page.Markup("<tr>").Element("th scope=\"row\"", name).Markup(FormattableString.Invariant(
                $"""
                <td><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="track"
                width="100" height="10"/><rect class="bar" width="{width:0.##}" height="10"/></svg></td>
                """)).Element("td", ReportText.Size(size)).Markup("</tr>\n");
        }

        page.Markup("</tbody></table>\n");
    }

    /// <summary>Bars of months, with the years below.</summary>
    public static void Months(
        ReportPage page,
        IReadOnlyList<ReportMonth> months,
        string noun,
        Func<ReportMonth, long> count,
        string style)
    {
        long most = Math.Max(1, months.Max(count));
        long total = months.Sum(count);
        page.Markup($"<div class=\"timeline {style}\"><svg preserveAspectRatio=\"none\" role=\"img\"")
            .Markup(FormattableString.Invariant($" viewBox=\"0 0 {months.Count * MonthWidth} {ChartHeight}\""))
            .Markup(" aria-label=\"").Text($"{ReportText.Count(total)} {noun} by month").Markup("\">");
        for (int i = 0; i < months.Count; i++)
        {
            double height = count(months[i]) == 0 ? 0 : Math.Max(1.5, 96.0 * count(months[i]) / most);
            page.Markup(FormattableString.Invariant(
                $"""
                <g><rect x="{i * MonthWidth}" width="{MonthWidth}" height="{ChartHeight}" fill="transparent"/><rect
                class="bar" x="{(i * MonthWidth) + 1}" y="{ChartHeight - height:0.##}" width="{MonthWidth - 2}"
                height="{height:0.##}"/><title>
                """)).Text($"{NameOf(months[i])}: {ReportText.Count(count(months[i]))} {noun}").Markup("</title></g>");
        }

        page.Markup("</svg>");
        Years(page, months);
        page.Markup("</div>\n");
    }

    /// <summary>The numbers of the months as a table.</summary>
    public static void MonthTable(ReportPage page, IReadOnlyList<ReportMonth> months)
    {
        page.Markup("<details><summary>Show the numbers</summary><div class=\"scroll\" tabindex=\"0\">")
            .Markup("<table class=\"plain\"><thead><tr><th scope=\"col\">Month</th><th scope=\"col\" class=\"number\">")
            .Markup("Messages</th><th scope=\"col\" class=\"number\">Photos</th></tr></thead><tbody>");
        foreach (ReportMonth month in months.Reverse().Where(static month => month.Messages + month.Photos > 0))
        {
            page.Markup("<tr>").Element("th scope=\"row\"", NameOf(month))
                .Element("td class=\"number\"", ReportText.Count(month.Messages))
                .Element("td class=\"number\"", ReportText.Count(month.Photos)).Markup("</tr>");
        }

        page.Markup("</tbody></table></div></details>\n");
    }

    /// <summary>
    /// The years, each as wide as its months: a grid of SVG, because the policy of the page allows no inline styles.
    /// </summary>
    private static void Years(ReportPage page, IReadOnlyList<ReportMonth> months)
    {
        page.Markup("<div class=\"years\" aria-hidden=\"true\">");
        int step = (months.Count + (12 * 12) - 1) / (12 * 12);
        foreach (IGrouping<int, ReportMonth> year in months.GroupBy(static month => month.Year))
        {
            string text = year.Count() >= 3 && year.Key % step == 0
                ? year.Key.ToString(CultureInfo.InvariantCulture)
                : "";
            page.Markup($"<span class=\"w{year.Count()}\">{text}</span>");
        }

        page.Markup("</div>");
    }

    private static string NameOf(ReportMonth month) =>
        CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month.Month) + " "
        + month.Year.ToString(CultureInfo.InvariantCulture);
}
