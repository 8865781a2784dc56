using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using IosBackup.Shell.Commands.Objects;
using Xunit;

namespace IosBackup.PS.Tests.Pipeline;

public sealed class EngineCmdletTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Probe _probe = new();
    private readonly ShellSession _shell = ShellSession.With(
        typeof(TestEmitCommand), typeof(TestAskCommand), typeof(TestFailCommand), typeof(SelectObjectCommand));

    public void Dispose() => _shell.Dispose();

    [Fact]
    public void Output_keeps_its_order()
    {
        ShellResult result = _shell.Run("Test-Emit $args[0] -Count 500", _probe);

        Assert.Equal(Enumerable.Range(0, 500), result.As<int>());
    }

    [Fact]
    public void A_slow_pipeline_slows_the_work_down()
    {
        ShellResult result = _shell.Run(
            "$p = $args[0]; Test-Emit $p -Count 300 | ForEach-Object { $p.Posted - $_ }", _probe);

        Assert.Equal(300, result.Output.Count);
        Assert.InRange(result.As<int>().Max(), 0, 70);
    }

    [Fact]
    public void A_downstream_cmdlet_that_has_enough_ends_the_work_before_the_pipeline_goes_on()
    {
        ShellResult result = _shell.Run(
            "$p = $args[0]; Test-Emit $p -WaitAfter 2 | Select-Object -First 2; $p.Unwound", _probe);

        Assert.Equal([0, 1, 1], result.As<int>());
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void The_work_has_ended_when_the_rest_of_the_pipeline_does()
    {
        ShellResult result = _shell.Run(
            "$p = $args[0]; Test-Emit $p -WaitAfter 1 | Select-Object -First 1 "
            + "| ForEach-Object { $_ } -End { $p.Unwound }",
            _probe);

        Assert.Equal([0, 1], result.As<int>());
    }

    [Fact]
    public void A_downstream_cmdlet_that_has_enough_ends_work_that_waits_for_room_in_the_queue()
    {
        ShellResult result = _shell.Run("$p = $args[0]; Test-Emit $p | Select-Object -First 1; $p.Unwound", _probe);

        Assert.Equal([0, 1], result.As<int>());
    }

    [Fact]
    public async Task Stopping_the_pipeline_ends_the_work_first()
    {
        using PowerShell shell = _shell.Create("Test-Emit $args[0] -WaitAfter 1", _probe);
        IAsyncResult run = shell.BeginInvoke();
        Assert.True(_probe.Begun.Wait(s_patience, TestContext.Current.CancellationToken));

        await shell.StopAsync(null, null).WaitAsync(s_patience, TestContext.Current.CancellationToken);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Equal(1, _probe.Unwound);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(run));
    }

    [Fact]
    public void An_error_action_of_Stop_downstream_ends_the_work()
    {
        ShellResult result = _shell.Run(
            "$p = $args[0]; try { Test-Emit $p | ForEach-Object { throw 'enough' } } catch { $p.Unwound }", _probe);

        Assert.Equal([1], result.As<int>());
    }

    [Fact]
    public void WhatIf_is_asked_from_the_work()
    {
        ShellResult result = _shell.Run("'a', 'b' | Test-Ask -WhatIf; 'c' | Test-Ask");

        Assert.Equal([false, false, true], result.As<bool>());
    }

    [Fact]
    public void A_prompt_that_nobody_can_answer_ends_the_command_with_an_error()
    {
        ShellResult result = _shell.Run("try { Test-Ask -Confirm } catch { $_.Exception.GetType().Name }");

        Assert.NotEmpty(result.As<string>());
    }

    [Fact]
    public void An_error_of_one_record_leaves_the_next_records_alone()
    {
        ShellResult result = _shell.Run("'a', 'DeviceLocked', 'bug', 'b' | Test-Fail");

        Assert.Equal(["a", "b"], result.As<string>());
        Assert.Equal(
            [
                "DeviceLocked,IosBackup.PS.Tests.Pipeline.TestFailCommand",
                "Unexpected,IosBackup.PS.Tests.Pipeline.TestFailCommand",
            ],
            result.Errors.Select(error => error.FullyQualifiedErrorId));
    }

    [Fact]
    public void An_error_that_makes_the_call_pointless_ends_it()
    {
        ShellResult result = _shell.Run(
            "try { 'NoMuxService', 'b' | Test-Fail } catch { $_.FullyQualifiedErrorId }");

        Assert.Equal(["NoMuxService,IosBackup.PS.Tests.Pipeline.TestFailCommand"], result.As<string>());
    }

    [Fact]
    public void A_cancelled_operation_that_nobody_stopped_is_an_error_like_others()
    {
        ShellResult result = _shell.Run("'Cancelled' | Test-Fail");

        Assert.Equal("Cancelled", Assert.Single(result.Errors).FullyQualifiedErrorId.Split(',')[0]);
    }
}
