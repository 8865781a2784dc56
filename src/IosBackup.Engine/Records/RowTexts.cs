using System;
using System.Collections.Generic;

namespace IosBackup.Engine.Records;

/// <summary>Texts that belong to rows: the albums of a photo, the names on it. Equal texts are kept once.</summary>
internal sealed class RowTexts
{
    private readonly Dictionary<long, string[]> _texts = [];
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>The texts of a row, each once, in the order they were added.</summary>
    public IReadOnlyList<string> this[long row] => _texts.TryGetValue(row, out string[]? texts) ? texts : [];

    /// <summary>All rows that have texts.</summary>
    public IEnumerable<KeyValuePair<long, string[]>> All => _texts;

    /// <summary>Adds a text to a row.</summary>
    public void Add(long row, string text)
    {
        if (!_known.TryGetValue(text, out string? known))
        {
            _known.Add(text, known = text);
        }

        if (!_texts.TryGetValue(row, out string[]? texts))
        {
            _texts.Add(row, [known]);
        }
        else if (Array.IndexOf(texts, known) < 0)
        {
            _texts[row] = [.. texts, known];
        }
    }
}
