namespace IosBackup.Engine.PropertyLists;

/// <summary>Bounds on what a property list from an untrusted source may cost to read.</summary>
public sealed class PlistLimits
{
    /// <summary>Bounds that every property list of a device or a backup keeps.</summary>
    public static PlistLimits Default { get; } = new();

    /// <summary>Largest nesting of containers.</summary>
    public int MaximumDepth { get; init; } = 256;

    /// <summary>
    /// Largest number of values counted as a walk over the tree meets them. Binary property lists may share objects, so
    /// a few hundred bytes can describe a tree of astronomic size.
    /// </summary>
    public long MaximumNodes { get; init; } = 8_000_000;
}
