using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Makes files whose mode matters where the system has modes; Windows has none.</summary>
internal static class SharedFiles
{
    /// <summary>Makes a new file.</summary>
    public static FileStream Create(string path) =>
        new(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 1);
}
