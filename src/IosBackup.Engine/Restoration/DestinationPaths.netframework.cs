using System;

namespace IosBackup.Engine.Restoration;

/// <summary>How long paths at a destination may be.</summary>
internal static class DestinationPaths
{
    private const int Shortest = 60;
    private const int LongestOnWindows = 258;

    /// <summary>
    /// Bytes of the longest path below a destination: Windows PowerShell knows short paths only.
    /// </summary>
    public static int LongestBelow(string destination) =>
        Math.Max(Shortest, LongestOnWindows - destination.Length - 1);
}
