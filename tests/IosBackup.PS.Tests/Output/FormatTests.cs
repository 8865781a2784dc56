using System;
using System.Globalization;
using System.Linq;
using System.Management.Automation;
using IosBackup.Output;
using Xunit;

namespace IosBackup.PS.Tests.Output;

public sealed class FormatTests : IDisposable
{
    private readonly CultureInfo _before = CultureInfo.CurrentCulture;

    public FormatTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");

    public void Dispose() => CultureInfo.CurrentCulture = _before;

    [Theory]
    [InlineData(null, "")]
    [InlineData(0L, "0 B")]
    [InlineData(999L, "999 B")]
    [InlineData(1000L, "1.0 kB")]
    [InlineData(999_949L, "999.9 kB")]
    [InlineData(999_950L, "1.0 MB")]
    [InlineData(11_800_000_000L, "11.8 GB")]
    [InlineData(-29_400_000_000L, "-29.4 GB")]
    [InlineData(long.MaxValue, "9.2 EB")]
    [InlineData(long.MinValue, "-9.2 EB")]
    public void Sizes_have_one_decimal_and_a_unit(long? bytes, string expected) =>
        Assert.Equal(expected, _Format.Size(bytes));

    [Theory]
    [InlineData(null, "")]
    [InlineData("M\u00e4ra's \U0001F4F1", "M\u00e4ra's \U0001F4F1")]
    [InlineData("a\r\nb\u001B[1mc\u2028d", "a\uFFFD\uFFFDb\uFFFD[1mc\uFFFDd")]
    [InlineData("a\u202Eb\u2066c", "a\uFFFDb\uFFFDc")]
    [InlineData("\u200EChat\u200F\u061C", "Chat")]
    public void Names_are_of_one_line_and_one_direction(string? name, string expected) =>
        Assert.Equal(expected, _Format.Name(name));

    [Theory]
    [InlineData(null, "")]
    [InlineData(" a \r\n\tb\u2028c ", "a b c")]
    [InlineData("a\u001B]52;c;b\u0007\u009B\u200F", "a\uFFFD]52;c;b\uFFFD\uFFFD\u200F")]
    public void Lines_are_of_one_line_and_command_no_terminal(string? text, string expected) =>
        Assert.Equal(expected, _Format.Line(text));

    [Theory]
    [InlineData(null, "")]
    [InlineData(double.NaN, "")]
    [InlineData(double.PositiveInfinity, "")]
    [InlineData(38_400_000.0, "38.4 MB/s")]
    public void Rates_are_sizes_per_second(double? rate, string expected) => Assert.Equal(expected, _Format.Rate(rate));

    [Fact]
    public void Times_from_jobs_are_times()
    {
        DateTimeOffset time = new(2025, 11, 14, 18, 30, 0, TimeSpan.Zero);
        PSObject copy = new();
        copy.Properties.Add(new PSNoteProperty("UtcDateTime", time.UtcDateTime));

        Assert.Equal(_Format.Time(time), _Format.Time(copy));
        Assert.Equal(_Format.Time(time), _Format.Time("11/14/2025 18:30:00 +00:00"));
        Assert.Empty(_Format.Time(null));
    }

    [Fact]
    public void Paragraphs_break_between_words()
    {
        string text = string.Join(' ', Enumerable.Repeat("fourteen-chars", 12));

        string[] lines = _Format.Paragraph(text).Split('\n');

        Assert.All(lines, static line => Assert.InRange(line.Length, 1, 74));
        Assert.Equal(text, string.Join(' ', lines.Select(static line => line.Trim())));
    }

    [Theory]
    [InlineData(0.44, "0.4 s")]
    [InlineData(12.9, "12 s")]
    [InlineData(245, "4:05")]
    [InlineData(3723, "1:02:03")]
    [InlineData(360_000, "100:00:00")]
    [InlineData(-245, "-4:05")]
    public void Durations_are_as_short_as_they_can_be(double seconds, string expected) =>
        Assert.Equal(expected, _Format.Duration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(0.5, "now")]
    [InlineData(-3, "now")]
    [InlineData(5, "5 min")]
    [InlineData(200, "3 h")]
    [InlineData(47 * 60, "47 h")]
    [InlineData(12 * 24 * 60, "12 d")]
    public void Ages_are_in_the_largest_unit_that_fits(double minutes, string expected)
    {
        DateTimeOffset now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        Assert.Equal(expected, _Format.Age(now.AddMinutes(-minutes), now));
    }

    [Fact]
    public void Counts_have_separators() => Assert.Equal("1,204", _Format.Count(1204));

    [Fact]
    public void Nothing_is_shown_of_what_is_not_known() =>
        Assert.Equal(
            ["", "", ""], [_Format.Duration(null), _Format.Age(null), _Format.Count(null)]);
}
