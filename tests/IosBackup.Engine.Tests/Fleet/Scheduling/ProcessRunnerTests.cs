using System;
using System.Threading;
using System.Threading.Tasks;
using IosBackup.Engine.Errors;
using IosBackup.Engine.Fleet.Scheduling;
using Xunit;

namespace IosBackup.Engine.Tests.Fleet.Scheduling;

public sealed class ProcessRunnerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Output_errors_and_exit_code_come_back()
    {
        SkipOnWindows();
        ToolResult result = await new ProcessRunner().RunAsync(
            "/bin/sh", ["-c", "printf '%s' \"$1 $TZ\"; echo no >&2; exit 3", "sh", "a \"b\" $c"], Stop);

        Assert.Equal((3, "a \"b\" $c UTC", "no\n"), (result.ExitCode, result.Output, result.Errors));
        EngineException error = Assert.Throws<EngineException>(result.OrThrow);
        Assert.Equal(ErrorKind.SchedulerUnavailable, error.Kind);
        Assert.EndsWith("is 3: no", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tool_that_is_missing_is_an_error_with_its_name()
    {
        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => new ProcessRunner().RunAsync("iosbackup-no-such-tool", [], Stop));

        Assert.Equal(ErrorKind.SchedulerUnavailable, error.Kind);
        Assert.Equal("iosbackup-no-such-tool", error.Target);
    }

    [Fact]
    public async Task A_tool_that_hangs_is_ended()
    {
        SkipOnWindows();
        EngineException error = await Assert.ThrowsAsync<EngineException>(
            () => new ProcessRunner(TimeSpan.FromMilliseconds(200)).RunAsync("/bin/sleep", ["60"], Stop));

        Assert.Equal(ErrorKind.SchedulerUnavailable, error.Kind);
    }

    [Fact]
    public async Task Whoever_waits_can_stop()
    {
        SkipOnWindows();
        using CancellationTokenSource stop = new(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => new ProcessRunner().RunAsync("/bin/sleep", ["60"], stop.Token));
    }

    private static void SkipOnWindows() =>
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs of this test are those of Unix.");
}
