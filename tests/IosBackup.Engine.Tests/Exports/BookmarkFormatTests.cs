using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using IosBackup.Engine.Exports.Records;
using IosBackup.Engine.Records;
using IosBackup.Engine.Records.Safari;
using IosBackup.Engine.Tests.Records;
using Xunit;

namespace IosBackup.Engine.Tests.Exports;

public sealed class BookmarkFormatTests : IDisposable
{
    private static readonly IosBookmark s_bookmark = new()
    {
        Backup = "backup", FileId = "file", RowId = 1, Title = "Weather", Url = "https://weather.example/", Folder = "",
    };

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_lie_within_each_other_and_are_all_closed()
    {
        string page = Export(
            s_bookmark with { Title = "Deep", Folder = "Trips/Wales" },
            s_bookmark with { Title = "Top" },
            s_bookmark with { Title = "Shallow", Folder = "Trips" },
            s_bookmark with { Title = "Other", Folder = "Trips of others" },
            s_bookmark with { Title = "Later", IsReadingList = true, Preview = "A long read" });
        Assert.Equal(
            [
                "Reading List>Later", "Top", "Trips of others>Other", "Trips>Shallow", "Trips>Wales>Deep",
            ],
            Parse(page).Order(StringComparer.Ordinal));
        Assert.Contains("<DD>A long read", page);
    }

    [Fact]
    public void Names_and_addresses_are_nothing_but_text()
    {
        string page = Export(s_bookmark with
        {
            Title = "<script>alert(1)</script>", Url = "https://x.example/?a=1&b=\"><img src=x>", Folder = "</H3><b>",
        });
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
        Assert.Contains("HREF=\"https://x.example/?a=1&amp;b=&quot;&gt;&lt;img src=x&gt;\"", page);
    }

    [Fact]
    public void The_bookmarks_of_the_starter_phone_are_all_there()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosBookmark> bookmarks =
            [.. new BookmarkReader().Read(backup.Source, new RecordQuery(), Stop)];
        string page = Export([.. bookmarks]);
        Assert.StartsWith("<!DOCTYPE NETSCAPE-Bookmark-file-1>", page);
        Assert.Equal(bookmarks.Count(static item => !item.IsFolder), Parse(page).Count);
    }

    /// <summary>The titles of bookmarks behind those of the folders that are open where they stand.</summary>
    private static List<string> Parse(string page)
    {
        List<string> found = [];
        Stack<string> open = [];
        foreach (Match part in Regex.Matches(page, "<H3>(.*?)</H3>|<A HREF=.*?>(.*?)</A>|(<DL><p>)|(</DL><p>)"))
        {
            if (part.Groups[1].Success)
            {
                open.Push(part.Groups[1].Value);
            }
            else if (part.Groups[2].Success)
            {
                found.Add(string.Join(">", open.Reverse().Append(part.Groups[2].Value)));
            }
            else if (part.Groups[4].Success && open.Count > 0)
            {
                open.Pop();
            }
        }

        Assert.Empty(open);
        Assert.Equal(Regex.Count(page, "<DL>"), Regex.Count(page, "</DL>"));
        return found;
    }

    private string Export(params IosBookmark[] bookmarks)
    {
        using RecordExporter exporter = new(new ExportOptions
        {
            Destination = _folder.Path,
            Format = ExportFormat.Bookmarks,
            OpenBackup = static _ => throw new InvalidOperationException(),
        });
        foreach (IosBookmark bookmark in bookmarks)
        {
            exporter.Add(bookmark, Stop);
        }

        return File.ReadAllText(Assert.Single(exporter.Finish()).Path);
    }
}
