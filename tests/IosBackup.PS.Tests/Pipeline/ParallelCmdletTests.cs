using System;
using System.Linq;
using System.Management.Automation;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Shell.Commands.Objects;
using Xunit;

namespace IosBackup.PS.Tests.Pipeline;

public sealed class ParallelCmdletTests : IDisposable
{
    private readonly Probe _probe = new();
    private readonly ShellSession _shell = ShellSession.With(typeof(TestParallelCommand), typeof(SelectObjectCommand));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Everything_is_worked_on_and_never_more_at_once_than_allowed()
    {
        ShellResult result = _shell.Run("1..40 | Test-Parallel $args[0] -ThrottleLimit 3", _probe);

        Assert.Equal(40, result.As<string>().Distinct().Count());
        Assert.InRange(_probe.MostRunning, 1, 3);
    }

    [Fact]
    public void An_error_of_one_leaves_the_others_alone_and_names_its_target()
    {
        ShellResult result = _shell.Run("'a', 'bad', 'b' | Test-Parallel $args[0]", _probe);

        Assert.Equal(["a", "b"], result.As<string>().Order());
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("DeviceLocked,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal("bad", error.TargetObject);
    }

    [Fact]
    public void A_downstream_cmdlet_that_has_enough_ends_all_work()
    {
        ShellResult result = _shell.Run(
            "$p = $args[0]; 'endless', 'endless', 'last' | Test-Parallel $p | Select-Object -First 1; $p.Running",
            _probe);

        Assert.Equal(["last", "0"], result.Output.Select(item => item.ToString()));
        Assert.Equal(3, _probe.Unwound);
    }

    [Fact]
    public void An_upstream_error_ends_all_work()
    {
        ShellResult result = _shell.Run(
            "$p = $args[0]; try { & { 'endless'; throw 'upstream' } | Test-Parallel $p } catch { $p.Running }", _probe);

        Assert.Equal(0, Assert.Single(result.As<int>()));
    }

    [Fact]
    public void Each_thing_has_its_own_activity_with_its_phases_below()
    {
        ShellResult result = _shell.Run("'a', 'b' | Test-Parallel $args[0]", _probe);

        ProgressRecord[] parents = [.. result.Progress.Where(record => record.ParentActivityId < 0)];
        Assert.Equal(["a", "b"], parents.Select(record => record.Activity).Distinct().Order());
        Assert.Equal(2, parents.Select(record => record.ActivityId).Distinct().Count());
        foreach (ProgressRecord child in result.Progress.Where(record => record.ParentActivityId >= 0))
        {
            Assert.Contains(child.ParentActivityId, parents.Select(record => record.ActivityId));
        }

        foreach (IGrouping<int, ProgressRecord> activity in result.Progress.GroupBy(record => record.ActivityId))
        {
            Assert.Equal(ProgressRecordType.Completed, activity.Last().RecordType);
        }
    }
}
