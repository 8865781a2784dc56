using System.IO;

namespace IosBackup.Engine.Files;

/// <summary>Reads symbolic links.</summary>
internal static class SymbolicLinks
{
    /// <summary>Where a link leads, as it says itself; null when that cannot be known.</summary>
    public static string? ReadTarget(string path) => new FileInfo(path).LinkTarget?.Replace('\\', '/');
}
