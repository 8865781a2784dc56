using System;
using System.Management.Automation;
using IosBackup.Output;

namespace IosBackup.Pipeline;

/// <summary>
/// One activity in the progress display. Any thread reports, as often as it likes; the latest state wins and the
/// pipeline thread writes it now and then.
/// </summary>
internal sealed class ProgressLine : IProgress<ProgressState>, IDisposable
{
    private readonly string _activity;
    private readonly int _id;
    private readonly int _parentId;
    private readonly RemainingTime _remaining = new();
    private volatile ProgressState? _latest;
    private volatile bool _ended;
    private ProgressState? _written;

    public ProgressLine(string activity, int id, int parentId)
    {
        _activity = _Format.Name(activity);
        _id = id;
        _parentId = parentId;
    }

    /// <summary>The id that child activities name as their parent.</summary>
    public int Id => _id;

    /// <summary>Whether the activity is over.</summary>
    public bool Ended => _ended;

    public void Report(ProgressState value) => _latest = value;

    /// <summary>Ends the activity. The display forgets it at the next flush.</summary>
    public void Dispose() => _ended = true;

    /// <summary>The record to write when something changed since the last one.</summary>
    /// <param name="now">Milliseconds of any steady clock.</param>
    public ProgressRecord? Change(long now)
    {
        ProgressState? state = _latest;
        if (state is null || ReferenceEquals(state, _written))
        {
            return null;
        }

        _written = state;
        ProgressRecord record = Record(state);
        record.PercentComplete = state.Percent;
        record.SecondsRemaining = _remaining.Estimate(now, state.Done, state.Total);
        return record;
    }

    /// <summary>The record that takes the activity off the display, if it was ever on it.</summary>
    public ProgressRecord? Completion()
    {
        if (_written is null)
        {
            return null;
        }

        ProgressRecord record = Record(_written);
        record.RecordType = ProgressRecordType.Completed;
        return record;
    }

    private ProgressRecord Record(ProgressState state)
    {
        string status = state.Status.Length > 0 ? state.Status : _activity;
        return new ProgressRecord(_id, _activity, _Format.Name(status))
        {
            ParentActivityId = _parentId,
            CurrentOperation = state.Operation is { } operation ? _Format.Name(operation) : null,
        };
    }
}
