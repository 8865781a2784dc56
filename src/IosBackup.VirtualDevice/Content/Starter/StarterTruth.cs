using System;
using System.Collections.Generic;

namespace IosBackup.VirtualDevice.Content.Starter;

/// <summary>What the stores of a virtual phone hold, for tests that read them.</summary>
public sealed class StarterTruth
{
    /// <summary>How many records of a kind are kept as samples at most.</summary>
    public const int MostSamples = 1000;

    /// <summary>The password of the locked note.</summary>
    public const string LockedNotePassword = "correct horse 🔑";

    /// <summary>The text of the locked note.</summary>
    public const string LockedNoteText = "Presents\nMum: the green teapot\nTom: climbing rope, 9.8 mm\nDo not tell!";

    private readonly Dictionary<StarterKind, int> _counts = [];
    private readonly Dictionary<StarterKind, List<StarterSample>> _samples = [];

    internal StarterTruth()
    {
    }

    /// <summary>How many records of a kind there are.</summary>
    public int Count(StarterKind kind) => _counts.TryGetValue(kind, out int count) ? count : 0;

    /// <summary>The first records of a kind in the order they were made, at most <see cref="MostSamples"/>.</summary>
    public IReadOnlyList<StarterSample> Samples(StarterKind kind) =>
        _samples.TryGetValue(kind, out List<StarterSample>? samples) ? samples : [];

    internal void Add(StarterKind kind, string key, string text, DateTimeOffset? date = null)
    {
        AddCount(kind, 1);
        if (!_samples.TryGetValue(kind, out List<StarterSample>? samples))
        {
            _samples.Add(kind, samples = []);
        }

        if (samples.Count < MostSamples)
        {
            samples.Add(new StarterSample(key, text, date));
        }
    }

    internal void AddCount(StarterKind kind, int more) => _counts[kind] = Count(kind) + more;
}
