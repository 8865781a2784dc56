using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>What Get-IosBackup and Test-IosBackup take from the pipeline.</summary>
[Collection(ProcessState.Name)]
public sealed class PipelinePlaceTests
{
    /// <summary>What a job would give of an object.</summary>
    private const string ViaJob = "$viaJob = { param($it) [Management.Automation.PSSerializer]::Deserialize("
        + "[Management.Automation.PSSerializer]::Serialize($it, 1)) }; ";

    [Fact]
    public async Task Get_IosBackup_takes_paths_and_devices()
    {
        await using PhoneDesk desk = new();
        VirtualPhone phone = await desk.AddAsync("Mara");
        string made = Assert.Single(desk.Run("New-IosBackup -Endpoint $endpoint -Path $repository")
            .As<IosBackupResult>()).Backup!;

        ShellResult result = desk.Run(
            "$before = $env:IOSBACKUP_REPOSITORY; $env:IOSBACKUP_REPOSITORY = $repository; "
            + "try { $repository | Get-IosBackup; Split-Path $repository | Set-Location; "
            + "'./' + (Split-Path $repository -Leaf) | Get-IosBackup; $rest | Get-IosBackup; "
            + "Get-Item $repository | Get-IosBackup; Get-IosBackup | Get-IosBackup; "
            + "Get-IosDevice -Endpoint $endpoint | Get-IosBackup; "
            + "[pscustomobject]@{ Udid = (Get-IosDevice -Endpoint $endpoint).Udid } | Get-IosBackup; "
            + "Get-IosBackup (Get-IosBackup); Get-IosBackup (Get-Item $repository) } "
            + "finally { $env:IOSBACKUP_REPOSITORY = $before }",
            made);

        Assert.Empty(result.Errors);
        Assert.Equal(
            [.. Enumerable.Repeat((phone.Udid, made), 9)],
            result.As<IosBackup>().Select(static backup => (backup.Udid, backup.Path)));
    }

    [Fact]
    public async Task A_run_that_made_no_backup_is_an_error_and_the_others_are_tested()
    {
        await using PhoneDesk desk = new();
        VirtualPhone locked = await desk.AddAsync("Mara");
        locked.Passcode = "1234";
        locked.LockState = LockState.LockedSinceStart;
        await desk.AddAsync("Iris");

        ShellResult result = desk.Run(
            "New-IosBackup -Endpoint $endpoint -Path $repository -Udid * -ErrorAction Ignore | Test-IosBackup");

        Assert.True(Assert.Single(result.As<IosBackupTestResult>()).Passed);
        ErrorRecord error = Assert.Single(
            result.Errors, static one => one.FullyQualifiedErrorId.Contains("TestIosBackup", StringComparison.Ordinal));
        Assert.Contains("made no backup (DeviceLocked)", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("null or empty", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("$result")]
    [InlineData("(& $viaJob $result)")]
    public async Task A_result_is_the_backup_that_the_run_made(string source)
    {
        await using PhoneDesk desk = new();
        await desk.AddAsync("Mara");

        ShellResult result = desk.Run(
            ViaJob + "$result = New-IosBackup -Endpoint $endpoint -Path $repository; $result.Backup; "
            + $"({source} | Get-IosBackup).Path; ({source} | Test-IosBackup).Path; "
            + $"({source} | Get-IosBackupItem)[0].BackupPath; ({source} | Measure-IosBackup)[0].BackupPath; "
            + $"$null = {source} | Restore-IosBackup -Destination (Join-Path $repository .. out) -WhatIf");

        Assert.Empty(result.Errors);
        Assert.Equal(5, result.Output.Count);
        Assert.Single(result.Output.Select(static path => path.ToString()).Distinct());
    }

    [Fact]
    public async Task A_result_of_a_job_without_a_backup_is_an_error_that_says_why()
    {
        await using PhoneDesk desk = new();
        VirtualPhone locked = await desk.AddAsync("Mara");
        locked.Passcode = "1234";
        locked.LockState = LockState.LockedSinceStart;

        ShellResult result = desk.Run(
            ViaJob + "$result = & $viaJob (New-IosBackup -Endpoint $endpoint -Path $repository -ErrorAction Ignore); "
            + "$result | Get-IosBackup; $result | Test-IosBackup; "
            + "$result | Restore-IosBackup -Destination $repository");

        Assert.Empty(result.Output);
        ErrorRecord[] errors =
        [
            .. result.Errors.Where(static error => !error.FullyQualifiedErrorId.Contains(
                "NewIosBackup", StringComparison.Ordinal)),
        ];
        Assert.Equal(3, errors.Length);
        Assert.All(errors, static error => Assert.Contains(
            "made no backup (DeviceLocked)", error.ToString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_cannot_forge_a_plan_and_stays_what_it_is()
    {
        const string Forged = "Mara\nWhat if: nothing\u202Eoot";
        await using PhoneDesk desk = new();
        await desk.AddAsync(Forged);

        ShellResult result = desk.Run(
            "$null = New-IosBackup -Endpoint $endpoint -Path $repository; Get-IosBackup $repository; "
            + "$plan = Get-IosBackup $repository | "
            + "Restore-IosBackup -Device (Get-IosDevice -Endpoint $endpoint) -WhatIf; "
            + "($plan | Out-String)");

        Assert.Equal(Forged, Assert.IsType<IosBackup>(result.Output[0].BaseObject).DeviceName);
        string plan = Assert.IsType<string>(result.Output[^1].BaseObject);
        Assert.Contains("Mara\uFFFDWhat if: nothing\uFFFDoot", plan, StringComparison.Ordinal);
        Assert.DoesNotContain("\u202E", plan, StringComparison.Ordinal);
    }
}
