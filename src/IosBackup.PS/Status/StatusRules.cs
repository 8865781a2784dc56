using System;

namespace IosBackup.Status;

/// <summary>What a device's backups are measured against.</summary>
internal sealed record StatusRules
{
    /// <summary>How old the last good backup, and a copy that counts, may be.</summary>
    public required TimeSpan MaxAge { get; init; }

    /// <summary>How long ago the last test that a good backup passed may be; null when none is wanted.</summary>
    public TimeSpan? VerifiedWithin { get; init; }

    /// <summary>In how many of the other places a good backup has to be.</summary>
    public int Copies { get; init; }

    public bool RequiresEncryption { get; init; }

    /// <summary>Whether backups of chosen data count like whole ones.</summary>
    public bool CountsPartial { get; init; }

    /// <summary>The present.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>Whether a backup is one to rely on.</summary>
    public bool Counts(IosBackup backup) => backup is { IsGood: true, Date: not null }
        && (CountsPartial || !backup.IsPartial);

    /// <summary>Whether it is new enough besides.</summary>
    public bool CountsToday(IosBackup backup) => Counts(backup) && Now - backup.Date <= MaxAge;
}
