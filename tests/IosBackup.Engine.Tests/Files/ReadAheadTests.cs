using System;
using CsCheck;
using IosBackup.Engine.Files;
using Xunit;

namespace IosBackup.Engine.Tests.Files;

public sealed class ReadAheadTests
{
    private const int PageSize = 4096;

    private static readonly byte[] s_content = RandomBytes(1_000_003);

    [Fact]
    public void Whatever_the_order_of_reading_the_bytes_are_the_same()
    {
        Gen<(int Position, int Count)[]> reads = Gen.Select(
            Gen.OneOf(Gen.Int[0, s_content.Length + 100], Gen.Int[0, 200_000]),
            Gen.OneOf(Gen.Const(PageSize), Gen.Int[0, 100_000])).Array[1, 60];
        reads.Sample(
            static order =>
            {
                using ReadAhead bytes = new(new MemoryBytes(s_content));
                return Array.TrueForAll(order, read => IsRight(bytes, read.Position, read.Count));
            },
            iter: 300);
    }

    [Fact]
    public void Whoever_goes_from_front_to_back_asks_seldom()
    {
        MemoryBytes source = new(s_content);
        using ReadAhead bytes = new(source);

        for (int position = 0; position < s_content.Length; position += PageSize)
        {
            Assert.True(IsRight(bytes, position, PageSize));
        }

        Assert.InRange(source.Reads, s_content.Length / (64 * 1024), (s_content.Length / (64 * 1024)) + 3);
    }

    [Fact]
    public void Whoever_looks_here_and_there_makes_nothing_else_be_read()
    {
        MemoryBytes source = new(s_content);
        using ReadAhead bytes = new(source);

        for (int position = s_content.Length - PageSize; position >= 0; position -= PageSize)
        {
            Assert.True(IsRight(bytes, position, PageSize));
        }

        Assert.Equal(s_content.Length / PageSize, source.Reads);
    }

    [Fact]
    public void After_a_read_that_failed_nothing_stale_is_given()
    {
        MemoryBytes source = new(s_content);
        using ReadAhead bytes = new(source);
        Assert.True(IsRight(bytes, 0, PageSize));
        Assert.True(IsRight(bytes, PageSize, PageSize));
        source.Failure = new InvalidOperationException();
        Assert.Throws<InvalidOperationException>(() => IsRight(bytes, 20 * PageSize, PageSize));
        source.Failure = null;

        Assert.True(IsRight(bytes, 20 * PageSize, PageSize));
        Assert.True(IsRight(bytes, PageSize, PageSize));
    }

    private static bool IsRight(ReadAhead bytes, int position, int count)
    {
        byte[] read = new byte[count];
        int expected = Math.Clamp(s_content.Length - position, 0, count);
        return bytes.Read(read, position) == expected
            && read.AsSpan(0, expected).SequenceEqual(s_content.AsSpan(Math.Min(position, s_content.Length), expected));
    }

    private static byte[] RandomBytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }
}
