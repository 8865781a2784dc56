using System;
using System.IO;
using System.Management.Automation;
using IosBackup.Shell.Hosting;
using Xunit;

namespace IosBackup.PS.Tests.Shell;

public sealed class ProgressDisplayTests : IDisposable
{
    private readonly StringWriter _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void Inner_activities_stand_below_their_outer_one()
    {
        ProgressDisplay display = Display();
        display.Update(1, Record(1, "Phone", percent: 50));
        display.Update(1, Record(2, "Upload", parent: 1));

        Assert.Equal(["Phone: state [##########          ] 50%", "  Upload: state"], LastFrame());
    }

    [Fact]
    public void A_completed_activity_goes_with_what_is_inside()
    {
        ProgressDisplay display = Display();
        display.Update(1, Record(1, "Phone"));
        display.Update(1, Record(2, "Upload", parent: 1));
        display.Update(1, Record(3, "Other"));
        ProgressRecord done = Record(1, "Phone");
        done.RecordType = ProgressRecordType.Completed;
        display.Update(1, done);

        Assert.Equal(["Other: state"], LastFrame());
    }

    [Fact]
    public void Lines_fit_the_terminal_and_carry_no_control_characters()
    {
        ProgressDisplay display = Display();
        display.Update(1, Record(1, "Phone\e[31m" + new string('x', 200)));

        string line = Assert.Single(LastFrame());
        Assert.Equal(59, line.Length);
        Assert.DoesNotContain('\e', line);
    }

    [Fact]
    public void Nothing_is_drawn_where_there_is_no_terminal()
    {
        new ProgressDisplay(_terminal, enabled: false).Update(1, Record(1, "Phone"));

        Assert.Equal("", _terminal.ToString());
    }

    [Fact]
    public void Other_output_erases_the_lines_once()
    {
        ProgressDisplay display = Display();
        display.Update(1, Record(1, "Phone"));
        display.Hide();
        string after = _terminal.ToString();
        display.Hide();

        Assert.EndsWith("\e[1A\r\e[J", after, StringComparison.Ordinal);
        Assert.Equal(after, _terminal.ToString());
    }

    private ProgressDisplay Display() => new(_terminal, enabled: true, () => 60);

    private static ProgressRecord Record(int id, string activity, int parent = -1, int percent = -1) =>
        new(id, activity, "state") { ParentActivityId = parent, PercentComplete = percent };

    private string[] LastFrame()
    {
        string all = _terminal.ToString();
        int start = all.LastIndexOf("\e[J", StringComparison.Ordinal);
        return (start < 0 ? all : all[(start + 3)..]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
