namespace IosBackup.Engine.Verification;

/// <summary>How far a verification is in a phase.</summary>
/// <param name="Phase">The phase.</param>
/// <param name="Files">Files that have been looked at, or restored.</param>
/// <param name="FilesTotal">Files there are in the phase; null when nobody knows.</param>
/// <param name="Bytes">Stored bytes that have been read.</param>
/// <param name="BytesTotal">Stored bytes there are to read; null when nothing is read.</param>
public sealed record VerificationProgress(
    VerificationPhase Phase, long Files, long? FilesTotal, long Bytes, long? BytesTotal);
