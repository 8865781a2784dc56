using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using IosBackup.Engine.Records.Protobuf;

namespace IosBackup.Engine.Records.Notes;

/// <summary>
/// Decodes what the notes store keeps of a note: a compressed protocol buffer with the text, and runs of attributes
/// that count UTF-16 code units. Apple publishes no schema; the numbers of the fields are those that the open readers
/// agree on.
/// </summary>
internal static class NoteBodyDecoder
{
    /// <summary>Decodes a note's body as the store keeps it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static NoteBody Decode(ReadOnlySpan<byte> stored)
    {
        const int Document = 2;
        const int Note = 3;
        byte[] plain = NoteCompression.Decompress(stored);
        return DecodeNote(WireReader.Find(WireReader.Find(plain, Document), Note));
    }

    /// <summary>Decodes a text with its runs, as bodies and the cells of tables hold them.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static NoteBody DecodeNote(ReadOnlySpan<byte> note)
    {
        const int Text = 2;
        const int Run = 5;
        string text = Encoding.UTF8.GetString(WireReader.Find(note, Text));
        NoteParagraphBuilder paragraphs = new();
        int at = 0;
        WireReader reader = new(note);
        while (reader.Next())
        {
            if (reader.Field == Run)
            {
                NoteRunStyle style = NoteRunStyle.Decode(reader.Bytes, out int length);
                length = Math.Min(Math.Max(length, 0), text.Length - at);
                paragraphs.Add(text.AsSpan(at, length), style);
                at += length;
            }
        }

        paragraphs.Add(text.AsSpan(at), NoteRunStyle.Plain);
        IReadOnlyList<NoteParagraph> all = paragraphs.Finish();
        return new NoteBody(text, all);
    }
}
