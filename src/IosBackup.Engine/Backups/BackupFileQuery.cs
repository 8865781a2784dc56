using System.Collections.Generic;

namespace IosBackup.Engine.Backups;

/// <summary>
/// Which files of a backup to list. All conditions must hold; within a list of alternatives one is enough, and an empty
/// list is no condition.
/// </summary>
public sealed record BackupFileQuery
{
    /// <summary>Everything.</summary>
    public static BackupFileQuery All { get; } = new();

    /// <summary>The kinds of entries.</summary>
    public FileKind Kinds { get; init; } = FileKind.Any;

    /// <summary>Alternatives for the domain.</summary>
    public IReadOnlyList<TextFilter> Domains { get; init; } = [];

    /// <summary>Alternatives for the path.</summary>
    public IReadOnlyList<TextFilter> Paths { get; init; } = [];

    /// <summary>Alternatives for the type of data.</summary>
    public IReadOnlyList<DataType> DataTypes { get; init; } = [];

    /// <summary>Alternatives for domain and path together.</summary>
    public IReadOnlyList<FileScope> Scopes { get; init; } = [];
}
