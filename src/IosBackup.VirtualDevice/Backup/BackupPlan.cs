using System;

namespace IosBackup.VirtualDevice.Backup;

/// <summary>What a run starts from.</summary>
internal sealed record BackupPlan : IDisposable
{
    /// <summary>Identifies the run.</summary>
    public required string Uuid { get; init; }

    /// <summary>What Status.plist calls the backup that the host has: <c>empty</c> when there is none yet.</summary>
    public required string FormerState { get; init; }

    /// <summary>The manifest of the backup that is continued; null for a full run.</summary>
    public HostManifest? Stored { get; init; }

    /// <summary>What an interrupted run has sent; null when none is continued.</summary>
    public UploadJournal? Arrived { get; init; }

    /// <summary>Whether a backup of an older format has to be put aside.</summary>
    public bool PutsAside { get; init; }

    /// <summary>Whether everything is sent.</summary>
    public bool IsFull => Stored is null;

    public void Dispose()
    {
        Stored?.Dispose();
        Arrived?.Dispose();
    }
}
