namespace IosBackup.Engine.Restoration;

/// <summary>How long paths at a destination may be.</summary>
internal static class DestinationPaths
{
    /// <summary>
    /// Bytes of the longest path below any destination: macOS ends at 1,024 with the destination's own.
    /// </summary>
    public const int Longest = 800;

    /// <summary>Bytes of the longest path below a destination.</summary>
    public static int LongestBelow(string destination)
    {
        _ = destination;
        return Longest;
    }
}
