using System;
using System.IO;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using IosBackup.Engine.Exports.Report;
using IosBackup.Engine.Tests.Records;
using Xunit;

namespace IosBackup.Engine.Tests.Exports.Report;

public sealed class ReportTests
{
    [Fact]
    public void A_report_is_one_file_that_needs_nothing_else()
    {
        using TemporaryFolder folder = new();
        string page = File.ReadAllText(Write(folder));
        Assert.DoesNotMatch(@"(src|href)\s*=\s*""(https?:|//|file:)", page);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", page, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder["report.html"])!));
    }

    [Fact]
    public async Task Sections_are_filled_by_the_script()
    {
        using TemporaryFolder folder = new();
        string path = Write(folder);
        string notes = await Chromium.DumpAsync(path, "#notes");
        Assert.Contains("Shopping list ✅", notes, StringComparison.Ordinal);
        string photos = await Chromium.DumpAsync(path, "#photos");
        Assert.Matches("<img[^>]* src=\"data:image/jpeg;base64,", photos);
    }

    private static string Write(TemporaryFolder folder)
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        string path = folder["report.html"];
        ReportResult result = ReportWriter.Write(
            backup.Backup, path, new ReportOptions(), null, TestContext.Current.CancellationToken);
        Assert.Equal(new FileInfo(path).Length, result.Size);
        if (Environment.GetEnvironmentVariable("IOSBACKUP_KEEP_REPORT") is string copy)
        {
            File.Copy(path, copy, overwrite: true);
        }

        return path;
    }
}
