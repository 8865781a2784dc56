using System;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>What a phone keeps of a run that was interrupted while it uploaded.</summary>
/// <param name="Uuid">The run.</param>
/// <param name="Keys">The keys it used.</param>
/// <param name="Journal">The files that were sent.</param>
internal sealed record UnfinishedBackup(string Uuid, BackupKeys Keys, UploadJournal Journal) : IDisposable
{
    public void Dispose() => Journal.Dispose();
}
