using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Tells links from files. Deduplicated files and those of a cloud are no links.</summary>
internal static class FileLinks
{
    private const FileAttributes ContentElsewhere = FileAttributes.SparseFile | FileAttributes.Offline;

    public static bool IsLink(FileSystemInfo entry) =>
        (entry.Attributes & FileAttributes.ReparsePoint) != 0 && (entry.Attributes & ContentElsewhere) == 0;
}
