using System;
using IosBackup.Engine.MobileBackup;

namespace IosBackup.Engine.Verification;

/// <summary>Tells of the restore of a drill as of a phase of its verification.</summary>
/// <param name="progress">Who is told.</param>
/// <param name="checking">Where the verification was before; the restore reads the same files.</param>
internal sealed class DrillProgress(IProgress<VerificationProgress> progress, VerificationMeter checking)
    : IProgress<BackupProgress>
{
    public void Report(BackupProgress value) => progress.Report(new VerificationProgress(
        VerificationPhase.Restoring, value.FilesSent, checking.FilesTotal, value.BytesSent, checking.BytesTotal));
}
