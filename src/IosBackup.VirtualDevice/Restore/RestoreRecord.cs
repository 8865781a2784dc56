using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Restore;

/// <summary>What a phone got in a restore.</summary>
public sealed record RestoreRecord
{
    /// <summary>What the host asked for.</summary>
    public required RestoreOptions Options { get; init; }

    /// <summary>The folder that the backup came from.</summary>
    public required string SourceIdentifier { get; init; }

    /// <summary>Regular files that were put in place.</summary>
    public long Files { get; init; }

    /// <summary>Directories that were put in place.</summary>
    public long Directories { get; init; }

    /// <summary>Symbolic links that were put in place.</summary>
    public long SymbolicLinks { get; init; }

    /// <summary>Bytes that arrived, in the form in which the backup stores them.</summary>
    public long BytesReceived { get; init; }

    /// <summary>Entries that the phone passed over, by why.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    /// <summary>Entries that were removed because the backup has them not.</summary>
    public long Removed { get; init; }

    /// <summary>Bundle identifiers of the apps that the host asked to be installed again.</summary>
    public IReadOnlyList<string> Apps { get; init; } = [];
}
