using System.Collections.Generic;
using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Goes through a folder that others may have made: symbolic links are passed over, never followed.</summary>
internal static class FolderWalk
{
    /// <summary>The paths of all files below a folder.</summary>
    public static IEnumerable<string> Files(string folder)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            if (FileLinks.IsLink(entry))
            {
                continue;
            }

            if ((entry.Attributes & FileAttributes.Directory) == 0)
            {
                yield return entry.FullName;
                continue;
            }

            foreach (string file in Files(entry.FullName))
            {
                yield return file;
            }
        }
    }
}
