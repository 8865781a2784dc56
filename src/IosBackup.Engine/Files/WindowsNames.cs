using System;

namespace IosBackup.Engine.Files;

/// <summary>What Windows does not allow in names of files.</summary>
internal static class WindowsNames
{
    private const string ForbiddenCharacters = "<>:\"/\\|?*";
    private const int LongestReserved = 7;
    private const char Delete = '\x7F';

    /// <summary>Whether a character is forbidden: one with a meaning in paths, or a control character.</summary>
    public static bool IsForbidden(char character) =>
        character is < ' ' or Delete || ForbiddenCharacters.Contains(character);

    /// <summary>Whether a name means a device, whatever extension it has.</summary>
    public static bool IsReserved(ReadOnlySpan<char> name)
    {
        int dot = name.IndexOf('.');
        name = (dot < 0 ? name : name.Slice(0, dot)).TrimEnd(' ');
        if (name.Length > LongestReserved)
        {
            return false;
        }

        string stem = name.ToString().ToUpperInvariant();
        return stem is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$"
            || (stem.Length == 4 && stem[3] is (>= '0' and <= '9') or '\u00B9' or '\u00B2' or '\u00B3'
                && (stem.StartsWith("COM", StringComparison.Ordinal)
                    || stem.StartsWith("LPT", StringComparison.Ordinal)));
    }
}
