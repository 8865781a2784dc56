using System;
using System.Collections.Generic;
using System.Linq;
using CsCheck;
using IosBackup.Engine.PropertyLists;
using Xunit;

namespace IosBackup.Engine.Tests.PropertyLists;

public sealed class PlistRoundTripTests
{
    private static readonly Gen<string> s_text = Gen.OneOf(
        Gen.String[Gen.Char.AlphaNumeric, 0, 40],
        Gen.String[Gen.Char[' ', '\uD7FF'], 0, 20],
        Gen.Const("emoji 🔑 and e\u0301"));

    private static readonly Gen<PlistNode> s_leaf = Gen.OneOf<PlistNode>(
        s_text.Select(static text => (PlistNode)text),
        Gen.Bool.Select(static value => (PlistNode)value),
        Gen.Long.Select(static value => (PlistNode)value),
        Gen.ULong.Select(static value => (PlistNode)value),
        Gen.Double.Select(static value => (PlistNode)value),
        Gen.Long[-(1L << 62), 1L << 62].Select(Gen.ULong, static (h, l) => (PlistNode)new PlistInteger(h, l)),
        Gen.Byte.Array[0, 300].Select(static bytes => (PlistNode)bytes),
        Gen.Int[-2_000_000_000, 2_000_000_000].Select(static seconds => (PlistNode)new PlistDate((double)seconds)),
        Gen.ULong.Select(static value => (PlistNode)new PlistUid(value)));

    private static readonly Gen<PlistNode> s_tree = Tree(3);

    [Fact]
    public void Any_tree_survives_the_binary_form() =>
        s_tree.Sample(static tree => PropertyList.Parse(PropertyList.ToBinary(tree)).Equals(tree));

    [Fact]
    public void Any_tree_survives_the_xml_form() =>
        s_tree.Sample(static tree => PropertyList.Parse(PropertyList.ToXml(tree)).Equals(tree));

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e300)]
    [InlineData(-1e300)]
    public void Dates_beyond_the_calendar_are_kept_but_have_no_value(double seconds)
    {
        PlistDate read = Assert.IsType<PlistDate>(PropertyList.Parse(PropertyList.ToBinary(new PlistDate(seconds))));

        Assert.Equal(seconds, read.SecondsSince2001);
        Assert.Null(read.Value);
        Assert.IsType<PlistDate>(PropertyList.Parse(PropertyList.ToXml(read)));
    }

    [Fact]
    public void Dates_are_seconds_since_2001_in_utc()
    {
        DateTimeOffset moment = new(2026, 11, 16, 2, 0, 0, TimeSpan.FromHours(2));

        PlistDate date = new(moment);

        Assert.Equal(816480000, date.SecondsSince2001);
        Assert.Equal(moment, date.Value);
        Assert.Equal("2026-11-16T00:00:00Z", date.ToString());
    }

    [Fact]
    public void A_lone_surrogate_survives_the_binary_form_and_is_replaced_in_xml()
    {
        PlistNode text = "broken \uD800 name";

        Assert.Equal(text, PropertyList.Parse(PropertyList.ToBinary(text)));
        Assert.Equal("broken \uFFFD name", PropertyList.Parse(PropertyList.ToXml(text)));
    }

    [Fact]
    public void Control_characters_in_xml_from_a_device_become_spaces() =>
        Assert.Equal("a b", PropertyList.Parse("<plist><string>a\u0001b</string></plist>"u8));

    [Fact]
    public void A_narrow_integer_is_unsigned_and_one_of_eight_bytes_signed()
    {
        Assert.Equal(0xFFFFFFFFL, Single(0x12, 0xFF, 0xFF, 0xFF, 0xFF).Int64);
        Assert.Equal(-1, Single(0x13, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).Int64);
    }

    [Fact]
    public void Equal_leaves_are_written_once()
    {
        PlistArray many = new(Enumerable.Repeat<PlistNode>(new string('x', 100), 50));

        Assert.True(PropertyList.ToBinary(many).Length < 300);
    }

    private static PlistInteger Single(params byte[] encoded)
    {
        byte[] bytes =
        [
            .. "bplist00"u8, .. encoded, 8,
            0, 0, 0, 0, 0, 0, 1, 1,
            0, 0, 0, 0, 0, 0, 0, 1,
            0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, (byte)(8 + encoded.Length),
        ];
        return Assert.IsType<PlistInteger>(PropertyList.Parse(bytes));
    }

    private static Gen<PlistNode> Tree(int depth) => depth == 0 ? s_leaf : Gen.OneOf(
        s_leaf,
        Tree(depth - 1).Array[0, 20].Select(static items => (PlistNode)new PlistArray(items)),
        Gen.Dictionary(s_text, Tree(depth - 1))[0, 20].Select(static entries => (PlistNode)Dictionary(entries)));

    private static PlistDictionary Dictionary(IEnumerable<KeyValuePair<string, PlistNode>> entries)
    {
        PlistDictionary dictionary = new();
        foreach (KeyValuePair<string, PlistNode> entry in entries)
        {
            dictionary[entry.Key] = entry.Value;
        }

        return dictionary;
    }
}
