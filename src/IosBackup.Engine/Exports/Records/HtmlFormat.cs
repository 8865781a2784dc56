using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// Pages to read offline and to print. A conversation has pages of its own, other records a table. Everything from the
/// backup is escaped, and a policy lets the pages run nothing, whatever they hold.
/// </summary>
internal sealed class HtmlFormat(ExportFolder folder, BackupContent? content) : IRecordFormat
{
    private const string IndexName = "index.html";

    private readonly string _index = folder.NewName("", "index", ".html");
    private readonly Dictionary<string, ChatPages> _chats = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, (string Path, long Count)> _tables = [];

    public bool Add(IosRecord record, CancellationToken stop)
    {
        if (record is IosChatMessage message)
        {
            string key = message.Backup + "\n" + message.GetType().Name + "\n" + (message.ChatId ?? message.Chat);
            if (!_chats.TryGetValue(key, out ChatPages? chat))
            {
                _chats.Add(key, chat = new ChatPages(folder, content, message));
            }

            chat.Add(message);
        }
        else
        {
            AddRow(record);
        }

        return true;
    }

    public IEnumerable<ExportedFile> Finish()
    {
        List<ExportedFile> files = [];
        TextWriter index = folder.Append(_index);
        HtmlPage.Start(index, "Export");
        index.WriteLine("<h1>Export</h1>\n<table><thead><tr><th>Pages</th><th>Records</th><th>From</th><th>To</th>"
            + "<th>Backup</th></tr></thead><tbody>");
        foreach (ChatPages chat in _chats.Values.OrderByDescending(static chat => chat.Last))
        {
            files.AddRange(chat.Finish());
            string[] cells = [HtmlPage.Day(chat.First), HtmlPage.Day(chat.Last), HtmlPage.Text(chat.Backup)];
            WriteEntry(index, chat.FirstPage, chat.Title, chat.Count, cells);
        }

        foreach (KeyValuePair<Type, (string Path, long Count)> table in _tables)
        {
            TextWriter page = folder.Append(table.Value.Path);
            page.WriteLine("</tbody></table>");
            HtmlPage.End(page);
            files.Add(folder.Complete(table.Value.Path, table.Value.Count));
            WriteEntry(index, table.Value.Path, RecordFields.NameOf(table.Key), table.Value.Count, ["", "", ""]);
        }

        index.WriteLine("</tbody></table>");
        HtmlPage.End(index);
        return [folder.Complete(_index, files.Sum(static file => file.Records)), .. files];
    }

    private static void WriteEntry(TextWriter index, string path, string title, long count, string[] cells) =>
        index.WriteLine(FormattableString.Invariant(
            $"<tr><td><a href=\"{HtmlPage.Link(path)}\">{HtmlPage.Text(title)}</a></td><td class=\"number\">{count}")
            + $"</td>{string.Concat(cells.Select(static cell => $"<td>{cell}</td>"))}</tr>");

    private void AddRow(IosRecord record)
    {
        Type type = record.GetType();
        IReadOnlyList<PropertyInfo> fields = RecordFields.Of(type);
        if (!_tables.TryGetValue(type, out (string Path, long Count) table))
        {
            string name = RecordFields.NameOf(type);
            table = (folder.NewName("", name, ".html"), 0);
            TextWriter start = folder.Append(table.Path);
            HtmlPage.Start(start, name);
            start.Write($"<p><a href=\"{IndexName}\">Contents</a></p>\n<h1>{name}</h1>\n<table><thead><tr>");
            start.Write(string.Concat(fields.Select(static field => $"<th>{field.Name}</th>")));
            start.WriteLine("</tr></thead><tbody>");
        }

        TextWriter page = folder.Append(table.Path);
        page.Write("<tr>");
        foreach (PropertyInfo field in fields)
        {
            page.Write("<td>" + HtmlPage.Text(RecordFields.ToText(field.GetValue(record))) + "</td>");
        }

        page.WriteLine("</tr>");
        _tables[type] = (table.Path, table.Count + 1);
    }
}
