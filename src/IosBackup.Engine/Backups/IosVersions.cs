using System;
using System.Globalization;

namespace IosBackup.Engine.Backups;

/// <summary>Compares versions of iOS, number by number.</summary>
public static class IosVersions
{
    private const int MostParts = 3;

    /// <summary>The numbers of a version like <c>26.1</c> or <c>18.7.2</c>; null when it is none.</summary>
    public static Version? TryParse(string? version)
    {
        string[] parts = version?.Split('.') ?? [];
        if (parts.Length is 0 or > MostParts)
        {
            return null;
        }

        int[] numbers = new int[MostParts];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return new Version(numbers[0], numbers[1], numbers[2]);
    }

    /// <summary>
    /// Whether a device takes a backup, as devices decide: its own version is not lower than the backup's, or within
    /// the same minor version not lower than the one that the backup requires. A version that nobody states is no
    /// reason to refuse.
    /// </summary>
    /// <param name="device">The device's version.</param>
    /// <param name="backup">The backup's version, as Info.plist states it.</param>
    /// <param name="required">The version that Manifest.plist requires; null in older backups.</param>
    public static bool Takes(string? device, string? backup, string? required)
    {
        if (TryParse(device) is not Version own || TryParse(backup) is not Version theirs || own >= theirs)
        {
            return true;
        }

        return own.Major == theirs.Major && own.Minor == theirs.Minor
            && TryParse(required) is Version needed && own >= needed;
    }
}
