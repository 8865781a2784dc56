using System;
using System.Text;
using CsCheck;
using IosBackup.Engine.DeviceLink;
using IosBackup.Engine.Errors;
using Xunit;

namespace IosBackup.Engine.Tests.DeviceLink;

public sealed class UploadParserTests
{
    private static readonly byte[] s_batch = new UploadBytes()
        .Paths("/.ba/mobile/a", "U/Snapshot/aa/aabb").Block(0x0C, 1, 2, 3).Block(0x0C, 4).Block(0x00)
        .Paths("/.ba/mobile/empty", "U/Snapshot/bb/bbcc").Block(0x00)
        .Paths("/.ba/mobile/broken", "U/Snapshot/cc/ccdd")
        .Block(0x0C, 9, 9).Block(0x0B, Encoding.UTF8.GetBytes("Input/output error"))
        .Paths("/.ba/mobile/gone", "U/Snapshot/dd/ddee").Block(0x06)
        .Paths("/.ba/mobile/last", "U/Snapshot/ee/eeff").Block(0x0C).Block(0x0C, 5).Block(0x00)
        .End()
        .ToArray();

    private static readonly string[] s_expected =
    [
        "/.ba/mobile/a -> U/Snapshot/aa/aabb: 01020304 Success",
        "/.ba/mobile/empty -> U/Snapshot/bb/bbcc:  Success",
        "/.ba/mobile/broken -> U/Snapshot/cc/ccdd: 0909 InputOutput Input/output error",
        "/.ba/mobile/gone -> U/Snapshot/dd/ddee:  NotFound",
        "/.ba/mobile/last -> U/Snapshot/ee/eeff: 05 Success",
    ];

    [Fact]
    public void Files_are_the_same_however_the_bytes_are_cut() =>
        Gen.Int[1, 40].Array[1, 200].Sample(static cuts =>
        {
            RecordingSink sink = new();
            UploadParser parser = new(sink);
            int at = 0;
            for (int i = 0; !parser.IsComplete; i++)
            {
                int piece = Math.Min(cuts[i % cuts.Length], s_batch.Length - at);
                at += parser.Feed(s_batch.AsSpan(at, piece));
            }

            Assert.Equal(s_expected, sink.Files);
            Assert.Equal(s_batch.Length, at);
        });

    [Fact]
    public void Bytes_after_the_terminator_are_left_for_the_next_message()
    {
        UploadParser parser = new(new RecordingSink());

        int used = parser.Feed([.. s_batch, 0, 0, 0, 9]);

        Assert.Equal(s_batch.Length, used);
        Assert.True(parser.IsComplete);
    }

    [Fact]
    public void An_empty_list_is_complete_at_once()
    {
        RecordingSink sink = new();
        UploadParser parser = new(sink);

        parser.Feed(new UploadBytes().End().ToArray());

        Assert.True(parser.IsComplete);
        Assert.Empty(sink.Files);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(0x80000000u)]
    [InlineData(uint.MaxValue)]
    public void A_block_length_that_makes_no_sense_is_a_violation(uint length) =>
        AssertViolation(new UploadBytes().Paths("/a", "U/x").Length(length).Raw(0x0C));

    [Theory]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(uint.MaxValue)]
    public void A_path_length_that_makes_no_sense_is_a_violation(uint length) =>
        AssertViolation(new UploadBytes().Length(length).Raw(1));

    [Fact]
    public void An_empty_host_path_is_a_violation() => AssertViolation(new UploadBytes().Text("/a").Length(0).Raw(1));

    [Fact]
    public void A_book_instead_of_an_error_text_is_a_violation() =>
        AssertViolation(new UploadBytes().Paths("/a", "U/x").Length(1_000_000).Raw(0x0B));

    private static void AssertViolation(UploadBytes bytes)
    {
        EngineException violation = Assert.Throws<EngineException>(
            () => new UploadParser(new RecordingSink()).Feed(bytes.ToArray()));
        Assert.Equal(ErrorKind.ProtocolViolation, violation.Kind);
    }
}
