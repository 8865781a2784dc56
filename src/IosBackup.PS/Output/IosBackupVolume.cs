using IosBackup.Engine.Repository;

namespace IosBackup;

/// <summary>What the volume that holds a backup can do.</summary>
public sealed record IosBackupVolume
{
    /// <summary>Bytes that may still be written; null when it does not say.</summary>
    public long? FreeSpace { get; init; }

    /// <summary>
    /// How the next generation takes over what has not changed: Copy costs the space of a whole backup. Null where it
    /// cannot be tried out.
    /// </summary>
    public CloneMethod? CloneMethod { get; init; }

    /// <summary>Whether names that differ in case only are different names; null when that does not show.</summary>
    public bool? IsCaseSensitive { get; init; }

    public override string ToString() =>
        $"{(CloneMethod is { } method ? method + ", " : "")}{Output._Format.Size(FreeSpace)} free";
}
