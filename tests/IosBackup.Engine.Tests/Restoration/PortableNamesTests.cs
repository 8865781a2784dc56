using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CsCheck;
using IosBackup.Engine.Files;
using IosBackup.Engine.Restoration;
using Xunit;

namespace IosBackup.Engine.Tests.Restoration;

public sealed class PortableNamesTests
{
    private static readonly string[] s_awkward =
    [
        "CON", "nul", "Com1.txt", "a:b", "what?", "trailing.", "space ", "%41", "%", "%%", "%~", "%~12",
        "README", "readme", "Readme", "é.txt", "e\u0301.txt", "stra\u00DFe", "STRASSE", "tab\t", "back\\slash",
        "emoji 🔑", "x\u200Dy", "xy", "...", " ", "a%3Ab", "a%3ab", ".hidden", "name.extension", "\u0001",
    ];

    internal static readonly Gen<string> Names = Gen.OneOf(
        Gen.Int[0, s_awkward.Length - 1].Select(static i => s_awkward[i]),
        Gen.String[Gen.Int[0, 10].Select(static i => "aA%41~. :éÉ"[i]), 1, 8],
        Gen.String[Gen.Char['\u0001', '\uD7FF'], 1, 20].Select(static text => text.Replace('/', '-')));

    [Fact]
    public void Every_escaped_name_can_be_read_back() =>
        Names.Sample(static name => PortableNames.Unescape(PortableNames.Escape(name)) == name);

    [Fact]
    public void Every_tagged_name_can_be_read_back() => Names.Sample(static name =>
        PortableNames.Unescape(PortableNames.Tag(PortableNames.Escape(name), "12ab34cd")) == name);

    [Fact]
    public void Escaped_names_are_allowed_on_windows() => Names.Sample(static name =>
    {
        string escaped = PortableNames.Escape(name);
        return !escaped.Any(WindowsNames.IsForbidden)
            && escaped[^1] is not ('.' or ' ')
            && !WindowsNames.IsReserved(escaped);
    });

    [Fact]
    public void Ordinary_names_stay_as_they_are() =>
        Assert.All(
            (string[])["IMG_0001.JPG", ".GlobalPreferences.plist", "100% sure", "sms.db-wal", "ümläut 🔑.txt", "a~b"],
            static name => Assert.Equal(name, PortableNames.Escape(name)));

    [Theory]
    [InlineData("a:b?", "a%3Ab%3F")]
    [InlineData("CON", "%43ON")]
    [InlineData("lpt1.txt", "%6Cpt1.txt")]
    [InlineData("end.", "end%2E")]
    [InlineData("end ", "end%20")]
    [InlineData("100%25", "100%2525")]
    public void Names_are_escaped_as_web_addresses_are(string name, string escaped) =>
        Assert.Equal(escaped, PortableNames.Escape(name));

    [Fact]
    public void No_two_names_of_a_folder_are_one_on_any_system() => Names.Array[2, 12].Sample(static names =>
    {
        string[] distinct = [.. names.Distinct(StringComparer.Ordinal)];
        NameTable table = new(keepsNativeNames: false);
        string[] placed = [.. distinct.Select(name => table.PlaceFile(
            "Domain/" + name, NameTable.Identify("udid", "Domain", name), out NameFate _))];

        return placed.Select(PortableNames.Fold).Distinct(StringComparer.Ordinal).Count() == distinct.Length
            && distinct.SequenceEqual(placed.Select(static path => PortableNames.Unescape(path["Domain/".Length..])));
    });

    [Fact]
    public void Names_depend_on_the_order_alone() => Names.Array[2, 12].Sample(static names =>
        Place(names).SequenceEqual(Place(names)));

    [Fact]
    public void Names_that_are_too_long_are_cut_and_stay_apart()
    {
        string first = new string('ä', 200) + "1.sqlite";
        string second = new string('ä', 200) + "2.sqlite";
        string[] placed = Place([first, second]);

        Assert.NotEqual(placed[0], placed[1]);
        Assert.All(placed, static path =>
        {
            Assert.EndsWith(".sqlite", path, StringComparison.Ordinal);
            Assert.True(Encoding.UTF8.GetByteCount(path["Domain/".Length..]) <= PortableNames.LongestName);
            Assert.Null(PortableNames.Unescape(path["Domain/".Length..]));
        });
    }

    [Fact]
    public void Paths_that_are_too_long_move_to_a_folder_of_their_own()
    {
        NameTable table = new(keepsNativeNames: false);
        string deep = string.Join('/', Enumerable.Repeat("folder", 10_000)) + "/file.txt";

        string placed = table.PlaceFile(deep, 1, out NameFate fate);

        Assert.Equal(NameFate.Escaped, fate);
        Assert.Matches("^%~~long/%~~[0-9a-f]{32}\\.txt$", placed);
    }

    private static string[] Place(IEnumerable<string> names)
    {
        NameTable table = new(keepsNativeNames: false);
        return [.. names.Select(name => table.PlaceFile(
            "Domain/" + name, NameTable.Identify("udid", "Domain", name), out NameFate _))];
    }
}
