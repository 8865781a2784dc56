using System;
using System.Collections.Generic;
using System.IO;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// The pages of one conversation. A page that is full is completed, so what is kept does not grow with the messages.
/// </summary>
internal sealed class ChatPages
{
    private const int MessagesPerPage = 5000;

    private readonly ExportFolder _folder;
    private readonly MessageBubble _bubble;
    private readonly List<ExportedFile> _complete = [];
    private string _path;
    private string? _day;
    private long _onPage;

    public ChatPages(ExportFolder folder, BackupContent? content, IosChatMessage first)
    {
        _folder = folder;
        Title = first.Chat ?? first.ChatId ?? "Messages without a conversation";
        Backup = Path.GetFileName(first.Backup);
        _path = FirstPage = folder.NewName("", Title, ".html");
        _bubble = new MessageBubble(content, folder.NewName("", Title + " files"));
        Start(null);
    }

    public string Title { get; }

    public string FirstPage { get; }

    /// <summary>The folder of the backup: those of several have conversations of the same names.</summary>
    public string Backup { get; }

    public long Count { get; private set; }

    public DateTimeOffset? First { get; private set; }

    public DateTimeOffset? Last { get; private set; }

    public void Add(IosChatMessage message)
    {
        if (_onPage == MessagesPerPage)
        {
            string next = _folder.NewName("", Title, ".html");
            string before = _path;
            End($"<a href=\"{HtmlPage.Link(next)}\">Next page</a>");
            _path = next;
            Start(before);
        }

        TextWriter page = _folder.Append(_path);
        string day = HtmlPage.Day(message.Date);
        if (day != _day)
        {
            _day = day;
            page.WriteLine($"<li class=\"event\"><h2>{(day.Length == 0 ? "Without a time" : day)}</h2></li>");
        }

        _bubble.Write(page, message);
        _onPage++;
        Count++;
        First = First is null || message.Date < First ? message.Date ?? First : First;
        Last = Last is null || message.Date > Last ? message.Date ?? Last : Last;
    }

    public IEnumerable<ExportedFile> Finish()
    {
        End("");
        return _complete;
    }

    private void Start(string? before)
    {
        TextWriter page = _folder.Append(_path);
        HtmlPage.Start(page, Title);
        page.Write("<nav><a href=\"index.html\">Contents</a>");
        page.WriteLine(before is null ? "</nav>" : $" · <a href=\"{HtmlPage.Link(before)}\">Page before</a></nav>");
        page.WriteLine($"<h1>{HtmlPage.Text(Title)}</h1>\n<p class=\"meta\">Backup {HtmlPage.Text(Backup)}</p>\n"
            + "<ol class=\"chat\">");
        _day = null;
        _onPage = 0;
    }

    private void End(string navigation)
    {
        TextWriter page = _folder.Append(_path);
        page.WriteLine($"</ol>\n<nav>{navigation}</nav>");
        HtmlPage.End(page);
        _complete.Add(_folder.Complete(_path, _onPage));
    }
}
