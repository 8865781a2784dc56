using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading;

namespace IosBackup.Engine.Exports.Records;

/// <summary>
/// The bookmark file of Netscape, which every browser imports. Bookmarks are kept until the end, when their folders are
/// known.
/// </summary>
internal sealed class BookmarkFormat(ExportFolder folder) : IRecordFormat
{
    private readonly SortedDictionary<string, List<IosBookmark>> _folders = new(StringComparer.Ordinal);
    private long _count;

    public bool Add(IosRecord record, CancellationToken stop)
    {
        if (record is not IosBookmark bookmark)
        {
            return false;
        }

        if (!bookmark.IsFolder)
        {
            string place = bookmark.IsReadingList ? "Reading List" : bookmark.Folder;
            if (!_folders.TryGetValue(place, out List<IosBookmark>? items))
            {
                _folders.Add(place, items = []);
            }

            items.Add(bookmark);
            _count++;
        }

        return true;
    }

    public IEnumerable<ExportedFile> Finish()
    {
        if (_count == 0)
        {
            return [];
        }

        string path = folder.NewName("", "Bookmarks", ".html");
        TextWriter page = folder.Append(path);
        page.WriteLine("<!DOCTYPE NETSCAPE-Bookmark-file-1>");
        page.WriteLine("<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=UTF-8\">");
        page.WriteLine("<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>");
        string[] open = [];
        foreach (KeyValuePair<string, List<IosBookmark>> item in _folders.OrderBy(
            static item => item.Key.Replace('/', '\0'), StringComparer.Ordinal))
        {
            open = Enter(page, open, item.Key.Split(['/'], StringSplitOptions.RemoveEmptyEntries));
            foreach (IosBookmark bookmark in item.Value)
            {
                Write(page, bookmark);
            }
        }

        Enter(page, open, []);
        page.WriteLine("</DL><p>");
        return [folder.Complete(path, _count)];
    }

    /// <summary>Closes folders and opens others, until those are open that an item lies in.</summary>
    private static string[] Enter(TextWriter page, string[] open, string[] wanted)
    {
        int common = 0;
        while (common < open.Length && common < wanted.Length && open[common] == wanted[common])
        {
            common++;
        }

        for (int i = open.Length; i > common; i--)
        {
            page.WriteLine("</DL><p>");
        }

        for (int i = common; i < wanted.Length; i++)
        {
            page.WriteLine($"<DT><H3>{WebUtility.HtmlEncode(wanted[i])}</H3>\n<DL><p>");
        }

        return wanted;
    }

    private static void Write(TextWriter page, IosBookmark bookmark)
    {
        string added = (bookmark.Added ?? bookmark.Modified) is DateTimeOffset time
            ? FormattableString.Invariant($" ADD_DATE=\"{time.ToUnixTimeSeconds()}\"")
            : "";
        page.WriteLine(
            $"<DT><A HREF=\"{WebUtility.HtmlEncode(bookmark.Url)}\"{added}>"
            + $"{WebUtility.HtmlEncode(bookmark.Title ?? bookmark.Url)}</A>");
        if (!string.IsNullOrEmpty(bookmark.Preview))
        {
            page.WriteLine("<DD>" + WebUtility.HtmlEncode(bookmark.Preview!.Replace("\n", " ")));
        }
    }
}
