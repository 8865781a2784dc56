using System;
using System.Collections.Generic;
using System.Linq;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Records;
using Xunit;

namespace IosBackup.Engine.Tests.Records;

/// <summary>Several sequences in order of time become one.</summary>
public sealed class TimeMergeTests
{
    private static readonly DateTimeOffset s_start = new(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);

    private int _open;
    private int _mostOpen;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void All_are_in_one_order(bool newestFirst)
    {
        Random random = new(7);
        int[][] sources =
        [
            .. Enumerable.Range(0, TimeMerge.MostOpen).Select(_ => (int[])(newestFirst
                ? [.. Numbers(random).OrderDescending()]
                : [.. Numbers(random).Order()])),
        ];

        int[] merged = [.. TimeMerge.Merge(sources, Time, newestFirst)];

        IEnumerable<int> all = sources.SelectMany(static source => source);
        Assert.Equal(newestFirst ? all.OrderDescending() : all.Order(), merged);
    }

    [Fact]
    public void A_backup_that_claims_any_number_of_stores_has_few_of_them_open()
    {
        IEnumerable<int>[] sources = [.. Enumerable.Range(0, 1000).Select(number => Watched([number, number + 1]))];

        int[] merged = [.. TimeMerge.Merge(sources, Time, newestFirst: false)];

        Assert.Equal((TimeMerge.MostOpen, 0), (_mostOpen, _open));
        int[] all = [.. Enumerable.Range(0, 1000).SelectMany(static number => new[] { number, number + 1 })];
        Assert.Equal(all.Order(), merged.Order());
    }

    [Fact]
    public void Whoever_has_enough_closes_all()
    {
        IEnumerable<int>[] sources = [.. Enumerable.Range(0, 5).Select(number => Watched([number, number + 1]))];

        Assert.Equal([0, 1], TimeMerge.Merge(sources, Time, newestFirst: false).Take(2));
        Assert.Equal(0, _open);
    }

    [Fact]
    public void The_damage_of_one_waits_until_the_others_have_ended()
    {
        List<int> seen = [];

        EngineException error = Assert.Throws<EngineException>(() =>
        {
            foreach (int number in TimeMerge.Merge([Damaged(), [1, 3], Damaged(), [2]], Time, newestFirst: false))
            {
                seen.Add(number);
            }
        });

        Assert.Equal(ErrorKind.DatabaseDamaged, error.Kind);
        Assert.Equal([0, 0, 1, 2, 3], seen);
    }

    private static DateTimeOffset? Time(int number) => s_start.AddMinutes(number);

    private static int[] Numbers(Random random) =>
        [.. Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(50))];

    private static IEnumerable<int> Damaged()
    {
        yield return 0;
        throw new EngineException(ErrorKind.DatabaseDamaged, "It is damaged.");
    }

    private IEnumerable<int> Watched(int[] numbers)
    {
        _mostOpen = Math.Max(_mostOpen, ++_open);
        try
        {
            foreach (int number in numbers)
            {
                yield return number;
            }
        }
        finally
        {
            _open--;
        }
    }
}
