using System;
using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Makes files whose mode matters where the system has modes.</summary>
internal static class SharedFiles
{
    private const UnixFileMode EverybodyReads =
        UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Makes a new file that nobody may write to once it is closed; the umask applies.</summary>
    public static FileStream Create(string path)
    {
        FileStreamOptions options = new()
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.Read,
            BufferSize = 1,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = EverybodyReads;
        }

        return new FileStream(path, options);
    }
}
