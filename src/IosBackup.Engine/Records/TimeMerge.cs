using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.ExceptionServices;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Records;

/// <summary>Makes one sequence, in order of time, of several that are.</summary>
internal static class TimeMerge
{
    /// <summary>
    /// Gives the records of all sources, those without a time where the databases put them: before all others, or last
    /// when the newest comes first. A damaged source must not hide the others: its error waits until they have ended.
    /// </summary>
    public static IEnumerable<T> Merge<T>(
        IEnumerable<IEnumerable<T>> sources, Func<T, DateTimeOffset?> timeOf, bool newestFirst)
    {
        List<IEnumerator<T>> open = [];
        EngineException? damage = null;
        try
        {
            foreach (IEnumerable<T> source in sources)
            {
                IEnumerator<T> records = source.GetEnumerator();
                open.Add(records);
                Advance(open, records, ref damage);
            }

            while (open.Count > 0)
            {
                // Of two of the same time that of the earlier source comes first.
                IEnumerator<T> next = open[0];
                foreach (IEnumerator<T> other in open.Skip(1))
                {
                    int order = Nullable.Compare(timeOf(other.Current), timeOf(next.Current));
                    if (newestFirst ? order > 0 : order < 0)
                    {
                        next = other;
                    }
                }

                yield return next.Current;
                Advance(open, next, ref damage);
            }
        }
        finally
        {
            foreach (IEnumerator<T> source in open)
            {
                source.Dispose();
            }
        }

        if (damage is not null)
        {
            ExceptionDispatchInfo.Capture(damage).Throw();
        }
    }

    private static void Advance<T>(List<IEnumerator<T>> open, IEnumerator<T> source, ref EngineException? damage)
    {
        bool more = false;
        try
        {
            more = source.MoveNext();
        }
        catch (EngineException e) when (RecordSource.IsDamage(e))
        {
            damage ??= e;
        }

        if (!more)
        {
            open.Remove(source);
            source.Dispose();
        }
    }
}
