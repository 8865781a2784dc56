using System;

namespace IosBackup.Engine.Restoration;

/// <summary>How an extraction works.</summary>
public sealed record ExtractionOptions
{
    /// <summary>Most workers that make sense: beyond, disks get slower.</summary>
    private const int MostWorkers = 8;

    /// <summary>How the files are arranged.</summary>
    public ExtractionLayout Layout { get; init; }

    /// <summary>Whether other files at the destination are replaced. Otherwise they are errors.</summary>
    public bool Overwrites { get; init; }

    /// <summary>
    /// Whether damaged files are written, as far as they go. With and without it each is an error.
    /// </summary>
    public bool IncludesDamaged { get; init; }

    /// <summary>
    /// Whether names that this system can hold stay as they are. Otherwise they are made fit for every system, so that
    /// the destination can be carried elsewhere.
    /// </summary>
    public bool KeepsNativeNames { get; init; }

    /// <summary>Files that are written at once.</summary>
    public int Workers { get; init; } = Math.Min(MostWorkers, Math.Max(2, Environment.ProcessorCount * 2));

    /// <summary>Bytes that the whole extraction is going to write, when that is known; 0 otherwise.</summary>
    public long ExpectedBytes { get; init; }
}
