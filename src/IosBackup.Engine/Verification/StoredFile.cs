namespace IosBackup.Engine.Verification;

/// <summary>Content that lies in a backup's folder.</summary>
/// <param name="FileId">Its name.</param>
/// <param name="Length">Its stored length in bytes.</param>
/// <param name="IsLink">Whether a symbolic link lies in its place.</param>
internal readonly record struct StoredFile(string FileId, long Length, bool IsLink);
