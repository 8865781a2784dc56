using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using CsCheck;
using IosBackup.Tests;
using IosBackup.VirtualDevice.Content.Starter.Formats;
using Xunit;

namespace IosBackup.Engine.Tests.VirtualDevice.Content.Formats;

public sealed class TypedStreamTests
{
    public static TheoryData<string> RealBodies =>
    [
        "0123456789", "Address", "AppleMusicLyrics", "Array", "AttachmentI16", "AttributedBodyTextOnly2", "Code",
        "CurrencyTemperatureVolumeWeight", "Date", "Email", "Formatted", "LongMessage", "MultiAttachment",
        "MultiPartWithDeleted", "PhoneNumber", "TextEffects", "TextStylesMixed", "Tracking", "URL", "WeirdText",
    ];

    [Theory]
    [MemberData(nameof(RealBodies))]
    public void A_real_stream_that_is_read_and_written_again_is_the_same(string name)
    {
        byte[] real = File.ReadAllBytes(ConformanceData.Conformance("typedstream", name));
        Assert.Equal(real, TypedStreamWriter.Write(TypedStreamReader.Read(real)));
    }

    [Theory]
    [InlineData("LongMessage")]
    [InlineData("WeirdText")]
    public void A_plain_message_is_written_as_phones_write_it(string name)
    {
        byte[] real = File.ReadAllBytes(ConformanceData.Conformance("typedstream", name));
        string text = AttributedTextReader.Read(real).Text;
        Assert.Equal(real, AttributedText.Plain(text));
    }

    [Fact]
    public void Several_attachments_are_written_as_phones_write_them()
    {
        byte[] real = File.ReadAllBytes(ConformanceData.Conformance("typedstream", "MultiAttachment"));
        (string realText, List<AttributedRun> realRuns) = AttributedTextReader.Read(real);
        AttributedText built = new();
        for (int i = 0; i < realRuns.Count; i++)
        {
            if (realRuns[i].Attributes.TryGetValue("__kIMFileTransferGUIDAttributeName", out TypedObject? guid))
            {
                built.AddAttachment(AttributedTextReader.String(guid), "name", i);
            }
            else
            {
                built.Add(realRuns[i].Text, i);
            }
        }

        (string text, List<AttributedRun> runs) = AttributedTextReader.Read(built.ToBytes());
        Assert.Equal(realText, text);
        Assert.Equal(realRuns.Select(static run => run.Text), runs.Select(static run => run.Text));
        Assert.All(realRuns.Zip(runs), static pair => Assert.Equal(
            pair.First.Attributes["__kIMMessagePartAttributeName"].Groups[1].Values,
            pair.Second.Attributes["__kIMMessagePartAttributeName"].Groups[1].Values));
    }

    [Fact]
    public void The_text_of_real_streams_is_the_one_they_are_known_for()
    {
        string path = ConformanceData.Conformance("typedstream", "expected-text.json");
        using JsonDocument expected = JsonDocument.Parse(File.ReadAllBytes(path));
        HashSet<string> names = [.. RealBodies.Select(static row => row.Data)];
        int compared = 0;
        foreach (JsonElement entry in expected.RootElement.EnumerateArray())
        {
            string name = entry.GetProperty("file").GetString()!;
            if (names.Contains(name))
            {
                byte[] real = File.ReadAllBytes(ConformanceData.Conformance("typedstream", name));
                Assert.Equal(entry.GetProperty("text").GetString(), AttributedTextReader.Read(real).Text);
                compared++;
            }
        }

        Assert.True(compared > 10);
    }

    [Fact]
    public void Any_text_in_any_number_of_runs_is_read_as_it_was_written()
    {
        Gen.String.Array[1, 40].Sample(
            static parts =>
            {
                AttributedText text = new();
                string[] whole = [.. parts.Select(Whole).Where(static part => part.Length > 0)];
                for (int i = 0; i < whole.Length; i++)
                {
                    text.Add(whole[i], i % 130, ("name" + i, AttributedText.Number(i * 1_000_000_007L)));
                }

                (string read, List<AttributedRun> runs) = AttributedTextReader.Read(text.ToBytes());
                Assert.Equal(string.Concat(whole), read);
                Assert.Equal(whole, runs.Select(static run => run.Text));
                Assert.All(runs.Select(static (run, i) => (run, i)), static pair => Assert.Equal(
                    pair.i * 1_000_000_007L, pair.run.Attributes["name" + pair.i].Groups[1].Values[0]));
            },
            iter: 200);
    }

    [Theory]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(32_768)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    public void A_long_text_has_a_longer_length(int length)
    {
        string text = new('x', length);
        Assert.Equal(text, AttributedTextReader.Read(AttributedText.Plain(text)).Text);
    }

    /// <summary>The text without half characters, which no message has.</summary>
    private static string Whole(string text) =>
        string.Concat(text.EnumerateRunes().Where(static rune => rune.Value != 0xFFFD));
}
