namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>What becomes of a file after a write.</summary>
internal enum WriteJobEnd
{
    /// <summary>More bytes follow.</summary>
    None,

    /// <summary>The file is whole and takes its place.</summary>
    Complete,

    /// <summary>The file is worthless and is deleted.</summary>
    Discard,
}
