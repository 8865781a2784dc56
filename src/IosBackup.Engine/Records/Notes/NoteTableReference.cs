using System;
using IosBackup.Engine.Records.Protobuf;

namespace IosBackup.Engine.Records.Notes;

/// <summary>A value in the data of a note's table: a number, a text, or the index of another object.</summary>
internal sealed record NoteTableReference(int Number, string? Text, int Index)
{
    /// <summary>Decodes a reference; what it does not state is zero.</summary>
    public static NoteTableReference Decode(ReadOnlySpan<byte> message)
    {
        int number = 0;
        string? text = null;
        int index = 0;
        WireReader reader = new(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 2:
                    number = reader.Int32;
                    break;
                case 4:
                    text = reader.Text;
                    break;
                case 6:
                    index = reader.Int32;
                    break;
            }
        }

        return new NoteTableReference(number, text, index);
    }
}
