using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Makes folders and files that only this user can read: Windows keeps a folder for such in each profile.</summary>
internal static class PrivateFiles
{
    /// <summary>Where they go.</summary>
    public static string Root { get; } = Path.GetTempPath();

    /// <summary>Whether a file's name can be removed while the file is open.</summary>
    public static bool CanRemoveOpenFiles => false;

    /// <summary>Makes a folder. It inherits that only its user may enter.</summary>
    public static void CreateFolder(string path) => Directory.CreateDirectory(path);

    /// <summary>Makes a new file, for writing and reading without a buffer.</summary>
    public static FileStream CreateFile(string path, FileShare share) =>
        new(path, FileMode.CreateNew, FileAccess.ReadWrite, share, bufferSize: 1);
}
