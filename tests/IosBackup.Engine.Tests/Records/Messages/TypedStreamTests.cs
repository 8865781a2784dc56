using System;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using CsCheck;
using IosBackup.Engine.Records.Messages;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using Xunit;

namespace IosBackup.Engine.Tests.Records.Messages;

public sealed class TypedStreamTests
{
    [Fact]
    public void Bodies_of_real_messages_give_their_texts()
    {
        string folder = ConformanceData.Conformance("typedstream");
        JsonArray expected = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "expected-text.json")))!.AsArray();
        foreach (JsonNode? sample in expected)
        {
            string name = (string)sample!["file"]!;
            AttributedString? text = AttributedString.Decode(File.ReadAllBytes(Path.Combine(folder, name)));
            if ((string?)sample["text"] is string known)
            {
                Assert.Equal(known, text?.Text);
                Assert.Equal(known.Length, text!.Runs.Sum(static run => run.Length));
            }
        }
    }

    [Fact]
    public void Of_a_cut_stream_the_text_is_kept_when_it_is_whole()
    {
        byte[] body = AttributedText.Plain("What is left of it 🔑");
        AttributedString? cut = AttributedString.Decode(body.AsSpan(0, body.Length - 10));
        Assert.Equal("What is left of it 🔑", cut?.Text);
        Assert.Null(AttributedString.Decode(body.AsSpan(0, 40)));
        Assert.Null(AttributedString.Decode(default));
    }

    [Fact]
    public void Attributes_are_those_of_their_stretch()
    {
        byte[] body = new AttributedText().Add("Hello ", 0)
            .Add("Lena", 0, ("__kIMMentionConfirmedMention", AttributedText.String("+447700900109")))
            .Add("second", 1)
            .ToBytes();
        MessageBody text = MessageBody.Read(null, body);
        Assert.Equal("Hello Lenasecond", text.Text);
        Assert.Equal(["+447700900109"], text.Mentions!);
        Assert.Equal("Hello Lena", text.ByPart()[0]);
        Assert.Equal("second", text.ByPart()[1]);
    }

    [Fact]
    public void Damaged_streams_cost_no_more_than_an_answer()
    {
        byte[] body = new AttributedText().Add("Hello ", 0).AddAttachment("GUID", "name", 1).Add("x", 2).ToBytes();
        Gen.Select(Gen.Int[0, body.Length - 1], Gen.Byte, Gen.Int[1, body.Length]).Sample(
            (at, value, length) =>
            {
                byte[] damaged = (byte[])body.Clone();
                damaged[at] = value;
                MessageBody.Read(null, damaged.AsSpan(0, length)).ByPart();
            },
            iter: 20_000);
    }

    [Fact]
    public void An_array_of_nothing_cannot_run_for_long()
    {
        byte[] stream =
        [
            4, 11, .. "streamtyped"u8, 0x81, 0xE8, 0x03, 0x84, 1, (byte)'@', 0x84, 0x84, 0x84, 1, (byte)'X', 0, 0x85,
            0x84, 16, .. "[999999999{x=}] "u8, 0x86,
        ];
        Assert.False(TypedStreamReader.TryRead(stream, out _));
    }
}
