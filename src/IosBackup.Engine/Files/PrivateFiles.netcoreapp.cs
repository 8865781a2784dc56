using System;
using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Makes folders and files that only this user can read.</summary>
internal static class PrivateFiles
{
    private const string LargeTemporaryFiles = "/var/tmp";
    private const UnixFileMode OwnerReadsAndWrites = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Where they go. On Linux <c>/tmp</c> is often memory, which databases of gigabytes should not fill; a user's own
    /// choice in <c>TMPDIR</c> comes first.
    /// </summary>
    public static string Root { get; } =
        !OperatingSystem.IsWindows()
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TMPDIR"))
        && Directory.Exists(LargeTemporaryFiles)
            ? LargeTemporaryFiles
            : Path.GetTempPath();

    /// <summary>Whether a file's name can be removed while the file is open.</summary>
    public static bool CanRemoveOpenFiles => !OperatingSystem.IsWindows();

    /// <summary>Makes a folder. On Windows it inherits that only its user may enter.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, OwnerReadsAndWrites | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Makes a new file, for writing and reading without a buffer.</summary>
    public static FileStream CreateFile(string path, FileShare share)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = share,
            BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerReadsAndWrites;
        }

        return new FileStream(path, options);
    }
}
