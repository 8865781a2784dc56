using System;
using System.IO;
using System.Linq;
using CsCheck;
using IosBackup.Engine.Records.Notes;
using IosBackup.Tests;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Notes;

public sealed class NoteBodyTests
{
    [Fact]
    public void A_real_note_decodes()
    {
        NoteBody body = Decode("simple_note_protobuf_gzipped.bin");
        Assert.False(string.IsNullOrWhiteSpace(body.Text));
        Assert.Equal(body.Text.TrimEnd('\n'), Join(body).TrimEnd('\n'));
    }

    [Theory]
    [InlineData("emoji_formatting_1_gzipped.bin")]
    [InlineData("list_indents_gzipped.bin")]
    [InlineData("url_gzipped.bin")]
    public void Runs_cover_the_text_of_real_notes(string name)
    {
        NoteBody body = Decode(name);
        Assert.Equal(body.Text.TrimEnd('\n'), Join(body).TrimEnd('\n'));
    }

    [Fact]
    public void Lists_keep_their_indents()
    {
        NoteBody body = Decode("list_indents_gzipped.bin");
        Assert.Contains(body.Paragraphs, static paragraph => paragraph.IsList && paragraph.Indent > 0);
        string html = new NoteHtml(static _ => null).Write(body);
        Assert.Contains("<ul", html, StringComparison.Ordinal);
        Assert.Equal(Count(html, "<li>"), Count(html, "</li>"));
        Assert.Contains("  - ", new NoteMarkdown(static _ => null).Write(body), StringComparison.Ordinal);
    }

    [Fact]
    public void Links_are_kept() => Assert.Contains(
        Decode("url_gzipped.bin").Paragraphs.SelectMany(static paragraph => paragraph.Runs),
        static run => run.Link?.StartsWith("http", StringComparison.Ordinal) ?? false);

    [Fact]
    public void A_real_table_is_rebuilt()
    {
        NoteTable table = NoteTableDecoder.Decode(Read("table_gzipped.bin"));
        Assert.NotEmpty(table.Rows);
        Assert.All(table.Rows, row => Assert.Equal(table.Rows[0].Count, row.Count));
        Assert.Contains(table.Rows.SelectMany(static row => row), static cell => cell.Text.Length > 0);
    }

    [Fact]
    public void Damaged_bodies_are_refused_and_never_crash()
    {
        byte[] note = NoteCompression.Decompress(Read("emoji_formatting_1_gzipped.bin"));
        byte[] table = NoteCompression.Decompress(Read("table_gzipped.bin"));
        Gen.Select(Gen.Bool, Gen.Int[0, 1_000_000], Gen.Byte, Gen.Int[0, 1_000_000]).Sample((isTable, at, value, end) =>
        {
            byte[] damaged = [.. isTable ? table : note];
            damaged[at % damaged.Length] = value;
            damaged = [.. damaged.Take(1 + (end % damaged.Length))];
            byte[] stored = Compress(damaged);
            try
            {
                if (isTable)
                {
                    NoteTableDecoder.Decode(stored);
                }
                else
                {
                    NoteBody body = NoteBodyDecoder.Decode(stored);
                    new NoteHtml(static _ => null).Write(body);
                    new NoteMarkdown(static _ => null).Write(body);
                }
            }
            catch (InvalidDataException)
            {
                // The one error that damage may be.
            }
        });
    }

    [Fact]
    public void Html_of_a_hostile_note_runs_nothing()
    {
        NoteRun script = new("<script>alert(1)</script>") { Link = "javascript:alert(1)" };
        NoteRun file = new("\uFFFC") { AttachmentId = "a" };
        NoteBody body = new("", [new NoteParagraph([script, file])]);
        string html = new NoteHtml(static _ => new NoteInsert("\"><img src=x onerror=alert(1)>")).Write(body);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("javascript:", html, StringComparison.OrdinalIgnoreCase);
    }

    private static NoteBody Decode(string name) => NoteBodyDecoder.Decode(Read(name));

    private static byte[] Read(string name) => File.ReadAllBytes(ConformanceData.Conformance("notes", name));

    private static string Join(NoteBody body) => string.Join("\n", body.Paragraphs.Select(
        static paragraph => string.Concat(paragraph.Runs.Select(static run => run.Text))));

    private static int Count(string text, string part) =>
        (text.Length - text.Replace(part, "", StringComparison.Ordinal).Length) / part.Length;

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream output = new();
        using (System.IO.Compression.GZipStream gzip = new(output, System.IO.Compression.CompressionLevel.Fastest))
        {
            gzip.Write(content);
        }

        return output.ToArray();
    }
}
