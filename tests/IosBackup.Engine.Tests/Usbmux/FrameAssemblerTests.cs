using System;
using System.Buffers.Binary;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Lockdown;
using IosBackup.Engine.PropertyLists;
using IosBackup.Engine.Services;
using IosBackup.Engine.Tests.Peers;
using IosBackup.Engine.Usbmux;
using Xunit;

namespace IosBackup.Engine.Tests.Usbmux;

public sealed class FrameAssemblerTests
{
    private static readonly PlistDictionary s_message = new() { ["Command"] = "Marco", ["Interval"] = 10 };

    private static readonly (string Name, Func<FrameAssembler> Assembler, byte[] Frame)[] s_protocols =
    [
        ("usbmux", UsbmuxPacket.CreateAssembler, UsbmuxPacket.Encode(7, s_message)),
        ("plist", PlistFrame.CreateAssembler, PlistFrame.Encode(s_message)),
        ("AFC", AfcPacket.CreateAssembler, AfcPacket.EncodeHead(AfcOperation.Data, 3, "some names"u8, 0)),
        ("AFC without content", AfcPacket.CreateAssembler, AfcPacket.EncodeHead(AfcOperation.Data, 3, [], 0)),
    ];

    public static TheoryData<string> Protocols => [.. s_protocols.Select(static p => p.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Messages_arrive_whole_however_they_are_cut(string protocol)
    {
        (_, Func<FrameAssembler> create, byte[] frame) = Find(protocol);
        byte[] stream = [.. frame, .. frame, .. frame];
        Gen.Int[1, stream.Length].Array[1, 50].Sample(
            cuts =>
            {
                FrameAssembler assembler = create();
                int position = 0;
                int messages = 0;
                int cut = 0;
                while (position < stream.Length)
                {
                    int length = Math.Min(cuts[cut++ % cuts.Length], stream.Length - position);
                    position += assembler.Feed(stream.AsSpan(position, length));
                    if (assembler.IsComplete)
                    {
                        Frame taken = assembler.Take();
                        Assert.Equal<byte[]>(frame, [.. taken.Header.Span, .. taken.Body.Span]);
                        messages++;
                    }
                }

                Assert.Equal(3, messages);
                Assert.True(assembler.IsEmpty);
            },
            iter: 300);
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void What_follows_a_message_is_left_on_the_stream(string protocol)
    {
        (_, Func<FrameAssembler> create, byte[] frame) = Find(protocol);
        FrameAssembler assembler = create();

        Assert.Equal(frame.Length, assembler.Feed([.. frame, 1, 2, 3]));
        Assert.True(assembler.IsComplete);
        Assert.Equal(0, assembler.Feed([1, 2, 3]));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_stream_that_ends_inside_a_message_is_a_lost_connection(string protocol)
    {
        (_, Func<FrameAssembler> create, byte[] frame) = Find(protocol);
        for (int length = 1; length < frame.Length; length++)
        {
            using ScriptStream stream = new(frame.AsMemory(0, length), pieceLength: 5);
            EngineException lost = await Assert.ThrowsAsync<EngineException>(
                () => create().ReadAsync(stream, CancellationToken.None));
            Assert.Equal(ErrorKind.DeviceDisconnected, lost.Kind);
        }
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public async Task A_stream_that_ends_between_messages_has_just_ended(string protocol)
    {
        (_, Func<FrameAssembler> create, byte[] frame) = Find(protocol);
        using ScriptStream stream = new(frame, pieceLength: 1);
        FrameAssembler assembler = create();

        Assert.NotNull(await assembler.ReadAsync(stream, CancellationToken.None));
        Assert.Null(await assembler.ReadAsync(stream, CancellationToken.None));
    }

    [Fact]
    public void A_promise_of_much_takes_no_memory_until_it_is_kept()
    {
        byte[] header = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(header, PlistFrame.MaximumLength);
        FrameAssembler assembler = PlistFrame.CreateAssembler();
        long before = GC.GetAllocatedBytesForCurrentThread();

        assembler.Feed(header);
        assembler.Feed(new byte[100]);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        Assert.False(assembler.IsComplete);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(15u)]
    [InlineData(4u * 1024 * 1024 + 1)]
    [InlineData(uint.MaxValue)]
    public void Absurd_lengths_of_usbmux_are_refused(uint length)
    {
        byte[] header = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(header, length);
        AssertRefused(UsbmuxPacket.CreateAssembler(), header);
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(64u * 1024 * 1024 + 1)]
    [InlineData(uint.MaxValue)]
    public void Absurd_lengths_of_property_lists_are_refused(uint length)
    {
        byte[] header = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(header, length);
        AssertRefused(PlistFrame.CreateAssembler(), header);
    }

    [Theory]
    [InlineData(0ul, 40ul, true)]
    [InlineData(39ul, 39ul, true)]
    [InlineData(64ul * 1024 * 1024 + 1, 40ul, true)]
    [InlineData(ulong.MaxValue, 40ul, true)]
    [InlineData(48ul, 49ul, true)]
    [InlineData(48ul, 0ul, true)]
    [InlineData(48ul, 48ul, false)]
    public void Absurd_heads_of_AFC_are_refused(ulong whole, ulong head, bool withMagic)
    {
        byte[] header = new byte[40];
        (withMagic ? "CFA6LPAA"u8 : "CFA6LPAB"u8).CopyTo(header);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(8), whole);
        BinaryPrimitives.WriteUInt64LittleEndian(header.AsSpan(16), head);
        AssertRefused(AfcPacket.CreateAssembler(), header);
    }

    private static void AssertRefused(FrameAssembler assembler, byte[] header)
    {
        EngineException refused = Assert.Throws<EngineException>(() => assembler.Feed(header));
        Assert.Equal(ErrorKind.ProtocolViolation, refused.Kind);
    }

    private static (string Name, Func<FrameAssembler> Assembler, byte[] Frame) Find(string name) =>
        s_protocols.Single(p => p.Name == name);
}
