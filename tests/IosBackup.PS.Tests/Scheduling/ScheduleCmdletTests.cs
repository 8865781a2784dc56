using System;
using System.IO;
using System.Threading.Tasks;
using Xunit;

namespace IosBackup.PS.Tests.Scheduling;

/// <summary>The cmdlets with a systemctl that says what it was asked.</summary>
public sealed class ScheduleCmdletTests : IDisposable
{
    private readonly ScheduleDesk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task A_schedule_is_registered_shown_and_ended()
    {
        string[] lines = await _desk.RunAsync(
            "$made = Register-IosBackupSchedule Nightly $job -At 2am, 14:30 -DayOfWeek Friday, Monday "
            + "-ArgumentList '-Path', 'a b', '' -TimeLimit 3600 -WarningVariable warned -WarningAction Ignore; "
            + "\"$warned\"; $made.FilePath; $made.ArgumentList -join '|'; $made.At -join '|'; "
            + "$made.DaysOfWeek -join '|'; \"$($made.TimeLimit)\"; $shown = Get-IosBackupSchedule n*; "
            + "\"$shown $($shown.IsEnabled) $($shown.LastExitCode) $($shown.NextRun.ToString('u'))\"; "
            + "$shown | Unregister-IosBackupSchedule -Confirm:$false; @(Get-IosBackupSchedule).Count");

        Assert.Equal(
            [
                "Lingering is off for this user, so nothing runs while this user is not logged in. "
                + "'loginctl enable-linger' turns it on.",
                _desk.Job,
                "-Path|a b|",
                "02:00:00|14:30:00",
                "Monday|Friday",
                "01:00:00",
                "Nightly True 3 2026-11-30 02:00:00Z",
                "0",
            ],
            lines);
        Assert.Contains("--user enable --now iosbackup-nightly.timer", _desk.Calls);
        Assert.Empty(Directory.GetFiles(_desk.Units));
    }

    [Fact]
    public async Task A_plan_names_files_command_and_times_and_does_nothing()
    {
        string[] lines = await _desk.RunAsync(
            "Register-IosBackupSchedule Nightly $job -At 02:00 -ArgumentList 'a b' -WhatIf");

        string plan = string.Concat(lines);
        Assert.Contains($"/bin/sh -NoProfile -NonInteractive -File '{_desk.Job}' 'a b' at 02:00, every day", plan);
        Assert.Contains(Path.Combine(_desk.Units, "iosbackup-nightly.service"), plan);
        Assert.Contains(Path.Combine(_desk.Units, "iosbackup-nightly.timer"), plan);
        Assert.Empty(_desk.Calls);
        Assert.False(Directory.Exists(_desk.Units));
    }

    [Theory]
    [InlineData("Register-IosBackupSchedule nightly $job -At 03:00", "ScheduleExists")]
    [InlineData("Register-IosBackupSchedule 'a/b' $job -At 03:00", "InvalidArgument")]
    [InlineData("Register-IosBackupSchedule x \"$job.gone\" -At 03:00", "InvalidArgument")]
    [InlineData("Register-IosBackupSchedule x $job -At 03:00 -ArgumentList \"a`nb\"", "InvalidArgument")]
    [InlineData("Register-IosBackupSchedule x $job -At 03:00 -TimeLimit 5", "InvalidArgument")]
    [InlineData("Register-IosBackupSchedule x $job -At 3", "ParameterArgumentTransformationError")]
    [InlineData("Register-IosBackupSchedule x Env:PATH -At 03:00", "InvalidArgument")]
    [InlineData("Get-IosBackupSchedule gone", "ScheduleNotFound")]
    [InlineData("Unregister-IosBackupSchedule gone", "ScheduleNotFound")]
    [InlineData("Unregister-IosBackupSchedule", "InvalidArgument")]
    public async Task What_cannot_be_done_is_an_error_and_changes_nothing(string command, string errorId)
    {
        string[] lines = await _desk.RunAsync(
            "$ErrorActionPreference = 'Stop'; $WarningPreference = 'Ignore'; "
            + "$null = Register-IosBackupSchedule Nightly $job -At 02:00; "
            + $"try {{ {command} }} catch {{ $_.FullyQualifiedErrorId.Split(',')[0] }}; "
            + "(Get-IosBackupSchedule | ForEach-Object { \"$_ $($_.At)\" })");

        Assert.Equal([errorId, "Nightly 02:00:00"], lines);
    }

    [Fact]
    public async Task Without_a_session_nothing_is_registered_and_files_are_listed_with_a_warning()
    {
        await _desk.RunAsync("$null = Register-IosBackupSchedule Nightly $job -At 02:00 -WarningAction Ignore");
        _desk.Break();

        string[] lines = await _desk.RunAsync(
            "Register-IosBackupSchedule Other $job -At 02:00 -ErrorVariable failed -ErrorAction SilentlyContinue; "
            + "$failed[0].FullyQualifiedErrorId.Split(',')[0]; $failed[0].CategoryInfo.Category; "
            + "\"$($failed[0].Exception.Message)\"; "
            + "$left = Get-IosBackupSchedule -WarningVariable warned -WarningAction Ignore; "
            + "\"$left $($null -eq $left.IsEnabled) $($warned.Count)\"; "
            + "Unregister-IosBackupSchedule Nightly -ErrorVariable failed -ErrorAction SilentlyContinue; "
            + "$failed[0].FullyQualifiedErrorId.Split(',')[0]; @(Get-IosBackupSchedule 3> $null).Count");

        Assert.Equal("SchedulerUnavailable", lines[0]);
        Assert.Equal("ResourceUnavailable", lines[1]);
        Assert.Contains("No medium found", lines[2]);
        Assert.Equal(["Nightly True 1", "SchedulerUnavailable", "1"], lines[3..]);
        Assert.Equal(2, Directory.GetFiles(_desk.Units).Length);
    }

    [Fact]
    public async Task Names_are_completed_and_objects_of_jobs_are_taken()
    {
        string[] lines = await _desk.RunAsync(
            "$WarningPreference = 'Ignore'; $null = Register-IosBackupSchedule 'My night' $job -At 02:00; "
            + "$line = 'Get-IosBackupSchedule my'; "
            + "[Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)"
            + ".CompletionMatches.CompletionText; "
            + "$text = [Management.Automation.PSSerializer]::Serialize((Get-IosBackupSchedule)); "
            + "[Management.Automation.PSSerializer]::Deserialize($text) | Unregister-IosBackupSchedule; "
            + "@(Get-IosBackupSchedule).Count");

        Assert.Equal(["'My night'", "0"], lines);
    }
}
