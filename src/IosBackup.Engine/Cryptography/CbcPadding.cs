namespace IosBackup.Engine.Cryptography;

/// <summary>What a decrypting stream makes of the last block.</summary>
internal enum CbcPadding
{
    /// <summary>The padding ends the content; without a valid one the bytes are damaged.</summary>
    Required,

    /// <summary>All whole blocks are content: for databases, which tell their own length, and to salvage.</summary>
    Kept,
}
