namespace IosBackup.Engine.Verification;

/// <summary>Content that lies in a backup's folder.</summary>
/// <param name="FileId">Its name.</param>
/// <param name="Length">Its stored length in bytes.</param>
/// <param name="IsFile">Whether it is a file: no link and no pipe.</param>
internal readonly record struct StoredFile(string FileId, long Length, bool IsFile);
