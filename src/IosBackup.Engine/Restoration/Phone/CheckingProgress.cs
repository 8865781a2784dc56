using System;
using IosBackup.Engine.MobileBackup;
using IosBackup.Engine.Verification;

namespace IosBackup.Engine.Restoration.Phone;

/// <summary>Tells of the verification before a restore as of a part of it.</summary>
internal sealed class CheckingProgress(TransferMonitor monitor) : IProgress<VerificationProgress>
{
    public void Report(VerificationProgress value) =>
        monitor.Checked(value.Files, value.FilesTotal, value.Bytes, value.BytesTotal);
}
