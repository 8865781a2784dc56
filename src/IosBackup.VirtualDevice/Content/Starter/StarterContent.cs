using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>A virtual phone's files, apps and media folder, and what is known about them.</summary>
public sealed class StarterContent
{
    internal StarterContent(
        StarterOptions options,
        IReadOnlyList<int> episodes,
        IReadOnlyList<PhoneFile> files,
        IReadOnlyList<PhoneApp> apps,
        IReadOnlyList<PhoneMediaFile> mediaFiles,
        StarterTruth truth)
    {
        Options = options;
        Episodes = episodes;
        Files = files;
        Apps = apps;
        MediaFiles = mediaFiles;
        Truth = truth;
    }

    /// <summary>What the content was made from.</summary>
    public StarterOptions Options { get; }

    /// <summary>
    /// Every entry that a backup can see, sorted by domain and path: files, links, and all directories above them down
    /// to the domains' roots.
    /// </summary>
    public IReadOnlyList<PhoneFile> Files { get; }

    /// <summary>The installed apps.</summary>
    public IReadOnlyList<PhoneApp> Apps { get; }

    /// <summary>
    /// What AFC shows: the photos and recordings among <see cref="Files"/>, and what no backup takes.
    /// </summary>
    public IReadOnlyList<PhoneMediaFile> MediaFiles { get; }

    /// <summary>What the stores hold.</summary>
    public StarterTruth Truth { get; }

    /// <summary>The seeds of the days that have passed since the base date.</summary>
    internal IReadOnlyList<int> Episodes { get; }
}
