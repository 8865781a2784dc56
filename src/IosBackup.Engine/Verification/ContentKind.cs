namespace IosBackup.Engine.Verification;

/// <summary>What a file's first bytes, or its name, say that it is.</summary>
internal enum ContentKind
{
    /// <summary>Nothing that is known here.</summary>
    Unknown,

    /// <summary>Only zeros.</summary>
    Zeros,

    /// <summary>A SQLite database.</summary>
    Database,

    /// <summary>A property list in binary form.</summary>
    BinaryPropertyList,

    /// <summary>A property list in XML form.</summary>
    XmlPropertyList,

    /// <summary>A picture, film or sound.</summary>
    Media,
}
