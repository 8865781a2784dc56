using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using System.Threading;
using IosBackup.Engine.Exports.Records;
using IosBackup.Engine.Records.Calendar;
using IosBackup.Engine.Records.Chats;
using IosBackup.Engine.Records.Contacts;
using IosBackup.Engine.Records.Messages;
using IosBackup.Engine.Records.Notes;
using IosBackup.Engine.Records.Photos;
using IosBackup.Engine.Tests.Records;
using Xunit;

namespace IosBackup.Engine.Tests.Exports;

public sealed class RecordExporterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StoreBackup _backup = StoreBackup.OfPhone();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _backup.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_table_guards_against_formulas_and_begins_with_the_mark()
    {
        Export(ExportFormat.Csv, new ContactReader().Read(_backup.Source, new ContactQuery(), Stop));
        byte[] bytes = File.ReadAllBytes(_folder["Contact.csv"]);
        Assert.Equal([0xEF, 0xBB, 0xBF], bytes.Take(3));
        string text = File.ReadAllText(_folder["Contact.csv"]);
        Assert.Contains("'=1+1", text);
        Assert.DoesNotMatch("(^|,)\"?[=@]", text);
        Assert.Contains("\"Line one\r\nLine two;with,separators\\and\ttabs\"", text);
    }

    [Fact]
    public void What_a_cell_lists_is_named_as_people_name_it()
    {
        Export(ExportFormat.Csv, new CalendarReader().Read(_backup.Source, new CalendarQuery(), Stop)
            .Concat<IosRecord>(new NoteReader().Read(_backup.Source, new NoteQuery(), Stop)));
        string events = File.ReadAllText(_folder["CalendarEvent.csv"]);
        Assert.Contains("Piet de Vries <piet.devries@harbourhill.example>; Bjørn", events);
        string notes = File.ReadAllText(_folder["Note.csv"]);
        Assert.Contains("Photo of the roof.jpeg; Lease.pdf", notes);
        Assert.DoesNotContain("{ ", events + notes);
    }

    [Fact]
    public void Pages_say_what_of_a_message_is_not_there()
    {
        Export(ExportFormat.Html, new MessageReader().Read(_backup.Source, new ChatQuery(), Stop));
        string all = string.Concat(Directory.GetFiles(_folder.Path, "*.html").Select(File.ReadAllText));
        Assert.Contains("Ferry.pkpass (a folder in the backup)", all);
        Assert.Contains("IMG_0001.MOV (not in the backup)", all);
        Assert.Contains("Look what the cat did</div><div class=\"meta\">11:00 UTC · a part unsent", all);
        Assert.Contains(" UTC · not sent", all);
        Assert.Contains(" UTC · scheduled", all);
        Assert.Contains(" UTC · edited", all);
        Assert.Contains(" UTC · recently deleted", all);
        Assert.DoesNotContain("<div class=\"bubble\"></div>", all);
    }

    [Fact]
    public void Pages_of_several_backups_say_whose_they_are()
    {
        List<IosMessage> messages = [.. new MessageReader().Read(_backup.Source, new ChatQuery(), Stop)];
        Export(ExportFormat.Html, messages.Concat(messages.Select(static message =>
            message with { Backup = Path.Combine("D:", "Backups", "Another phone") })));
        string index = File.ReadAllText(_folder["index.html"]);
        int conversations = messages.Select(static message => message.ChatId ?? message.Chat).Distinct().Count();
        Assert.Equal(conversations, index.Split("<td>Another phone</td>").Length - 1);
        Assert.Contains("Backup Another phone", File.ReadAllText(_folder["Anna Weiß (2).html"]));
    }

    [Fact]
    public void Tables_of_messages_begin_with_what_all_messages_have()
    {
        Export(ExportFormat.Csv, new MessageReader().Read(_backup.Source, new ChatQuery(), Stop));

        string[] columns = File.ReadLines(_folder["Message.csv"]).First().TrimStart('\uFEFF').Split(',');

        Assert.Equal(["Guid", "Date", "Chat"], columns.Take(3));
        Assert.True(Array.IndexOf(columns, "Text") < Array.IndexOf(columns, "Account"));
        Assert.Equal(["Backup", "FileId", "RowId"], columns.TakeLast(3));
    }

    [Fact]
    public void Json_holds_every_record_in_one_schema()
    {
        Export(ExportFormat.Json, new MessageReader().Read(_backup.Source, new ChatQuery(), Stop));
        JsonNode json = JsonNode.Parse(File.ReadAllText(_folder["Message.json"]))!;
        Assert.Equal("IosBackup.Records/1", (string?)json["schema"]);
        JsonArray records = json["records"]!.AsArray();
        Assert.Equal(new MessageReader().Read(_backup.Source, new ChatQuery(), Stop).Count(), records.Count);
        Assert.Contains(records, static record => (string?)record!["Text"] == "Happy birthday!! 🎂");
        Assert.Contains(records, static record => record!["Reactions"]!.AsArray().Count > 0);
    }

    [Fact]
    public void Pages_show_conversations_with_attachments_and_run_nothing()
    {
        IosMessage hostile = new MessageReader().Read(_backup.Source, new ChatQuery(), Stop).First() with
        {
            Text = "<script>alert(1)</script>",
            Chat = "../../<img src=x onerror=alert(1)>",
            ChatId = "hostile",
            SenderName = "\"><script>",
            LinkUrl = "javascript:alert(1)",
            Attachments = [new IosAttachment { Name = "\"onload=\"alert(1)", Availability = IosAvailability.Missing }],
        };
        IReadOnlyList<ExportedFile> files = Export(
            ExportFormat.Html, new MessageReader().Read(_backup.Source, new ChatQuery(), Stop).Append(hostile));
        Assert.All(files, file => Assert.StartsWith(_folder.Path, Path.GetFullPath(file.Path)));
        string all = string.Concat(Directory.GetFiles(_folder.Path, "*.html").Select(File.ReadAllText));
        Assert.DoesNotContain("<script", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", all, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img src=x", all, StringComparison.Ordinal);
        Assert.DoesNotContain("\"onload", all, StringComparison.Ordinal);
        Assert.Equal(
            Directory.GetFiles(_folder.Path, "*.html").Length,
            all.Split("Content-Security-Policy\" content=\"default-src 'none'").Length - 1);
        Assert.Contains("IMG_0013.JPG\"", all);
        Assert.NotEmpty(Directory.GetFiles(_folder.Path, "IMG_0013.JPG", SearchOption.AllDirectories));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.partial", SearchOption.AllDirectories));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Cards_are_folded_between_characters_and_complete(bool isVersion4)
    {
        ContactQuery query = new() { IncludeImages = true };
        Export(ExportFormat.Vcf, new ContactReader().Read(_backup.Source, query, Stop), isVersion4);
        string text = File.ReadAllText(_folder["Contacts.vcf"]);
        Assert.All(text.Split("\r\n"), static line =>
            Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 0, 75));
        string unfolded = text.Replace("\r\n ", "", StringComparison.Ordinal);
        Assert.Equal(
            new ContactReader().Read(_backup.Source, query, Stop).Count(), unfolded.Split("BEGIN:VCARD").Length - 1);
        Assert.Contains("FN:Smith\\, Jr.\\; \"Bob\" Back\\\\slash\r\n", unfolded);
        Assert.Contains(isVersion4 ? "BDAY:--0229" : "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", unfolded);
        Assert.Contains(isVersion4 ? "PHOTO:data:image/jpeg;base64," : "PHOTO;ENCODING=b;TYPE=JPEG:", unfolded);
        Assert.Contains("X-ABLabel:boat ⛵️", unfolded);
    }

    [Fact]
    public void Photos_keep_their_times_and_are_not_written_twice()
    {
        IReadOnlyList<IosPhoto> photos = [.. new PhotoReader().Read(_backup.Source, new PhotoQuery(), Stop)];
        using (RecordExporter exporter = Exporter(ExportFormat.Files, false))
        {
            AddAll(exporter, photos);
            Assert.True(exporter.FilesWritten > 10);
            Assert.Equal(photos.Count(static item => item.OriginalFileId is null), exporter.FilesLacking);
            Assert.True(exporter.FilesLacking > 0);
            Assert.Equal(
                Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Order(),
                exporter.Finish().Select(static file => file.Path).Order());
        }

        IosPhoto photo = photos.First(static item => item.OriginalFileId is not null && item.Albums.Count > 0);
        string name = photo.OriginalFileName ?? photo.FileName!;
        string file = Assert.Single(Directory.GetFiles(_folder[photo.Albums[0]], name));
        Assert.Equal(photo.Taken!.Value.UtcDateTime, File.GetLastWriteTimeUtc(file), TimeSpan.FromSeconds(1));
        using RecordExporter again = Exporter(ExportFormat.Files, false);
        AddAll(again, photos);
        Assert.Equal(0, again.FilesWritten);
        Assert.True(again.FilesUnchanged > 10);
    }

    [Fact]
    public void What_a_format_has_no_form_for_is_counted()
    {
        using RecordExporter exporter = Exporter(ExportFormat.Vcf, false);
        AddAll(exporter, new MessageReader().Read(_backup.Source, new ChatQuery(), Stop).Take(3));
        Assert.Equal(3, exporter.Unfit);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private RecordExporter Exporter(ExportFormat format, bool isVersion4) => new(new ExportOptions
    {
        Destination = _folder.Path,
        Format = format,
        OpenBackup = _ => _backup.Backup,
        UsesVCard4 = isVersion4,
    });

    private IReadOnlyList<ExportedFile> Export(
        ExportFormat format, IEnumerable<IosRecord> records, bool isVersion4 = false)
    {
        using RecordExporter exporter = Exporter(format, isVersion4);
        AddAll(exporter, records);
        return exporter.Finish();
    }

    private static void AddAll(RecordExporter exporter, IEnumerable<IosRecord> records)
    {
        foreach (IosRecord record in records)
        {
            exporter.Add(record, Stop);
        }
    }
}
