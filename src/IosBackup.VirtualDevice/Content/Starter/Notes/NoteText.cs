using System;
using System.IO;
using System.IO.Compression;
using System.Text;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using IosBackup.VirtualDevice.Content.Starter.Life;

namespace IosBackup.VirtualDevice.Content.Starter.Notes;

/// <summary>
/// Builds the body of a note: a compressed protocol buffer with the text, and runs of attributes that count UTF-16 code
/// units and cover the whole text.
/// </summary>
internal sealed class NoteText(StarterRandom random)
{
    /// <summary>Stands in the text where an attachment is.</summary>
    public const string AttachmentMark = "\uFFFC";

    private const int Bold = 1;
    private const int Italic = 2;
    private const long LastClock = uint.MaxValue;

    private readonly StringBuilder _text = new();
    private readonly ProtobufWriter _runs = new();

    /// <summary>The plain text.</summary>
    public string Text => _text.ToString();

    /// <summary>Adds a paragraph.</summary>
    public NoteText Line(
        string text, NoteStyle style = NoteStyle.Body, int indent = 0, bool? isDone = null, bool isQuote = false)
    {
        Add(text + "\n", style, indent, isDone, isQuote, null);
        return this;
    }

    /// <summary>Adds text within a paragraph.</summary>
    public NoteText Words(string text) => Run(text, null);

    public NoteText BoldWords(string text) => Run(text, static run => run.Integer(5, Bold));

    public NoteText ItalicWords(string text) => Run(text, static run => run.Integer(5, Italic));

    public NoteText Struck(string text) => Run(text, static run => run.Integer(7, 1));

    public NoteText Colored(string text) => Run(text, static run => run.Message(10, new ProtobufWriter()
        .Real(1, 0.8f).Real(2, 0.1f).Real(3, 0.1f).Real(4, 1)));

    public NoteText Link(string text, string url) => Run(text, run => run.Text(9, url));

    /// <summary>Adds the mark of an attachment.</summary>
    public NoteText Attachment(string identifier, string type) => Run(AttachmentMark, run => run.Message(
        12, new ProtobufWriter().Text(1, identifier).Text(2, type)));

    /// <summary>The body as the store keeps it.</summary>
    public byte[] ToBytes() => Compress(ToNoteStore());

    /// <summary>The body before it is compressed.</summary>
    public byte[] ToNoteStore() => new ProtobufWriter()
        .Integer(1, 0)
        .Message(2, new ProtobufWriter().Integer(1, 0).Integer(2, 0).Bytes(3, ToNote()))
        .ToBytes();

    /// <summary>The text with its runs and with a history of one insertion.</summary>
    public byte[] ToNote()
    {
        byte[] runs = _runs.ToBytes();
        byte[] note = new ProtobufWriter()
            .Text(2, Text)
            .Message(3, Substring(0, 0, 0).Integer(5, 1))
            .Message(3, Substring(1, 0, _text.Length).Integer(5, 2))
            .Message(3, Substring(0, LastClock, 0))
            .Message(4, new ProtobufWriter().Message(1, new ProtobufWriter()
                .Bytes(1, random.Bytes(16))
                .Message(2, new ProtobufWriter().Integer(1, _text.Length))
                .Message(2, new ProtobufWriter().Integer(1, 1))))
            .ToBytes();
        return [.. note, .. runs];
    }

    /// <summary>The form in which the store keeps bodies and tables.</summary>
    public static byte[] Compress(byte[] content)
    {
        using MemoryStream output = new();
        using (GZipStream gzip = new(output, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(content, 0, content.Length);
        }

        return output.ToArray();
    }

    private static ProtobufWriter Substring(long replica, long clock, int length) => new ProtobufWriter()
        .Message(1, new ProtobufWriter().Integer(1, replica).Integer(2, clock))
        .Integer(2, length)
        .Message(3, new ProtobufWriter().Integer(1, replica).Integer(2, clock));

    private NoteText Run(string text, Action<ProtobufWriter>? attributes)
    {
        Add(text, NoteStyle.Body, 0, null, false, attributes);
        return this;
    }

    private void Add(
        string text, NoteStyle style, int indent, bool? isDone, bool isQuote, Action<ProtobufWriter>? attributes)
    {
        _text.Append(text);
        ProtobufWriter paragraph = new();
        if (style != NoteStyle.Body)
        {
            paragraph.Integer(1, (long)style);
        }

        if (indent > 0)
        {
            paragraph.Integer(4, indent);
        }

        if (isDone is bool done)
        {
            paragraph.Message(5, new ProtobufWriter().Bytes(1, random.Bytes(16)).Integer(2, done ? 1 : 0));
        }

        if (isQuote)
        {
            paragraph.Integer(8, 1);
        }

        ProtobufWriter run = new ProtobufWriter().Integer(1, text.Length).Message(2, paragraph);
        attributes?.Invoke(run);
        _runs.Message(5, run);
    }
}
