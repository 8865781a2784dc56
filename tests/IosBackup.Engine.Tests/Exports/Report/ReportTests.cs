using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Backups;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Exports.Report;
using IosBackup.Engine.Tests.Records;
using IosBackup.Engine.Tests.VirtualDevice.Content;
using IosBackup.VirtualDevice.Content.Starter;
using Xunit;

namespace IosBackup.Engine.Tests.Exports.Report;

public sealed class ReportTests
{
    [Fact]
    public void A_report_is_one_file_that_needs_nothing_else()
    {
        using TemporaryFolder folder = new();
        using StoreBackup backup = StoreBackup.OfPhone();
        string page = File.ReadAllText(Write(backup, folder));
        Assert.DoesNotMatch(@"(src|href)\s*=\s*""(https?:|//|file:)", page);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", page, StringComparison.Ordinal);
        Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder["report.html"])!));
    }

    [Fact]
    public void A_report_that_is_stopped_leaves_no_file()
    {
        using TemporaryFolder folder = new();
        using StoreBackup backup = StoreBackup.OfPhone();
        CancellationToken stopped = new(canceled: true);
        Assert.ThrowsAny<OperationCanceledException>(
            () => ReportWriter.Write(backup.Backup, folder["report.html"], new ReportOptions(), null, stopped));
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(folder["report.html"])!));
    }

    [Theory]
    [InlineData(ErrorKind.PayloadMissing)]
    [InlineData(ErrorKind.PayloadDamaged)]
    public void What_could_not_be_read_is_told_on_the_page_and_to_the_caller(ErrorKind kind)
    {
        using TemporaryFolder folder = new();
        using StoreBackup backup = StoreBackup.OfPhone();
        string messages = FileIds.Compute("HomeDomain", "Library/SMS/sms.db");
        string payload = Path.Combine(backup.Backup.FolderPath, BackupFolder.ShardedName(messages));
        File.Move(payload, folder["elsewhere"]);
        if (kind == ErrorKind.PayloadDamaged)
        {
            File.CreateSymbolicLink(payload, folder["elsewhere"]);
        }

        ReportResult result = ReportWriter.Write(
            backup.Backup,
            folder["report.html"],
            new ReportOptions { DescribeError = static error => $"That is {error.Kind}." },
            null,
            TestContext.Current.CancellationToken);

        ReportFailure failure = Assert.Single(result.Failures);
        Assert.Equal(("Messages", kind), (failure.Section, failure.Error.Kind));
        Assert.Contains(
            $"Messages: not everything could be read. That is {kind}.",
            File.ReadAllText(folder["report.html"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_section_of_the_starter_phone_is_filled()
    {
        using TemporaryFolder folder = new();
        using StoreBackup backup = StoreBackup.OfPhone();
        await using BrowserPage page = await BrowserPage.OpenAsync(Write(backup, folder));
        Assert.Contains("Size by app", await Text(page), StringComparison.Ordinal);
        await Go(page, "messages");
        await page.WaitForAsync("document.querySelectorAll('#chat .bubble').length > 0");
        await Go(page, "photos");
        await page.WaitForAsync("document.querySelector('.photo img').naturalWidth > 0");
        await Go(page, "contacts");
        Assert.Contains(
            TestPhone.Default.Truth.Samples(StarterKind.Contact)[0].Text, await Text(page), StringComparison.Ordinal);
        await Go(page, "calls");
        await page.WaitForAsync("document.querySelectorAll('#call-pages tbody tr').length > 10");
        await Go(page, "notes");
        Assert.Contains("Shopping list ✅", await Text(page), StringComparison.Ordinal);
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task Nothing_from_a_record_ever_runs()
    {
        using TemporaryFolder folder = new();
        using StoreBackup backup = HostileBackup.Create();
        await using BrowserPage page = await BrowserPage.OpenAsync(Write(backup, folder));
        foreach (string section in new[] { "overview", "messages", "photos", "contacts", "notes" })
        {
            await Go(page, section);
            await page.EvaluateAsync(
                "document.querySelectorAll('.list button, .photo').forEach(button => button.click())");
            Assert.NotEqual(HostileBackup.Mark, await page.EvaluateAsync("document.title"));
        }

        Assert.Equal(
            "0", await page.EvaluateAsync("document.querySelectorAll('main iframe, main img, main script').length"));
        Assert.Empty(page.Complaints);
    }

    [Fact]
    public async Task The_keyboard_reaches_everything()
    {
        using TemporaryFolder folder = new();
        using StoreBackup backup = StoreBackup.OfPhone();
        await using BrowserPage page = await BrowserPage.OpenAsync(Write(backup, folder));
        await Tab(page);
        Assert.Equal("Skip to the content", await Focused(page, "textContent"));
        await Tab(page);
        Assert.Equal("theme", await Focused(page, "id"));
        await Tab(page);
        await Tab(page);
        Assert.Equal("#messages", await Focused(page, "hash"));
        await page.PressAsync("Enter", 13, "\r");
        await page.WaitForAsync("!document.getElementById('messages').hidden");
        await Tab(page);
        Assert.Equal("message-search", await Focused(page, "id"));
        await Tab(page);
        await Tab(page);
        string first = await page.EvaluateAsync("document.getElementById('chat-title').textContent");
        await page.PressAsync("ArrowDown", 40);
        await page.PressAsync("Enter", 13, "\r");
        await page.WaitForAsync(
            "document.activeElement.getAttribute('aria-current') === 'true'"
            + $" && document.getElementById('chat-title').textContent !== {JsonSerializer.Serialize(first)}");
    }

    [Fact]
    public async Task A_hundred_thousand_messages_stay_usable()
    {
        const int Messages = 100_000;
        using TemporaryFolder folder = new();
        using StoreBackup backup = HostileBackup.OfMessages(Messages, 7);
        await using BrowserPage page = await BrowserPage.OpenAsync(Write(backup, folder), "#messages");
        await page.WaitForAsync("document.querySelectorAll('#chat .bubble').length > 0");
        string elements = await page.EvaluateAsync("document.querySelectorAll('*').length");
        Assert.InRange(int.Parse(elements, CultureInfo.InvariantCulture), 1, 3000);
        await page.EvaluateAsync(
            "[...document.querySelectorAll('#chat button')].find(button => button.textContent === 'First').click()");
        await page.WaitForAsync("document.querySelector('#chat .bubble').textContent.startsWith('Message number')");
        await page.EvaluateAsync(
            "const field = document.getElementById('message-search'); field.value = 'number 77777,';"
            + "field.dispatchEvent(new Event('input'))");
        await page.WaitForAsync(
            "document.getElementById('chat-title').textContent.startsWith('Found')"
            + " && document.querySelectorAll('#chat .bubble').length === 1");
        Assert.Empty(page.Complaints);
    }

    private static async Task Go(BrowserPage page, string section)
    {
        await page.EvaluateAsync($"location.hash = '#{section}'");
        await page.WaitForAsync($"!document.getElementById('{section}').hidden");
    }

    private static Task<string> Text(BrowserPage page) => page.EvaluateAsync("document.body.innerText");

    private static Task<string> Focused(BrowserPage page, string property) =>
        page.EvaluateAsync($"document.activeElement.{property}");

    private static Task Tab(BrowserPage page) => page.PressAsync("Tab", 9);

    private static string Write(StoreBackup backup, TemporaryFolder folder)
    {
        string path = folder["report.html"];
        ReportResult result = ReportWriter.Write(
            backup.Backup, path, new ReportOptions(), null, TestContext.Current.CancellationToken);
        Assert.Equal(new FileInfo(path).Length, result.Size);
        if (Environment.GetEnvironmentVariable("IOSBACKUP_KEEP_REPORTS") is string copies)
        {
            File.Copy(path, Path.Combine(copies, $"{result.Messages}-{result.Photos}.html"), overwrite: true);
        }

        return path;
    }
}
