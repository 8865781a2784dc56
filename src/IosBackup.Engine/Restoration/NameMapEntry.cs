using IosBackup.Engine.Backups;

namespace IosBackup.Engine.Restoration;

/// <summary>A line of a map: what a file at a destination was called on the phone.</summary>
public sealed record NameMapEntry
{
    /// <summary>The path below the destination, with slashes.</summary>
    public required string Name { get; init; }

    /// <summary>The UDID of the device.</summary>
    public required string Backup { get; init; }

    /// <summary>The domain.</summary>
    public required string Domain { get; init; }

    /// <summary>The path below the domain's root.</summary>
    public required string Path { get; init; }

    /// <summary>File, directory or symbolic link.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Where a symbolic link leads on the phone; null for everything else.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Whether nothing lies at the destination: a link that was written down here only.</summary>
    public bool IsAbsent { get; init; }
}
