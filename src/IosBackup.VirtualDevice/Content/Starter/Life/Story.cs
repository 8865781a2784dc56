using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter.Life;

/// <summary>
/// The life that a phone's stores tell of: one owner, the same people and the same moments in all of them. The builders
/// of the stores add their files, apps and planned records to it.
/// </summary>
internal sealed class Story
{
    private const int DaysPerEpisode = 3;

    public Story(StarterOptions options, IReadOnlyList<int> episodes)
    {
        Options = options;
        Episodes = episodes;
        Cast = new Cast(options);
        Files = new PhoneFileSet(options.BaseDate.AddYears(-4));
    }

    public StarterOptions Options { get; }

    /// <summary>Seeds of the stretches of days that passed after the base date.</summary>
    public IReadOnlyList<int> Episodes { get; }

    public Cast Cast { get; }

    public PhoneFileSet Files { get; }

    public StarterTruth Truth { get; } = new();

    public List<PhoneApp> Apps { get; } = [];

    /// <summary>Files of the media folder that no backup takes.</summary>
    public List<PhoneMediaFile> MediaFiles { get; } = [];

    /// <summary>The moment at which the phone is looked at, before any episode.</summary>
    public DateTimeOffset Base => Options.BaseDate;

    /// <summary>The moment at which the phone is looked at.</summary>
    public DateTimeOffset Now => Base.AddDays(DaysPerEpisode * Episodes.Count);

    /// <summary>The major version of iOS.</summary>
    public int Major => int.Parse(
        Options.ProductVersion.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The minor version of iOS.</summary>
    public int Minor => Options.ProductVersion.Split('.') is [_, string minor, ..]
        ? int.Parse(minor, System.Globalization.CultureInfo.InvariantCulture)
        : 0;

    /// <summary>The random numbers of one kind of data.</summary>
    public StarterRandom Random(string stream) => new(Options.Seed, stream);

    /// <summary>The random numbers of one kind of data in an episode.</summary>
    public StarterRandom EpisodeRandom(int episode, string stream) =>
        new(Episodes[episode], FormattableString.Invariant($"{stream}/{episode}"));

    /// <summary>When an episode begins.</summary>
    public DateTimeOffset EpisodeStart(int episode) => Base.AddDays(DaysPerEpisode * episode);

    /// <summary>A moment some days before the base date, by London's clocks.</summary>
    public DateTimeOffset DaysAgo(int days, int hour, int minute, int second = 0)
    {
        DateTimeOffset day = PhoneTime.ToLondon(Base).AddDays(-days);
        return PhoneTime.London(day.Year, day.Month, day.Day, hour, minute, second);
    }
}
