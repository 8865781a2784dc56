using System;
using System.Globalization;
using System.Linq;
using System.Text;
using IosBackup.Engine.Files;

namespace IosBackup.Engine.Restoration;

/// <summary>
/// Makes names of files fit for every system. What is not allowed somewhere is written as <c>%</c> and two hexadecimal
/// digits for each byte in UTF-8; two names that some systems hold for one are told apart by a tag, <c>%~</c> and
/// digits before the extension. Neither can come from an escaped name itself, so every name can be read back, but the
/// abbreviated ones.
/// </summary>
internal static class PortableNames
{
    /// <summary>Bytes of the longest name in UTF-8.</summary>
    public const int LongestName = 255;

    /// <summary>What begins a tag.</summary>
    public const string TagMark = "%~";

    /// <summary>What begins the tag of a name that was cut.</summary>
    public const string CutMark = "%~~";

    private const int LongestExtension = 16;

    /// <summary>A name with everything escaped that some system does not allow.</summary>
    public static string Escape(string name)
    {
        if (name.Length == 0)
        {
            return name;
        }

        bool reserved = WindowsNames.IsReserved(name);
        if (!reserved && IsPlain(name))
        {
            return name;
        }

        StringBuilder escaped = new(name.Length + 8);
        for (int i = 0; i < name.Length; i++)
        {
            bool last = i == name.Length - 1;
            if (WindowsNames.IsForbidden(name[i])
                || (last && name[i] is '.' or ' ')
                || (i == 0 && reserved)
                || IsEscapeAt(name, i))
            {
                escaped.Append('%').Append(((int)name[i]).ToString("X2", CultureInfo.InvariantCulture));
            }
            else
            {
                escaped.Append(name[i]);
            }
        }

        return escaped.ToString();
    }

    /// <summary>The name that was escaped, with or without a tag; null when it was cut.</summary>
    public static string? Unescape(string name)
    {
        if (name.Contains(CutMark, StringComparison.Ordinal))
        {
            return null;
        }

        int tag = name.LastIndexOf(TagMark, StringComparison.Ordinal);
        if (tag >= 0)
        {
            int end = tag + TagMark.Length;
            while (end < name.Length && Uri.IsHexDigit(name[end]))
            {
                end++;
            }

            name = name.Remove(tag, end - tag);
        }

        StringBuilder original = new(name.Length);
        for (int i = 0; i < name.Length; i++)
        {
            if (IsEncodedAt(name, i))
            {
                original.Append((char)((Uri.FromHex(name[i + 1]) << 4) | Uri.FromHex(name[i + 2])));
                i += 2;
            }
            else
            {
                original.Append(name[i]);
            }
        }

        return original.ToString();
    }

    /// <summary>An escaped name with a tag that tells it from others; cut when it would be too long.</summary>
    public static string Tag(string escaped, string tag)
    {
        string extension = ExtensionOf(escaped);
        string stem = escaped.Substring(0, escaped.Length - extension.Length);
        string tagged = stem + TagMark + tag + extension;
        return IsTooLong(tagged) ? Cut(escaped, tag) : tagged;
    }

    /// <summary>The beginning of an escaped name that is too long, with a tag.</summary>
    public static string Cut(string escaped, string tag)
    {
        string ending = CutMark + tag + ExtensionOf(escaped);
        int room = LongestName - Encoding.UTF8.GetByteCount(ending);
        int length = 0;
        while (length < escaped.Length)
        {
            char next = escaped[length];
            bool pair = char.IsSurrogatePair(escaped, length);
            room -= pair ? 4 : next < 0x80 ? 1 : next < 0x800 ? 2 : 3;
            if (room < 0)
            {
                break;
            }

            length += pair ? 2 : 1;
        }

        return escaped.Substring(0, length).TrimEnd('%') + ending;
    }

    /// <summary>Whether a name is longer than file systems allow.</summary>
    public static bool IsTooLong(string name) =>
        name.Length > LongestName / 3 && Encoding.UTF8.GetByteCount(name) > LongestName;

    /// <summary>
    /// A form that names have in common which any file system holds for one: those that differ in case, in the
    /// composition of characters, or in characters that nobody sees.
    /// </summary>
    public static string Fold(string path)
    {
        if (path.All(static c => c < '\x80'))
        {
            return path.ToUpperInvariant();
        }

        StringBuilder seen = new(path.Length);
        foreach (char c in path)
        {
            _ = c switch
            {
                '\u00DF' or '\u1E9E' => seen.Append("SS"),
                '\uFEFF' => seen,
                _ when char.GetUnicodeCategory(c) == UnicodeCategory.Format => seen,
                _ => seen.Append(c),
            };
        }

        string text = seen.ToString();
        try
        {
            return text.Normalize(NormalizationForm.FormD).ToUpperInvariant().Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Code points that are none: file systems compare them as they are.
            return text.ToUpperInvariant();
        }
    }

    /// <summary>The extension with its dot; empty when there is none of a usual length.</summary>
    public static string ExtensionOf(string name)
    {
        int dot = name.LastIndexOf('.');
        return dot > 0 && name.Length - dot <= LongestExtension ? name.Substring(dot) : string.Empty;
    }

    private static bool IsPlain(string name)
    {
        if (name[name.Length - 1] is '.' or ' ')
        {
            return false;
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (WindowsNames.IsForbidden(name[i]) || IsEscapeAt(name, i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a percent sign stands where reading back would take it for one of ours.</summary>
    private static bool IsEscapeAt(string name, int at) =>
        IsEncodedAt(name, at) || (name[at] == '%' && at + 1 < name.Length && name[at + 1] == '~');

    private static bool IsEncodedAt(string name, int at) =>
        name[at] == '%'
        && at + 2 < name.Length
        && Uri.IsHexDigit(name[at + 1])
        && Uri.IsHexDigit(name[at + 2]);
}
