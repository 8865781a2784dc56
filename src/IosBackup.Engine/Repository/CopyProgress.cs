namespace IosBackup.Engine.Repository;

/// <summary>Where a copy stands.</summary>
/// <param name="FilesCopied">Files that travelled.</param>
/// <param name="BytesCopied">Their bytes.</param>
/// <param name="FilesLinked">Files that were there already.</param>
public sealed record CopyProgress(long FilesCopied, long BytesCopied, long FilesLinked);
