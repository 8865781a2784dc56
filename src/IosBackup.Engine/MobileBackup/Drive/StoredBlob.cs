namespace IosBackup.Engine.MobileBackup.Drive;

/// <summary>A file that has arrived whole and takes its place.</summary>
/// <param name="HostPath">Its path relative to the drive's root.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Sha256">The SHA-256 of its bytes, taken while they arrived.</param>
internal readonly record struct StoredBlob(string HostPath, long Length, byte[] Sha256);
