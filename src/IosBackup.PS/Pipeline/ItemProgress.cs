using System;

namespace IosBackup.Pipeline;

/// <summary>
/// The progress of one of several things that are worked on at once: a line for the thing, and below it one for the
/// phase it is in.
/// </summary>
internal sealed class ItemProgress : IDisposable
{
    private readonly ProgressLine _item;
    private readonly Func<string, ProgressLine> _addPhase;
    private ProgressLine? _phase;

    public ItemProgress(ProgressLine item, Func<string, ProgressLine> addPhase)
    {
        _item = item;
        _addPhase = addPhase;
    }

    /// <summary>Says how far the whole thing is.</summary>
    public void Report(ProgressState state) => _item.Report(state);

    /// <summary>Enters a phase and leaves the one before.</summary>
    public IProgress<ProgressState> Enter(string phase)
    {
        _phase?.Dispose();
        return _phase = _addPhase(phase);
    }

    public void Dispose()
    {
        _phase?.Dispose();
        _item.Dispose();
    }
}
