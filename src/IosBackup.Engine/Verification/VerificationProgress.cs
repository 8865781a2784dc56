namespace IosBackup.Engine.Verification;

/// <summary>How far a verification is.</summary>
/// <param name="FilesChecked">Files that have been looked at.</param>
/// <param name="FilesTotal">Files there are to look at; null when nobody knows.</param>
/// <param name="BytesChecked">Stored bytes that have been read.</param>
/// <param name="BytesTotal">Stored bytes there are to read; null when nothing is read.</param>
public sealed record VerificationProgress(long FilesChecked, long? FilesTotal, long BytesChecked, long? BytesTotal);
