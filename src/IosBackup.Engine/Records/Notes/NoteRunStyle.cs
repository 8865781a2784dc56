using System;
using IosBackup.Engine.Records.Protobuf;

namespace IosBackup.Engine.Records.Notes;

/// <summary>What a run of attributes says about text and about the paragraph around it.</summary>
/// <param name="Look">The looks of the text, without text.</param>
/// <param name="Paragraph">The paragraph's style, without runs.</param>
internal sealed record NoteRunStyle(NoteRun Look, NoteParagraph Paragraph)
{
    private const int Bold = 1;
    private const int Italic = 2;

    /// <summary>Text of which nothing is said.</summary>
    public static NoteRunStyle Plain { get; } = new(new NoteRun(string.Empty), new NoteParagraph([]));

    /// <summary>Decodes a run.</summary>
    /// <param name="run">The message.</param>
    /// <param name="length">UTF-16 code units of the text it describes; not checked.</param>
    public static NoteRunStyle Decode(ReadOnlySpan<byte> run, out int length)
    {
        length = 0;
        NoteRun look = Plain.Look;
        NoteParagraph paragraph = Plain.Paragraph;
        WireReader reader = new(run);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    length = reader.Int32;
                    break;
                case 2:
                    paragraph = DecodeParagraph(reader.Bytes);
                    break;
                case 5:
                    look = look with
                    {
                        IsBold = (reader.Integer & Bold) != 0,
                        IsItalic = (reader.Integer & Italic) != 0,
                    };
                    break;
                case 6:
                    look = look with { IsUnderlined = reader.Integer != 0 };
                    break;
                case 7:
                    look = look with { IsStruck = reader.Integer != 0 };
                    break;
                case 8:
                    look = look with { Superscript = reader.Int32 };
                    break;
                case 9:
                    look = look with { Link = reader.Text };
                    break;
                case 12:
                    look = DecodeAttachment(reader.Bytes, look);
                    break;
            }
        }

        return new NoteRunStyle(look, paragraph);
    }

    private static NoteParagraph DecodeParagraph(ReadOnlySpan<byte> message)
    {
        const int Done = 2;
        NoteParagraph paragraph = Plain.Paragraph;
        WireReader reader = new(message);
        while (reader.Next())
        {
            paragraph = reader.Field switch
            {
                1 => paragraph with { Style = (NoteParagraphStyle)reader.Int32 },
                4 => paragraph with
                {
                    Indent = Math.Min(Math.Max(reader.Int32, 0), NoteParagraph.DeepestIndent),
                },
                5 => paragraph with { IsDone = WireReader.FindInteger(reader.Bytes, Done) is > 0 },
                8 => paragraph with { IsQuote = reader.Integer != 0 },
                _ => paragraph,
            };
        }

        return paragraph;
    }

    private static NoteRun DecodeAttachment(ReadOnlySpan<byte> message, NoteRun look)
    {
        WireReader reader = new(message);
        while (reader.Next())
        {
            look = reader.Field switch
            {
                1 => look with { AttachmentId = reader.Text },
                2 => look with { AttachmentType = reader.Text },
                _ => look,
            };
        }

        return look;
    }
}
