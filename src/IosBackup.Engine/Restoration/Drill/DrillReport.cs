using System.Collections.Generic;

namespace IosBackup.Engine.Restoration.Drill;

/// <summary>What the device of a drill got.</summary>
public sealed record DrillReport
{
    /// <summary>Regular files whose content arrived, decrypted and fitted its digest.</summary>
    public long Files { get; init; }

    /// <summary>Directories.</summary>
    public long Directories { get; init; }

    /// <summary>Symbolic links.</summary>
    public long SymbolicLinks { get; init; }

    /// <summary>Bytes of content, decrypted.</summary>
    public long Bytes { get; init; }

    /// <summary>Databases that were looked through.</summary>
    public long Databases { get; init; }

    /// <summary>Databases that are damaged: domain and path, and how. The first of them.</summary>
    public IReadOnlyList<string> DamagedDatabases { get; init; } = [];

    /// <summary>How many entries a device passes over, by why.</summary>
    public IReadOnlyDictionary<string, long> Skipped { get; init; } = new Dictionary<string, long>();

    /// <summary>Whether the device called the restore good.</summary>
    public bool IsComplete { get; init; }
}
