using System;
using System.Collections.Generic;

namespace IosBackup.Engine.Records.Messages;

/// <summary>A text with attributes for its parts, as Messages archives it.</summary>
internal sealed class AttributedString
{
    private static readonly Dictionary<string, object?> s_none = [];

    private AttributedString(string text, IReadOnlyList<AttributedRun> runs)
    {
        Text = text;
        Runs = runs;
    }

    public string Text { get; }

    /// <summary>The stretches with equal attributes, in order; they may not reach the text's end.</summary>
    public IReadOnlyList<AttributedRun> Runs { get; }

    /// <summary>
    /// Decodes an archived text. Of a damaged archive whose text is whole the text alone is given; null when there is
    /// none.
    /// </summary>
    public static AttributedString? Decode(ReadOnlySpan<byte> archive)
    {
        bool isWhole = TypedStreamReader.TryRead(archive, out TypedObject? root);
        if (root is null || !root.Is("NSAttributedString") || root.Values.Count == 0
            || (root.Values[0] as TypedObject)?.Text is not string text)
        {
            return AttributedStringSalvage.FindText(archive) is string found ? new AttributedString(found, []) : null;
        }

        return new AttributedString(text, isWhole ? ReadRuns(root.Values, text.Length) : []);
    }

    /// <summary>
    /// After the string come runs: the number of a dictionary and a length in UTF-16 units, and the dictionary where
    /// its number is new.
    /// </summary>
    private static List<AttributedRun> ReadRuns(List<object?> values, int length)
    {
        List<AttributedRun> runs = [];
        List<Dictionary<string, object?>> known = [];
        int start = 0;
        for (int at = 1; at + 1 < values.Count && start < length; at += 2)
        {
            if (values[at] is not long number || values[at + 1] is not long count || number < 1 || count < 0)
            {
                break;
            }

            if (number > known.Count)
            {
                if (at + 2 >= values.Count || values[at + 2] is not TypedObject dictionary)
                {
                    break;
                }

                known.Add(ReadDictionary(dictionary));
                at++;
            }

            int end = (int)Math.Min(length, start + count);
            runs.Add(new AttributedRun(start, end - start, number <= known.Count ? known[(int)number - 1] : s_none));
            start = end;
        }

        return runs;
    }

    private static Dictionary<string, object?> ReadDictionary(TypedObject dictionary)
    {
        Dictionary<string, object?> entries = new(StringComparer.Ordinal);
        for (int at = 1; at + 1 < dictionary.Values.Count; at += 2)
        {
            if ((dictionary.Values[at] as TypedObject)?.Text is string key)
            {
                entries[key] = dictionary.Values[at + 1];
            }
        }

        return entries;
    }
}
