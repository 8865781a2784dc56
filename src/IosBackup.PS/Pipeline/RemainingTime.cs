using System.Collections.Generic;

namespace IosBackup.Pipeline;

/// <summary>
/// Estimates how long something still takes from how it went lately. Says nothing before it has watched for ten
/// seconds, and nothing while the speed jumps about.
/// </summary>
internal sealed class RemainingTime
{
    private const int Unknown = -1;
    private const long SampleEvery = 1_000;
    private const long WatchAtLeast = 10_000;
    private const int MostSamples = 30;
    private const double SteadyFactor = 3;
    private const double LongestSeconds = 7 * 24 * 3600;

    private readonly List<(long Time, long Done)> _samples = [];
    private long _total;

    /// <summary>Seconds left, or -1 when nobody can tell.</summary>
    /// <param name="now">Milliseconds of a steady clock.</param>
    /// <param name="done">What is done by now.</param>
    /// <param name="total">What there is to do.</param>
    public int Estimate(long now, long? done, long? total)
    {
        if (done is not { } soFar || total is not { } all || all <= 0)
        {
            _samples.Clear();
            return Unknown;
        }

        Watch(now, soFar, all);
        (long firstTime, long firstDone) = _samples[0];
        if (now - firstTime < WatchAtLeast || soFar <= firstDone || !IsSteady(now, soFar))
        {
            return Unknown;
        }

        double seconds = (all - soFar) / Rate(firstTime, firstDone, now, soFar) / 1000;
        return seconds < 0 ? 0 : seconds > LongestSeconds ? Unknown : (int)seconds;
    }

    private static double Rate(long fromTime, long fromDone, long toTime, long toDone) =>
        (double)(toDone - fromDone) / (toTime - fromTime);

    private void Watch(long now, long done, long total)
    {
        if (_samples.Count > 0 && (done < _samples[_samples.Count - 1].Done || total != _total))
        {
            // Something else is being counted now.
            _samples.Clear();
        }

        _total = total;
        if (_samples.Count == 0 || now - _samples[_samples.Count - 1].Time >= SampleEvery)
        {
            _samples.Add((now, done));
        }

        if (_samples.Count > MostSamples)
        {
            _samples.RemoveAt(0);
        }
    }

    private bool IsSteady(long now, long done)
    {
        (long firstTime, long firstDone) = _samples[0];
        (long middleTime, long middleDone) = _samples[_samples.Count / 2];
        if (middleTime <= firstTime || now <= middleTime)
        {
            return false;
        }

        double before = Rate(firstTime, firstDone, middleTime, middleDone);
        double after = Rate(middleTime, middleDone, now, done);
        return before <= after * SteadyFactor && after <= before * SteadyFactor;
    }
}
