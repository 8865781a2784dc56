using System;
using System.Collections.Generic;

namespace IosBackup.Engine.Verification;

/// <summary>Tells what content is, by its first bytes and by its name.</summary>
internal static class ContentKinds
{
    /// <summary>Bytes from the start of content that are looked at.</summary>
    public const int HeadLength = 64;

    private static readonly Dictionary<string, ContentKind> s_extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        [".sqlite"] = ContentKind.Database,
        [".sqlite3"] = ContentKind.Database,
        [".sqlitedb"] = ContentKind.Database,
        [".db"] = ContentKind.Database,
        [".plist"] = ContentKind.BinaryPropertyList,
        [".aae"] = ContentKind.XmlPropertyList,
        [".jpg"] = ContentKind.Media,
        [".jpeg"] = ContentKind.Media,
        [".png"] = ContentKind.Media,
        [".gif"] = ContentKind.Media,
        [".heic"] = ContentKind.Media,
        [".heif"] = ContentKind.Media,
        [".tif"] = ContentKind.Media,
        [".tiff"] = ContentKind.Media,
        [".dng"] = ContentKind.Media,
        [".webp"] = ContentKind.Media,
        [".mov"] = ContentKind.Media,
        [".mp4"] = ContentKind.Media,
        [".m4v"] = ContentKind.Media,
        [".m4a"] = ContentKind.Media,
        [".3gp"] = ContentKind.Media,
    };

    private static readonly byte[][] s_mediaAtStart =
    [
        [0xFF, 0xD8, 0xFF],
        [0x89, (byte)'P', (byte)'N', (byte)'G'],
        [.. "GIF8"u8],
        [.. "II*\0"u8],
        [.. "MM\0*"u8],
        [.. "RIFF"u8],
        [.. "BM"u8],
        [.. "caff"u8],
        [.. "#!AMR"u8],
    ];

    // The first atom of ISO and QuickTime files has its name after its length.
    private static readonly byte[][] s_atoms =
    [
        [.. "ftyp"u8], [.. "moov"u8], [.. "mdat"u8], [.. "wide"u8], [.. "free"u8], [.. "skip"u8], [.. "pnot"u8],
    ];

    /// <summary>What a name says; <see cref="ContentKind.Unknown"/> for most.</summary>
    public static ContentKind OfName(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot >= 0 && s_extensions.TryGetValue(name.Substring(dot), out ContentKind kind)
            ? kind
            : ContentKind.Unknown;
    }

    /// <summary>What the first bytes say.</summary>
    public static ContentKind OfHead(ReadOnlySpan<byte> head)
    {
        if (head.IndexOfAnyExcept((byte)0) < 0)
        {
            return ContentKind.Zeros;
        }

        if (head.StartsWith("SQLite format 3\0"u8))
        {
            return ContentKind.Database;
        }

        if (head.StartsWith("bplist00"u8))
        {
            return ContentKind.BinaryPropertyList;
        }

        if (StartsWithAny(head, s_mediaAtStart) || (head.Length > 8 && StartsWithAny(head.Slice(4), s_atoms)))
        {
            return ContentKind.Media;
        }

        return head.IndexOf("<?xml"u8) is >= 0 and <= 8 || head.IndexOf("<!DOCTYPE plist"u8) >= 0
            ? ContentKind.XmlPropertyList
            : ContentKind.Unknown;
    }

    private static bool StartsWithAny(ReadOnlySpan<byte> head, byte[][] beginnings)
    {
        foreach (byte[] beginning in beginnings)
        {
            if (head.StartsWith(beginning))
            {
                return true;
            }
        }

        return false;
    }
}
