using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using IosBackup.PS.Tests.Hosting;
using IosBackup.VirtualDevice;
using Xunit;

namespace IosBackup.PS.Tests.Commands;

/// <summary>Get-IosBackupStatus on repositories that runs have made.</summary>
[Collection(ProcessState.Name)]
public sealed class GetIosBackupStatusTests
{
    private const string BackUp = "$null = New-IosBackup -Endpoint $endpoint -Path $repository -Udid *; ";

    private const string CopyFirst = "$copies = Join-Path $repository .. copies; "
        + "$null = Get-IosBackup $repository -Udid $rest | Copy-IosBackup -Destination $copies; ";

    [Fact]
    public async Task Each_device_of_a_repository_has_one_status()
    {
        await using PhoneDesk desk = new();
        VirtualPhone mara = await desk.AddAsync("Mara");
        VirtualPhone iris = await desk.AddAsync("Iris");

        ShellResult result = desk.Run(BackUp + BackUp
            + "$null = Get-IosBackup $repository -Udid $rest -Latest | Test-IosBackup -Level Hash; "
            + "Get-IosBackupStatus $repository -VerifiedWithin 1d", mara.Udid);

        Assert.Empty(result.Errors);
        IosBackupStatus[] all = [.. result.As<IosBackupStatus>()];
        Assert.Equal(2, all.Length);
        IosBackupStatus tested = Assert.Single(all, one => one.Udid == mara.Udid);
        Assert.Equal((true, "Mara", 2), (tested.Passed, tested.DeviceName, tested.BackupCount));
        Assert.NotNull(tested.LastVerified);
        IosBackupStatus untested = Assert.Single(all, one => one.Udid == iris.Udid);
        Assert.False(untested.Passed);
        Assert.Equal("NotVerified", Assert.Single(untested.Findings).Id);
    }

    [Fact]
    public async Task Devices_that_are_named_have_one_even_without_a_backup()
    {
        await using PhoneDesk desk = new();
        VirtualPhone mara = await desk.AddAsync("Mara");

        ShellResult result = desk.Run(
            "Get-IosDevice -Endpoint $endpoint | Get-IosBackupStatus -Path (Split-Path $repository); "
            + BackUp + "Get-IosDevice -Endpoint $endpoint | Get-IosBackupStatus -Path $repository; "
            + "Get-IosBackupStatus $repository -Udid 00008130-00000000000000FF; "
            + "Get-IosBackupStatus $repository -Udid 0000FFFF*; "
            + "(Get-IosBackupStatus $repository -Udid $rest.ToLowerInvariant()).Udid", mara.Udid);

        Assert.Empty(result.Errors);
        Assert.Equal(
            [("Mara", false), ("Mara", true), (null, false)],
            result.Output.SkipLast(1).Select(static one => (IosBackupStatus)one.BaseObject)
                .Select(static one => (one.DeviceName, one.Passed)));
    }

    [Fact]
    public async Task Copies_in_other_places_are_found()
    {
        await using PhoneDesk desk = new();
        VirtualPhone mara = await desk.AddAsync("Mara");
        await desk.AddAsync("Iris");

        ShellResult result = desk.Run(
            BackUp + CopyFirst + "Get-IosBackupStatus $repository -CopyPath $copies; "
            + "Get-IosBackupStatus $repository -CopyPath $copies -Copies 0", mara.Udid);

        Assert.Empty(result.Errors);
        Assert.Equal(
            [("Iris", 0, false), ("Mara", 1, true), ("Iris", 0, true), ("Mara", 1, true)],
            result.As<IosBackupStatus>().Chunk(2).SelectMany(static run => run.OrderBy(static one => one.DeviceName))
                .Select(static one => (one.DeviceName, one.CopyCount, one.Passed)));
    }

    [Fact]
    public async Task Nothing_is_judged_by_a_repository_that_cannot_be_read()
    {
        await using PhoneDesk desk = new();
        await desk.AddAsync("Mara");

        ShellResult result = desk.Run(BackUp
            + "try { Get-IosBackupStatus (Join-Path $repository none) -Udid 00008130-00000000000000FF } "
            + "catch { $_.FullyQualifiedErrorId }");

        Assert.Equal(
            "NotABackup,IosBackup.Commands.GetIosBackupStatusCommand", Assert.Single(result.Output).ToString());
    }

    [Fact]
    public async Task A_place_of_copies_that_cannot_be_read_is_an_error_and_holds_none()
    {
        await using PhoneDesk desk = new();
        await desk.AddAsync("Mara");

        ShellResult result = desk.Run(
            BackUp + "Get-IosBackupStatus $repository -CopyPath (Join-Path $repository none)");

        Assert.StartsWith("NotABackup", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        IosBackupStatus status = Assert.Single(result.As<IosBackupStatus>());
        Assert.Equal("CopiesMissing", Assert.Single(status.Findings).Id);
    }

    [Theory]
    [InlineData("-CopyPath $repository")]
    [InlineData("-CopyPath (Join-Path $repository . )")]
    [InlineData("-Copies 1")]
    public async Task What_makes_no_sense_is_refused(string arguments)
    {
        await using PhoneDesk desk = new();
        await desk.AddAsync("Mara");

        ShellResult result = desk.Run(
            BackUp + $"try {{ Get-IosBackupStatus $repository {arguments} }} catch {{ $_ }}");

        ErrorRecord error = Assert.IsType<ErrorRecord>(Assert.Single(result.Output).BaseObject);
        Assert.StartsWith("InvalidArgument", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }
}
