using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Exports.Records;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Records.Messages;
using IosBackup.Engine.Records.Notes;
using IosBackup.Engine.Records.Photos;
using IosBackup.Engine.Tests.Exports.Report;
using IosBackup.Engine.Tests.Records;
using Xunit;

namespace IosBackup.Engine.Tests.Exports;

/// <summary>Exported pages, as a browser shows them.</summary>
public sealed class HtmlFormatTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_conversation_is_found_from_the_index_and_shows_its_messages_and_pictures()
    {
        using StoreBackup backup = StoreBackup.OfPhone();
        List<IosMessage> messages = [.. new MessageReader().Read(backup.Source, new ChatQuery(), Stop)];
        Export(backup, messages);
        await using BrowserPage page = await BrowserPage.OpenAsync(_folder["index.html"]);
        await page.GoAsync(await page.EvaluateAsync(
            "[...document.querySelectorAll('a')].find(link => link.textContent === 'Anna Weiß').href"));
        Assert.Equal("Anna Weiß", await page.EvaluateAsync("document.querySelector('h1').innerText"));
        Assert.Equal(
            messages.Count(static message => message is { Chat: "Anna Weiß", Event: IosChatEvent.None })
                .ToString(CultureInfo.InvariantCulture),
            await page.EvaluateAsync("document.querySelectorAll('.bubble').length"));
        Assert.Contains(
            "Your gran's lasagne!", await page.EvaluateAsync("document.body.innerText"), StringComparison.Ordinal);
        Assert.Equal(
            "true", await page.EvaluateAsync("document.querySelector('.mine .bubble').offsetWidth > 50"));
        await page.EvaluateAsync("document.querySelector('.bubble img[src$=\".JPG\" i]').scrollIntoView()");
        await page.WaitForAsync("document.querySelector('.bubble img[src$=\".JPG\" i]').naturalWidth > 0");
        await RequireQuietAsync(page);
    }

    [Fact]
    public async Task Nothing_from_a_record_ever_runs_or_is_fetched()
    {
        using StoreBackup backup = HostileBackup.Create();
        IEnumerable<IosRecord> records = new MessageReader().Read(backup.Source, new ChatQuery(), Stop)
            .Concat<IosRecord>(new ContactReader().Read(backup.Source, new ContactQuery(), Stop))
            .Concat(new NoteReader().Read(backup.Source, new NoteQuery(), Stop))
            .Concat(new PhotoReader().Read(backup.Source, new PhotoQuery(), Stop));
        Export(backup, records);
        string[] pages = Directory.GetFiles(_folder.Path, "*.html", SearchOption.AllDirectories);
        Assert.True(pages.Length > 10);
        await using BrowserPage page = await BrowserPage.OpenAsync(_folder["index.html"]);
        foreach (string path in pages)
        {
            await page.GoAsync(new Uri(path).AbsoluteUri);
            Assert.Equal("0", await page.EvaluateAsync(
                "document.querySelectorAll('script, iframe, object, embed, svg, img, form, base').length"));
            Assert.Equal("0", await page.EvaluateAsync(
                "[...document.querySelectorAll('*')].flatMap(element => [...element.attributes])"
                + ".filter(attribute => attribute.name.startsWith('on')).length"));
            Assert.Equal("true", await page.EvaluateAsync(
                "[...document.querySelectorAll('a')].every(link => link.protocol === 'file:')"));
            await RequireQuietAsync(page);
        }
    }

    /// <summary>Checks that no script ran, nothing was refused, and nothing came from elsewhere.</summary>
    private static async Task RequireQuietAsync(BrowserPage page)
    {
        Assert.NotEqual(HostileBackup.Mark, await page.EvaluateAsync("document.title"));
        Assert.Equal("true", await page.EvaluateAsync(
            "performance.getEntriesByType('resource').every(entry => entry.name.startsWith('file:'))"));
        Assert.Empty(page.Complaints);
    }

    private void Export(StoreBackup backup, IEnumerable<IosRecord> records)
    {
        using RecordExporter exporter = new(new ExportOptions
        {
            Destination = _folder.Path,
            Format = ExportFormat.Html,
            OpenBackup = _ => backup.Backup,
        });
        foreach (IosRecord record in records)
        {
            exporter.Add(record, Stop);
        }

        exporter.Finish();
    }
}
