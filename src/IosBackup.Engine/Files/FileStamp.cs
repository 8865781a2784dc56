using System;
using System.IO;
using System.Runtime.InteropServices;

namespace IosBackup.Engine.Files;

/// <summary>Permissions and times of a file or folder.</summary>
/// <param name="Permissions">The bits for owner, group and others; ignored where a system has none.</param>
/// <param name="Modified">When the content changed last.</param>
/// <param name="Born">When it was made; ignored where it cannot be set.</param>
internal readonly record struct FileStamp(int Permissions, DateTime Modified, DateTime Born)
{
    // What every file system in use can hold.
    private static readonly DateTime s_earliest = new(1980, 1, 2, 0, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime s_latest = new(2038, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    // Elsewhere the frameworks would set the time of the last change instead.
    private static readonly bool s_hasBirth = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        || RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

    /// <summary>Sets them.</summary>
    public void ApplyTo(string path)
    {
        if (s_hasBirth && IsHeld(Born))
        {
            SetBirth(path, folder: !File.Exists(path));
        }

        NativeFiles.SetPermissions(path, Permissions);
        if (IsHeld(Modified) && !NativeFiles.TrySetModified(path, Modified))
        {
            SetModified(path, folder: !File.Exists(path));
        }
    }

    /// <summary>
    /// Sets them on a file that is still open, where that is cheaper; false on other systems, and nothing is done.
    /// </summary>
    public bool TryApplyTo(NativeFileStream file) => NativeFiles.TrySetPermissions(file, Permissions)
        && (!IsHeld(Modified) || NativeFiles.TrySetModified(file.Handle, Modified));

    /// <summary>Whether a file system can hold a time. Others are left as they are.</summary>
    public static bool IsHeld(DateTime time) => time >= s_earliest && time <= s_latest;

    private void SetBirth(string path, bool folder)
    {
        if (folder)
        {
            Directory.SetCreationTimeUtc(path, Born);
        }
        else
        {
            File.SetCreationTimeUtc(path, Born);
        }
    }

    private void SetModified(string path, bool folder)
    {
        if (folder)
        {
            Directory.SetLastWriteTimeUtc(path, Modified);
        }
        else
        {
            File.SetLastWriteTimeUtc(path, Modified);
        }
    }
}
