namespace IosBackup.Engine.Restoration;

/// <summary>What became of a name.</summary>
internal enum NameFate
{
    /// <summary>It stayed.</summary>
    Kept,

    /// <summary>Some system does not allow it, or it is too long: it was escaped.</summary>
    Escaped,

    /// <summary>Another entry has it, or one that some system holds for the same: it got a tag.</summary>
    Tagged,

    /// <summary>The same entry was placed before.</summary>
    Repeated,
}
