using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;

namespace IosBackup.Engine.Records.Messages;

/// <summary>
/// What a message's summary tells of edits: by bubble, what it said before and says now, and which bubbles were taken
/// back.
/// </summary>
internal sealed class MessageEdits
{
    private static readonly PlistLimits s_limits = new() { MaximumDepth = 16, MaximumNodes = 100_000 };

    private MessageEdits()
    {
    }

    /// <summary>All bubbles that the summary names, in order.</summary>
    public SortedSet<int> Parts { get; } = [];

    /// <summary>The bubbles that were taken back.</summary>
    public SortedSet<int> Unsent { get; } = [];

    /// <summary>What edited bubbles say now.</summary>
    public Dictionary<int, string> Current { get; } = [];

    /// <summary>What they said before.</summary>
    public List<IosMessageEdit> History { get; } = [];

    /// <summary>Reads a summary; null when it cannot be read.</summary>
    public static MessageEdits? Read(ReadOnlySpan<byte> summary)
    {
        if (summary.IsEmpty)
        {
            return null;
        }

        try
        {
            PlistDictionary info = PropertyList.ParseDictionary(summary, s_limits);
            MessageEdits edits = new();
            foreach (KeyValuePair<string, PlistNode> range in info.GetDictionary("otr") ?? new PlistDictionary())
            {
                if (TryNumber(range.Key, out int part))
                {
                    edits.Parts.Add(part);
                }
            }

            edits.ReadUnsent(info.GetArray("rp"));
            edits.ReadHistory(info.GetDictionary("ec"));
            return edits;
        }
        catch (EngineException e) when (e.Kind == ErrorKind.PropertyListInvalid)
        {
            return null;
        }
    }

    /// <summary>What the message says now, from what its body says by bubble.</summary>
    public string Compose(IReadOnlyDictionary<int, string> body)
    {
        IEnumerable<string> texts = Parts.Union(body.Keys).OrderBy(static part => part)
            .Where(part => !Unsent.Contains(part))
            .Select(part => Current.TryGetValue(part, out string? edited) ? edited
                : body.TryGetValue(part, out string? text) ? text : string.Empty);
        return string.Join("\n", texts.Where(static text => text.Length > 0));
    }

    private void ReadUnsent(PlistArray? unsent)
    {
        foreach (PlistNode item in unsent ?? new PlistArray())
        {
            if (item is PlistInteger { Int64: >= 0 and <= int.MaxValue } number)
            {
                Unsent.Add((int)number.Int64!.Value);
                Parts.Add((int)number.Int64.Value);
            }
        }
    }

    private void ReadHistory(PlistDictionary? history)
    {
        foreach (KeyValuePair<string, PlistNode> part in history ?? new PlistDictionary())
        {
            if (!TryNumber(part.Key, out int number) || part.Value is not PlistArray versions)
            {
                continue;
            }

            Parts.Add(number);
            List<IosMessageEdit> texts = [.. versions.OfType<PlistDictionary>().Select(version => new IosMessageEdit(
                number,
                AppleTime.FromCocoa(version.GetReal("d") ?? 0),
                MessageBody.Clean(AttributedString.Decode((version.GetData("t") ?? default).Span)?.Text)))];
            if (texts.Count > 0)
            {
                Current[number] = texts[texts.Count - 1].Text;
                History.AddRange(texts.Take(texts.Count - 1));
            }
        }
    }

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
