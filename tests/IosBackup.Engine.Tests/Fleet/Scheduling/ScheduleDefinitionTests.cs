using System;
using CsCheck;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class ScheduleDefinitionTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("Nightly backup_2-b")]
    public void Names_of_letters_digits_spaces_and_dashes_are_taken(string name) => Schedules.With(name).Check();

    [Theory]
    [InlineData("")]
    [InlineData(" a")]
    [InlineData("a ")]
    [InlineData("-a")]
    [InlineData("a\n")]
    [InlineData("../a")]
    [InlineData("a.b")]
    [InlineData(@"a\b")]
    [InlineData("a*")]
    [InlineData("täglich")]
    public void Other_names_are_refused(string name) => AssertRefused(Schedules.With(name));

    [Fact]
    public void A_name_has_at_most_64_characters()
    {
        Schedules.With(new string('a', 64)).Check();
        AssertRefused(Schedules.With(new string('a', 65)));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\tb")]
    [InlineData("a\0b")]
    [InlineData("a\u0085b")]
    public void Line_ends_and_what_XML_cannot_hold_are_refused(string argument) =>
        AssertRefused(Schedules.With(arguments: [argument]));

    [Fact]
    public void Half_characters_are_refused()
    {
        // Not as data of a theory: there they would arrive as replacement characters.
        AssertRefused(Schedules.With(arguments: ["half \ud83d character"]));
        AssertRefused(Schedules.With(arguments: ["\ude00"]));
        AssertRefused(Schedules.With(arguments: ["\uffff"]));
        Schedules.With(arguments: ["\ud83d\ude00"]).Check();
    }

    [Fact]
    public void A_command_is_bounded() => AssertRefused(Schedules.With(arguments: [new string('a', 16_000)]));

    [Fact]
    public void Times_days_and_limits_are_checked()
    {
        AssertRefused(Schedules.With(at: []));
        AssertRefused(Schedules.With(at: [TimeSpan.FromDays(1)]));
        AssertRefused(Schedules.With(at: [TimeSpan.FromSeconds(61)]));
        AssertRefused(Schedules.With(at: [-TimeSpan.FromHours(1)]));
        AssertRefused(Schedules.With(days: []));
        AssertRefused(Schedules.With(days: [(DayOfWeek)7]));
        AssertRefused(Schedules.With(limit: TimeSpan.Zero));
        AssertRefused(Schedules.With(limit: TimeSpan.FromDays(32)));
    }

    [Fact]
    public void What_is_written_down_is_read_back() => HostileText.Several.Sample(static arguments =>
    {
        ScheduleDefinition definition = Schedules.With(
            arguments: arguments,
            at: [TimeSpan.FromHours(2), new TimeSpan(23, 59, 0)],
            days: [DayOfWeek.Sunday, DayOfWeek.Friday]);
        string text = ScheduleText.Write(definition);
        ScheduleDefinition read = ScheduleText.Read(text)!;

        Assert.Matches("^[!-~]+$", text);
        Assert.Equal(definition.Command, read.Command);
        Assert.Equal(definition.At, read.At);
        Assert.Equal(definition.Days, read.Days);
        Assert.Equal(definition.TimeLimit, read.TimeLimit);
        Assert.Equal(definition.Name, read.Name);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("iosbackup=2&name=a")]
    [InlineData("iosbackup=1&name=a")]
    [InlineData("iosbackup=1&name=..%2Fa&shell=s&file=f&at=02%3A00&day=Monday&limit=60")]
    [InlineData("iosbackup=1&name=a&shell=s&file=f&at=25%3A00&day=Monday&limit=60")]
    [InlineData("iosbackup=1&name=a&shell=s&file=f&at=02%3A00&day=Someday&limit=60")]
    [InlineData("iosbackup=1&name=a&shell=s&file=f&at=02%3A00&day=Monday&limit=99999999999")]
    [InlineData("iosbackup=1&name=a&shell=s&file=f%0A&at=02%3A00&day=Monday&limit=60")]
    public void What_is_not_ours_or_damaged_is_none(string? text) => Assert.Null(ScheduleText.Read(text));

    private static void AssertRefused(ScheduleDefinition definition) =>
        Assert.Equal(ErrorKind.InvalidArgument, Assert.Throws<EngineException>(definition.Check).Kind);
}
