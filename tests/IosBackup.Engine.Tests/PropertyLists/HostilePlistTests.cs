using System;
using System.Linq;
using System.Text;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.PropertyLists;
using Xunit;

namespace IosBackup.Engine.Tests.PropertyLists;

public sealed class HostilePlistTests
{
    private static readonly byte[] s_sample = PropertyList.ToBinary(new PlistDictionary
    {
        ["name"] = "Änne's iPhone",
        ["list"] = new PlistArray([1, -1, ulong.MaxValue, 1.5, true, new byte[20], new PlistUid(300)]),
        ["when"] = DateTimeOffset.UnixEpoch,
        ["inner"] = new PlistDictionary { ["long"] = new string('x', 400) },
    });

    [Fact]
    public void Random_damage_gives_a_value_or_one_typed_error()
    {
        Gen<(int, byte)[]> damage = Gen.Select(Gen.Int[0, s_sample.Length - 1], Gen.Byte).Array[1, 4];
        damage.Sample(
            static flips =>
            {
                byte[] bytes = (byte[])s_sample.Clone();
                foreach ((int at, byte value) in flips)
                {
                    bytes[at] = value;
                }

                AssertReadsOrRefuses(bytes);
            },
            iter: 20_000);
    }

    [Fact]
    public void Every_prefix_is_refused()
    {
        for (int length = 0; length < s_sample.Length; length++)
        {
            AssertRefused(s_sample.AsSpan(0, length));
        }
    }

    [Fact]
    public void Every_prefix_of_xml_is_refused()
    {
        byte[] xml = PropertyList.ToXml(PropertyList.Parse(s_sample));
        int end = Encoding.UTF8.GetString(xml).IndexOf("</plist>", StringComparison.Ordinal) + "</plist>".Length;
        for (int length = 0; length < end; length++)
        {
            AssertRefused(xml.AsSpan(0, length));
        }
    }

    [Fact]
    public void A_small_file_that_describes_an_astronomic_tree_is_refused()
    {
        // Each array holds the next one sixteen times: 16^32 values in under a kilobyte.
        const int Levels = 32;
        byte[] objects = [.. Enumerable.Range(1, Levels).SelectMany(level =>
            (byte[])[0xAF, 0x10, 16, .. Enumerable.Repeat((byte)level, 16)]), 0x09];
        byte[] offsets = [.. Enumerable.Range(0, Levels + 1)
            .SelectMany(static level => (byte[])[(byte)((8 + (level * 19)) >> 8), (byte)(8 + (level * 19))])];

        AssertRefused(Assemble(objects, offsets, 2, Levels + 1));
    }

    [Fact]
    public void A_container_that_holds_itself_is_refused() =>
        AssertRefused(Assemble([0xA1, 0x00], [8], 1, 1));

    [Fact]
    public void Nesting_beyond_the_limit_is_refused_in_both_forms()
    {
        byte[] nested = [.. Enumerable.Range(0, 2000).SelectMany(static i =>
            (byte[])[0xA1, (byte)((i + 1) >> 8), (byte)(i + 1)]), 0x09];
        byte[] offsets = [.. Enumerable.Range(0, 2001).SelectMany(static i =>
            (byte[])[(byte)((8 + (i * 3)) >> 8), (byte)(8 + (i * 3))])];

        AssertRefused(Assemble(nested, offsets, 2, 2001, referenceSize: 2));
        AssertRefused(Encoding.UTF8.GetBytes(
            "<plist>" + string.Concat(Enumerable.Repeat("<array>", 100_000)) + "</plist>"));
    }

    [Fact]
    public void Entity_bombs_and_external_entities_are_refused() => AssertRefused("""
        <!DOCTYPE plist [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
        <plist><string>&b;&c;</string></plist>
        """u8);

    [Fact]
    public void Absurd_counts_are_refused_before_anything_is_allocated()
    {
        AssertRefused(Assemble([0x4F, 0x13, 0x7F, 255, 255, 255, 255, 255, 255, 255], [8], 1, 1));
        AssertRefused(Assemble([0xAF, 0x12, 0x7F, 255, 255, 255], [8], 1, 1));
        AssertRefused(Assemble([0x09], [8], 1, int.MaxValue));
    }

    [Fact]
    public void Cyclic_archives_open_but_are_refused_as_values()
    {
        PlistDictionary archive = new()
        {
            ["$archiver"] = "NSKeyedArchiver",
            ["$top"] = new PlistDictionary { ["root"] = new PlistUid(1) },
            ["$objects"] = new PlistArray(["$null", new PlistDictionary { ["self"] = new PlistUid(1) }]),
        };

        KeyedArchive opened = KeyedArchive.Open(archive);

        Assert.Same(opened.Root, opened.Field(opened.Root, "self"));
        EngineException refused = Assert.Throws<EngineException>(() => opened.ToPlainValues());
        Assert.Equal(ErrorKind.PropertyListInvalid, refused.Kind);
    }

    [Fact]
    public void References_beyond_the_table_are_null()
    {
        KeyedArchive archive = KeyedArchive.Open(new PlistDictionary
        {
            ["$top"] = new PlistDictionary { ["root"] = new PlistUid(ulong.MaxValue) },
            ["$objects"] = new PlistArray(["$null"]),
        });

        Assert.IsType<PlistNull>(archive.Root);
        Assert.Null(archive.ClassName(archive.Root));
    }

    private static byte[] Assemble(byte[] objects, byte[] offsets, int offsetSize, int count, int referenceSize = 1) =>
    [
        .. "bplist00"u8, .. objects, .. offsets,
        0, 0, 0, 0, 0, 0, (byte)offsetSize, (byte)referenceSize,
        0, 0, 0, 0, (byte)(count >> 24), (byte)(count >> 16), (byte)(count >> 8), (byte)count,
        0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, (byte)((8 + objects.Length) >> 8), (byte)(8 + objects.Length),
    ];

    private static void AssertRefused(ReadOnlySpan<byte> bytes)
    {
        try
        {
            PropertyList.Parse(bytes);
        }
        catch (EngineException e)
        {
            Assert.Equal(ErrorKind.PropertyListInvalid, e.Kind);
            return;
        }

        Assert.Fail($"{bytes.Length} malformed bytes were accepted");
    }

    private static void AssertReadsOrRefuses(ReadOnlySpan<byte> bytes)
    {
        try
        {
            PropertyList.Parse(bytes);
        }
        catch (EngineException e)
        {
            Assert.Equal(ErrorKind.PropertyListInvalid, e.Kind);
        }
    }
}
