using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using IosBackup.Engine.Errors;

namespace IosBackup.Engine.Records;

/// <summary>Makes one sequence, in order of time, of several that are.</summary>
internal static class TimeMerge
{
    /// <summary>
    /// How many sources are read together. Phones have a few; a backup may claim any number, and each that is open
    /// holds a database.
    /// </summary>
    public const int MostOpen = 32;

    /// <summary>
    /// Gives the records of all sources, those without a time where the databases put them: before all others, or last
    /// when the newest comes first. A damaged source must not hide the others: its error waits until they have ended.
    /// </summary>
    public static IEnumerable<T> Merge<T>(
        IEnumerable<IEnumerable<T>> sources, Func<T, DateTimeOffset?> timeOf, bool newestFirst)
    {
        List<IEnumerator<T>> open = [];
        EngineException? damage = null;
        using IEnumerator<IEnumerable<T>> waiting = sources.GetEnumerator();
        try
        {
            while (true)
            {
                // Those beyond the bound follow as others end.
                while (open.Count < MostOpen && waiting.MoveNext())
                {
                    IEnumerator<T> records = waiting.Current.GetEnumerator();
                    open.Add(records);
                    Advance(open, records, ref damage);
                }

                if (open.Count == 0)
                {
                    break;
                }

                // Of two of the same time that of the earlier source comes first.
                IEnumerator<T> next = open[0];
                for (int i = 1; i < open.Count; i++)
                {
                    int order = Nullable.Compare(timeOf(open[i].Current), timeOf(next.Current));
                    if (newestFirst ? order > 0 : order < 0)
                    {
                        next = open[i];
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
