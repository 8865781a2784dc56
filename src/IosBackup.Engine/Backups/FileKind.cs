using System;

namespace IosBackup.Engine.Backups;

/// <summary>What an entry of a backup is. The values are those of the manifest; an entry has one, a query any.</summary>
[Flags]
public enum FileKind
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A regular file. It alone has stored content.</summary>
    File = 1,

    /// <summary>A directory.</summary>
    Directory = 2,

    /// <summary>A symbolic link.</summary>
    SymbolicLink = 4,

    /// <summary>All kinds.</summary>
    Any = File | Directory | SymbolicLink,
}
