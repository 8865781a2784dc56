using System;

namespace IosBackup.Engine.Backups;

/// <summary>In what two entries of the same path differ.</summary>
[Flags]
public enum FileAspects
{
    /// <summary>In nothing.</summary>
    None = 0,

    /// <summary>File, directory or link.</summary>
    Kind = 1,

    /// <summary>The size that the phone stated.</summary>
    Size = 2,

    /// <summary>When the content changed last.</summary>
    LastWriteTime = 4,

    /// <summary>
    /// The hash of the stored bytes, where that tells: both are there, and the bytes are not encrypted or are so with
    /// the same key.
    /// </summary>
    Digest = 8,

    /// <summary>Where a link leads.</summary>
    LinkTarget = 16,

    /// <summary>Type and permissions.</summary>
    Mode = 32,

    /// <summary>User or group.</summary>
    Owner = 64,

    /// <summary>Data protection class.</summary>
    ProtectionClass = 128,

    /// <summary>Extended attributes.</summary>
    ExtendedAttributes = 256,

    /// <summary>What tells that the content is another.</summary>
    Content = Kind | Size | LastWriteTime | Digest | LinkTarget,
}
