using System;
using System.Text;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Turns UTF-8 into strings and returns the same string for the same bytes: a manifest of a million rows has a few
/// hundred domains. Remembers a bounded number of texts. Safe for several threads.
/// </summary>
internal sealed class Utf8Interner
{
    private const int Slots = 4096;
    private const int LongestRemembered = 256;

    private readonly Entry?[] _entries = new Entry?[Slots];
    private volatile Entry? _last;

    /// <summary>The text of the bytes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        // Rows of one domain mostly come together.
        if (_last is Entry last && utf8.SequenceEqual(last.Utf8))
        {
            return last.Text;
        }

        // Else they are mixed over few domains: a slot keeps the latest text of its hash.
        ref Entry? slot = ref _entries[Hash(utf8) % Slots];
        if (slot is Entry known && utf8.SequenceEqual(known.Utf8))
        {
            _last = known;
            return known.Text;
        }

        string text = Encoding.UTF8.GetString(utf8);
        if (utf8.Length <= LongestRemembered)
        {
            slot = new Entry(utf8.ToArray(), text);
        }

        return text;
    }

    private static uint Hash(ReadOnlySpan<byte> bytes)
    {
        uint hash = 2166136261;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    private sealed class Entry(byte[] utf8, string text)
    {
        public byte[] Utf8 { get; } = utf8;

        public string Text { get; } = text;
    }
}
