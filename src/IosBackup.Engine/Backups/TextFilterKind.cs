namespace IosBackup.Engine.Backups;

/// <summary>How a <see cref="TextFilter"/> compares.</summary>
public enum TextFilterKind
{
    /// <summary>The text is the pattern.</summary>
    Exact,

    /// <summary>The text begins with the pattern.</summary>
    Prefix,

    /// <summary>The text fits a LIKE pattern.</summary>
    Like,

    /// <summary>The text fits a GLOB pattern.</summary>
    Glob,
}
