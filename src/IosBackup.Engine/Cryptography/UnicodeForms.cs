using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace IosBackup.Engine.Cryptography;

/// <summary>Unicode normalization that leaves no text behind.</summary>
internal static class UnicodeForms
{
    /// <exception cref="ArgumentException">The text is not valid UTF-16.</exception>
    public static char[] Normalize(char[] text, NormalizationForm form)
    {
        // The platform normalizes strings only. These two are seen by nobody else, so they may be overwritten.
        string copy = new(text);
        string normalized = string.Empty;
        try
        {
            normalized = copy.Normalize(form);
            return normalized.ToCharArray();
        }
        finally
        {
            Wipe(copy);
            Wipe(normalized);
        }
    }

    private static unsafe void Wipe(string text)
    {
        fixed (char* first = text)
        {
            CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<char>(first, text.Length)));
        }
    }
}
