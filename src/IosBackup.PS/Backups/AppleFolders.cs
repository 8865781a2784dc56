using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using IosBackup.Engine.Errors;

namespace IosBackup.Backups;

/// <summary>The folders in which Apple's own programs keep backups.</summary>
internal static class AppleFolders
{
    /// <summary>The folders of this system, whether they exist or not.</summary>
    /// <exception cref="EngineException">
    /// <see cref="ErrorKind.InvalidArgument"/>: Apple has no programs for this system.
    /// </exception>
    public static IReadOnlyList<string> Here()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (RuntimeInformation.IsOSPlatform(OSPlatform.OSX))
        {
            return OfMac(home);
        }

        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? OfWindows(home, Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData))
            : throw new EngineException(
                ErrorKind.InvalidArgument, "Apple's programs do not run on this system, so give a -Path instead.");
    }

    /// <summary>Finder and iTunes.</summary>
    public static IReadOnlyList<string> OfMac(string home) =>
        [Path.Combine(home, "Library", "Application Support", "MobileSync", "Backup")];

    /// <summary>iTunes from Apple's web site; Apple Devices and iTunes from the store.</summary>
    public static IReadOnlyList<string> OfWindows(string home, string roamingData) =>
    [
        Path.Combine(roamingData, "Apple Computer", "MobileSync", "Backup"),
        Path.Combine(home, "Apple", "MobileSync", "Backup"),
    ];

    /// <summary>Says what to do when macOS keeps a folder from being looked at.</summary>
    public static EngineException Explain(EngineException error, string folder) =>
        error.Kind == ErrorKind.BackupUnavailable && error.InnerException is UnauthorizedAccessException
            ? new EngineException(
                error.Kind,
                "macOS protects this folder: allow the program that runs PowerShell under System Settings, "
                + "Privacy & Security, Full Disk Access, and start it again.",
                error)
            {
                Target = folder,
            }
            : error;
}
